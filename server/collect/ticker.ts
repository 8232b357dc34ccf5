import { announce } from '../core/changes.ts';
import { system } from '../core/access.ts';
import { withClient, type Sql } from '../core/db.ts';
import type { Logger } from '../core/log.ts';

interface Topics {
  topics: readonly string[];
  everyMs: number;
}

/** What pages show of hits, and how often it is worth asking for again. */
const paces: readonly Topics[] = [
  { topics: ['live'], everyMs: 1_000 },
  { topics: ['traffic', 'metrics', 'goals'], everyMs: 60_000 },
];

/** Says that a client has new hits, at a pace: at once for the first, and once more after the last. */
export class Ticker {
  readonly #sql: Sql;
  readonly #log: Logger;
  readonly #waiting = new Map<string, { at: number; timer: NodeJS.Timeout | undefined }>();

  constructor(sql: Sql, log: Logger) {
    this.#sql = sql;
    this.#log = log;
  }

  tick(clientId: string): void {
    paces.forEach((pace, index) => this.#plan(`${index} ${clientId}`, clientId, pace));
  }

  /** Says what is due before the server stops. */
  async stop(): Promise<void> {
    const due = new Set<string>();
    for (const [key, { timer }] of this.#waiting) {
      if (!timer) continue;
      clearTimeout(timer);
      due.add(key.slice(key.indexOf(' ') + 1));
    }
    this.#waiting.clear();
    for (const clientId of due) await this.#tell(clientId, paces.flatMap(({ topics }) => topics));
  }

  #plan(key: string, clientId: string, { topics, everyMs }: Topics): void {
    const known = this.#waiting.get(key) ?? { at: -Infinity, timer: undefined };
    if (known.timer) return;
    if (this.#waiting.size > 20_000) this.#waiting.clear();
    this.#waiting.set(key, known);
    const wait = Math.max(0, known.at + everyMs - Date.now());
    known.timer = setTimeout(() => {
      known.timer = undefined;
      known.at = Date.now();
      void this.#tell(clientId, topics);
    }, wait).unref();
  }

  async #tell(clientId: string, topics: readonly string[]): Promise<void> {
    // A tick that is missed is made up for by the next.
    await withClient(this.#sql, clientId, system, (scoped) => announce(scoped, ...topics)).catch((error: unknown) => {
      this.#log.warn({ err: error, client: clientId }, 'new hits were not announced');
    });
  }
}
