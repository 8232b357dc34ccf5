// Tells widgets when to ask again, or hands them what the server pushes. Apart from the core: it is loaded once a widget that wants to know has been painted.
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Changes } from '../../server/modules/changes/changes.schema.ts';
import type { Api } from './api.ts';
import { Pushes, type PushHost, type Shown } from './line-pushes.ts';
import type { Session, SessionChange } from './session.ts';
import { pauseAfter } from './tokens.ts';

/** Something that shows data, and loads it again when it is told to. */
interface Follower {
  readonly topics: readonly string[];
  readonly query: Shown;
  /** A subscription that tells the data themselves, such as `live.watch`: they are not asked for again. */
  readonly pushes?: string | undefined;
  /** Hears whether the data are pushed as they change. */
  readonly host?: PushHost | undefined;
}

interface Host extends ReactiveControllerHost, Element, PushHost {
  readonly api: Api | undefined;
  readonly mock: boolean;
  readonly previewState?: unknown;
}

interface Message {
  readonly id?: number;
  readonly result?: { readonly data?: unknown };
  readonly error?: { readonly data?: { readonly httpStatus?: number } };
}

/** The server says something every 30 seconds; a line that is quiet for longer than this is dead. */
const SILENCE = 45_000;
/** Many pages hear of the same change: they do not all ask in the same moment. Milliseconds. */
const SPREAD = [50, 200] as const;
/** What changes again and again is asked for so far apart, whatever the number of changes. Milliseconds. */
const APART = 350;
/** What was read on the server may be as much older than its arrival. Milliseconds. */
const TRAVEL = 2000;

const followed = new WeakSet<Element>();

/** Loads a widget's data again whenever one of its topics has changed, or shows what is pushed, for as long as it is on the page. */
export function follow(host: Host, query: Follower['query'], topics: readonly string[]): void {
  if (followed.has(host)) return;
  followed.add(host);
  const { pushes } = host.constructor as { pushes?: string };
  host.addController(new Following(host, pushes ? { query, topics, pushes, host } : { query, topics }));
}

class Following implements ReactiveController {
  readonly #host: Host;
  readonly #follower: Follower;
  #session: Session | undefined;
  #leave: (() => void) | undefined;

  constructor(host: Host, follower: Follower) {
    this.#host = host;
    this.#follower = follower;
  }

  hostConnected(): void {
    this.hostUpdated();
  }

  hostUpdated(): void {
    const { isConnected, mock, previewState, api } = this.#host;
    // Example data does not change.
    const session = isConnected && !mock && !previewState ? api?.session : undefined;
    if (session === this.#session) return;
    this.#leave?.();
    this.#session = session;
    this.#leave = session?.url ? lineOf(session).join(this.#follower) : undefined;
  }

  hostDisconnected(): void {
    this.#leave?.();
    this.#leave = this.#session = undefined;
  }
}

/** One line a session, whichever copy of the SDK asks for it. */
function lineOf(session: Session & { line?: Line }): Line {
  return (session.line ??= new Line(session));
}

/**
 * The page's WebSocket: it speaks tRPC's protocol, with a cursor that says what has been heard. tRPC's own client would
 * subscribe again with the cursor it began with.
 */
class Line {
  readonly #session: Session;
  readonly #followers = new Set<Follower>();
  readonly #changed = new Set<string>();
  /** When it was last heard of each topic. */
  readonly #heardOf = new Map<string, number>();
  readonly #pushes = new Pushes(this.#followers);
  #socket: WebSocket | undefined;
  #opening: object | undefined;
  #cursor: string | undefined;
  #refused: string | undefined;
  #barred = false;
  #heardAt = 0;
  #toldAt = -APART;
  #failures = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #telling: ReturnType<typeof setTimeout> | undefined;
  #unwatch: (() => void) | undefined;

  constructor(session: Session) {
    this.#session = session;
  }

  join(follower: Follower): () => void {
    this.#followers.add(follower);
    this.#unwatch ??= this.#session.watch(this.#wake);
    void this.#open();
    this.#pushes.join(follower);
    // What the others were told while this one was on its way.
    const since = (follower.query.loadedAt?.getTime() ?? 0) - TRAVEL;
    if (!follower.pushes && follower.topics.some((topic) => this.#heardOf.get(topic)! > since)) void follower.query.reload();
    return () => {
      this.#followers.delete(follower);
      this.#pushes.leave(follower);
      // A widget that is moved is put back at once.
      setTimeout(() => this.#followers.size || this.#end());
    };
  }

  async #open(): Promise<void> {
    if (this.#socket || this.#opening || this.#barred) return;
    const mine = (this.#opening = {});
    clearTimeout(this.#timer);
    try {
      const token = await this.#session.token(this.#refused);
      // By now somebody else may be asking, and has begun anew.
      if (token && this.#followers.size && mine === this.#opening) this.#connect(token);
    } catch {
      if (mine === this.#opening) this.#later();
    }
    if (mine === this.#opening) this.#opening = undefined;
  }

  #connect(token: string): void {
    const address = new URL(`${this.#session.url}?connectionParams=1`, location.href);
    address.protocol = address.protocol.replace('http', 'ws');
    const socket = (this.#socket = new WebSocket(address));
    const send = (message: object) => socket.send(JSON.stringify(message));
    this.#hear(socket);
    socket.onopen = () => {
      send({ method: 'connectionParams', data: { token } });
      send({ id: 1, method: 'subscription', params: { path: 'changes.watch', input: { cursor: this.#cursor ?? this.#age() } } });
      this.#pushes.open(send);
    };
    socket.onmessage = ({ data }: MessageEvent<string>) => {
      if (socket !== this.#socket) return;
      this.#hear(socket);
      if (data === 'PING') return socket.send('PONG');
      const { id, result, error } = JSON.parse(data) as Message;
      const status = error?.data?.httpStatus ?? 500;
      // As the server closes: 401 is 4401, and so on. What is not to be had of one subscription alone costs the others nothing.
      if (error && (!(id! > 1) || status > 499)) socket.close(4000 + status);
      else if (result?.data && id! > 1) this.#pushes.tell(id!, result.data);
      else if (result?.data) this.#learn(result.data as Changes);
    };
    socket.onclose = ({ code, reason }) => {
      if (socket !== this.#socket) return;
      this.#socket = undefined;
      this.#pushes.close();
      // What is shown belongs to somebody who may no longer see it: every widget asks at once, and is told so.
      if (this.#cursor && (code === 4403 || reason === 'token_revoked')) for (const { query } of this.#followers) void query.reload();
      // Who may not listen is not let in by asking again, only by being somebody else; nor who was given a fresh token in vain.
      this.#barred = code === 4403 || (code === 4401 && this.#refused !== undefined);
      this.#refused = code === 4401 ? token : undefined;
      if (this.#barred) clearTimeout(this.#timer);
      else this.#later();
    };
  }

  /** Seconds since the oldest of what is shown was loaded: what has changed since then is to be told. */
  #age(): string {
    const oldest = Math.min(...[...this.#followers].map(({ query }) => query.loadedAt?.getTime() ?? Date.now()));
    return `~${Math.min(86_400, Math.max(1, Math.ceil((Date.now() - oldest) / 1000)))}`;
  }

  #learn({ cursor, topics }: Changes): void {
    this.#cursor = cursor;
    this.#refused = undefined;
    this.#failures = 0;
    for (const topic of topics) {
      this.#changed.add(topic);
      this.#heardOf.set(topic, Date.now());
    }
    const pause = Math.max(SPREAD[0] + Math.random() * SPREAD[1], this.#toldAt + APART - performance.now());
    if (topics.length) this.#telling ??= setTimeout(() => this.#tell(), pause);
  }

  /** A page that nobody sees asks once it is looked at. */
  #tell(): void {
    this.#telling = undefined;
    if (document.hidden) return;
    this.#toldAt = performance.now();
    const changed = new Set(this.#changed);
    this.#changed.clear();
    for (const { topics, query, pushes } of this.#followers) if (!pushes && topics.some((topic) => changed.has(topic))) void query.reload();
  }

  #hear(socket: WebSocket): void {
    this.#heardAt = Date.now();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#drop(socket), SILENCE);
  }

  /** A dead connection takes its time to close; nobody waits for that. */
  #drop(socket: WebSocket): void {
    if (socket !== this.#socket) return;
    this.#hangUp();
    this.#later();
  }

  #later(): void {
    clearTimeout(this.#timer);
    this.#failures += 1;
    if (this.#followers.size) this.#timer = setTimeout(() => void this.#open(), this.#refused && this.#failures === 1 ? 0 : pauseAfter(this.#failures) / 2);
  }

  readonly #wake = (change: SessionChange): void => {
    if (change === 'reset') {
      this.#cursor = this.#refused = this.#opening = undefined;
      this.#barred = false;
      this.#changed.clear();
    }
    // The page is back, and perhaps its host knows the person again.
    if (this.#refused) this.#barred = false;
    if (change === 'reset' || Date.now() - this.#heardAt > SILENCE) this.#hangUp();
    this.#failures = 0;
    if (this.#changed.size) this.#tell();
    void this.#open();
  };

  #hangUp(): void {
    const socket = this.#socket;
    this.#socket = undefined;
    clearTimeout(this.#timer);
    this.#pushes.close();
    socket?.close();
  }

  #end(): void {
    this.#hangUp();
    clearTimeout(this.#telling);
    this.#unwatch?.();
    this.#telling = this.#unwatch = undefined;
    this.#changed.clear();
    this.#heardOf.clear();
    // What changes from now on nobody is told; who comes back has loaded anew.
    this.#cursor = undefined;
  }
}
