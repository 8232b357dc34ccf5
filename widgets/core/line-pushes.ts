/** Something that is shown, and what it was asked with. */
export interface Shown {
  data?: unknown;
  loadedAt: Date | undefined;
  error?: unknown;
  retryIn?: number | undefined;
  reload(): Promise<void>;
  update?(change: <T>(data: T) => T): void;
}

/** An element whose class has `pushes`: it hears whether what it shows is what is so. */
export interface PushHost {
  isPushed?: boolean;
}

interface Follower {
  readonly query: Shown;
  readonly pushes?: string | undefined;
  readonly host?: PushHost | undefined;
}

interface Push {
  readonly id: number;
  /** Whether this socket has been asked for it. */
  isAsked: boolean;
  /** What this socket told last. */
  last?: unknown;
}

type Send = (message: object) => void;

/** Subscriptions that tell data themselves: one of a kind on a page's line, however many elements show it. */
export class Pushes {
  readonly #followers: ReadonlySet<Follower>;
  /** By the name of the subscription, such as `live.watch`. */
  readonly #known = new Map<string, Push>();
  #send: Send | undefined;
  // 1 is the line's own.
  #lastId = 1;

  constructor(followers: ReadonlySet<Follower>) {
    this.#followers = followers;
  }

  /** The line is open, or open again. */
  open(send: Send): void {
    this.#send = send;
    for (const follower of this.#followers) this.join(follower);
  }

  /** Asks for what a follower is pushed, unless another has. */
  join(follower: Follower): void {
    const { pushes: path } = follower;
    if (!path) return;
    let push = this.#known.get(path);
    if (!push) this.#known.set(path, (push = { id: (this.#lastId += 1), isAsked: false }));
    if (push.last) show(follower, push.last);
    if (push.isAsked || !this.#send) return;
    push.isAsked = true;
    this.#send({ id: push.id, method: 'subscription', params: { path } });
  }

  leave({ pushes: path, host }: Follower): void {
    if (host) host.isPushed = false;
    if (!path || [...this.#followers].some(({ pushes }) => pushes === path)) return;
    const { id, isAsked } = this.#known.get(path)!;
    this.#known.delete(path);
    if (isAsked) this.#send?.({ id, method: 'subscription.stop' });
  }

  tell(id: number, data: unknown): void {
    for (const [path, push] of this.#known) {
      if (push.id !== id) continue;
      push.last = data;
      for (const follower of this.#followers) if (follower.pushes === path) show(follower, data);
    }
  }

  /** The line is down: what is shown is what was so. */
  close(): void {
    this.#send = undefined;
    for (const push of this.#known.values()) {
      push.isAsked = false;
      push.last = undefined;
    }
    for (const { host } of this.#followers) if (host) host.isPushed = false;
  }
}

/** As if it had been asked for, and answered. */
function show({ query, host }: Follower, data: unknown): void {
  Object.assign(query, { data, loadedAt: new Date(), error: undefined, retryIn: undefined });
  query.update?.((same) => same);
  if (host) host.isPushed = true;
}
