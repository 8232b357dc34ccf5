import type { Logger } from '../core/log.ts';

/** How long requests in flight may take once a stop was asked for. */
const PATIENCE_MS = 20_000;
/** npm passes a signal on that the terminal has sent to everybody already: the second is not an impatient one. */
const ECHO_MS = 1_000;
const PARENT_MS = 200;

/** Ends what a process has opened, last opened first, once and within a bound, on a signal or when asked. */
export class Shutdown {
  readonly #log: Logger;
  readonly #steps: { name: string; close: () => Promise<unknown> }[] = [];
  #running: Promise<boolean> | undefined;
  #askedAt = 0;

  constructor(log: Logger) {
    this.#log = log;
  }

  get asked(): boolean {
    return this.#running !== undefined;
  }

  /** Registers how to close what has just been opened. */
  add(name: string, close: () => Promise<unknown>): void {
    this.#steps.push({ name, close });
  }

  /**
   * Exits the process after an orderly stop, on a signal: 0 when everything closed, 1 when something had to be left.
   * Under npm also when npm is gone: it hands SIGTERM to a shell that dies of it and passes nothing on.
   */
  listen({ underNpm }: { underNpm: boolean }): void {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, () => {
        if (this.asked && Date.now() - this.#askedAt > ECHO_MS) process.exit(130);
        this.#exit();
      });
    }
    const parent = process.ppid;
    if (underNpm) setInterval(() => process.ppid !== parent && this.#exit(), PARENT_MS).unref();
  }

  #exit(): void {
    void this.run().then((clean) => process.exit(clean ? 0 : 1));
  }

  /** Answers whether everything closed. */
  run(): Promise<boolean> {
    this.#askedAt ||= Date.now();
    this.#running ??= this.#close();
    return this.#running;
  }

  async #close(): Promise<boolean> {
    let clean = true;
    // What is opened while others close, by a start that was interrupted, is closed as well.
    for (let step = this.#steps.pop(); step; step = this.#steps.pop()) {
      const { name, close } = step;
      const outcome = await within(PATIENCE_MS, close);
      if (outcome === 'closed') continue;
      clean = false;
      this.#log.error(outcome === 'late' ? { step: name, waitedMs: PATIENCE_MS } : { step: name, err: outcome.error }, 'not closed in order');
    }
    return clean;
  }
}

async function within(ms: number, close: () => Promise<unknown>): Promise<'closed' | 'late' | { error: unknown }> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'late'>((resolve) => {
    timer = setTimeout(() => resolve('late'), ms);
  });
  try {
    return await Promise.race([close().then(() => 'closed' as const), late]);
  } catch (error) {
    return { error };
  } finally {
    clearTimeout(timer);
  }
}
