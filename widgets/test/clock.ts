interface Timer {
  readonly at: number;
  readonly run: () => void;
}

/** Stands in for timers and both clocks of the page, which a test then moves by hand. */
export class Clock {
  readonly #real = { setTimeout: window.setTimeout, clearTimeout: window.clearTimeout, now: Date.now, monotonic: performance.now };
  readonly #timers = new Map<number, Timer>();
  #time = 0;
  #wall = Date.now();
  #id = 0;

  constructor() {
    window.setTimeout = ((run: () => void, delay = 0) => {
      // As browsers do with what does not fit in 32 bits.
      this.#timers.set((this.#id += 1), { at: this.#time + (delay > 2 ** 31 - 1 ? 0 : delay), run });
      return this.#id;
    }) as typeof setTimeout;
    window.clearTimeout = (id) => void this.#timers.delete(Number(id));
    performance.now = () => this.#time;
    Date.now = () => this.#wall;
  }

  /** Timers that have not run. */
  get pending(): number {
    return this.#timers.size;
  }

  /** Moves both clocks, and runs what falls due on the way. */
  async advance(milliseconds: number): Promise<void> {
    const end = this.#time + milliseconds;
    await flush();
    for (;;) {
      const [next] = [...this.#timers].filter(([, { at }]) => at <= end).toSorted(([, a], [, b]) => a.at - b.at);
      if (!next) break;
      const [id, { at, run }] = next;
      this.#timers.delete(id);
      this.#move(Math.max(at, this.#time));
      run();
      await flush();
    }
    this.#move(end);
  }

  /** Somebody sets the clock on the wall; no time passes. */
  setWall(wall: number): void {
    this.#wall = wall;
  }

  restore(): void {
    window.setTimeout = this.#real.setTimeout;
    window.clearTimeout = this.#real.clearTimeout;
    performance.now = this.#real.monotonic;
    Date.now = this.#real.now;
  }

  #move(time: number): void {
    this.#wall += time - this.#time;
    this.#time = time;
  }
}

/** Lets promises settle, also those that the browser settles in a task of its own, as it does when it reads a body. */
export async function flush(): Promise<void> {
  for (let turn = 0; turn < 3; turn += 1) {
    // Not a timer: those are what the test holds, and what the browser slows down in a window that is not in front.
    await new Promise((resolve) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = resolve;
      port2.postMessage(null);
    });
  }
}

/** An unsigned token that lives so many seconds, as told by a server whose clock is not the page's. */
export function jwt(seconds: number, id = 1, claims: object = {}): string {
  const iat = 1_700_000_000;
  const encode = (part: object) => btoa(JSON.stringify(part)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
  return `${encode({ alg: 'EdDSA' })}.${encode({ iat, exp: iat + seconds, jti: id, ...claims })}.signature`;
}
