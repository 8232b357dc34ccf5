import type { Sql } from './db.ts';
import { AppError } from './errors.ts';

/** Requests in a window of a minute, or of some minutes. */
export type RateLimit = { perMinute: number } | { most: number; minutes: number };

interface Lease {
  window: number;
  left: number;
}

const MINUTE_MS = 60_000;
/** The longest window in minutes. */
const LONGEST = 15;

/**
 * Counts requests in PostgreSQL, so that several servers share one limit. A server takes a few at a time and spends
 * them from memory: one statement a few requests instead of one each. What a server has taken and not spent is at most
 * a twentieth of the limit.
 */
export class RateCounter {
  readonly #sql: Sql;
  readonly #leases = new Map<string, Lease>();
  readonly #asking = new Map<string, Promise<void>>();

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  /** Counts one request, or throws `rate_limited` with the seconds until the window ends. */
  async count(bucket: string, limit: RateLimit, now = Date.now()): Promise<void> {
    const { most, minutes } = 'perMinute' in limit ? { most: limit.perMinute, minutes: 1 } : limit;
    const window = now - (now % (minutes * MINUTE_MS));
    for (;;) {
      const lease = this.#leases.get(bucket);
      if (lease?.window === window && lease.left > 0) {
        lease.left -= 1;
        return;
      }
      // Requests that come at once wait for one lease instead of taking one each.
      let asking = this.#asking.get(bucket);
      if (!asking) {
        asking = this.#lease(bucket, { most, minutes }, window, now).finally(() => this.#asking.delete(bucket));
        this.#asking.set(bucket, asking);
      }
      await asking;
    }
  }

  /** Takes back what was counted, as of who has shown to be in their right. */
  async forgive(bucket: string): Promise<void> {
    this.#leases.delete(bucket);
    await this.#sql`delete from rate_counters where bucket = ${bucket}`;
  }

  async #lease(bucket: string, { most, minutes }: { most: number; minutes: number }, window: number, now: number): Promise<void> {
    const size = Math.max(1, Math.floor(most / 20));
    const start = new Date(window).toISOString();
    const sql = this.#sql;
    const [counter] = await sql<{ hits: number }[]>`
      insert into rate_counters (bucket, window_start, hits) values (${bucket}, ${start}, ${size})
      on conflict (bucket, window_start) do update set hits = rate_counters.hits + ${size}
      returning hits
    `;
    const granted = Math.min(size, most - (counter!.hits - size));
    if (granted <= 0) {
      const retryAfter = Math.ceil((window + minutes * MINUTE_MS - now) / 1000);
      throw new AppError('rate_limited', `More than ${most} requests in ${minutes === 1 ? 'a minute' : `${minutes} minutes`}`, { retryAfter });
    }
    if (this.#leases.size > 50_000) this.#leases.clear();
    this.#leases.set(bucket, { window, left: granted });
  }
}

/** Forgets windows that have ended. */
export async function forgetRates(sql: Sql, now: Date): Promise<void> {
  await sql`delete from rate_counters where window_start < ${new Date(now.getTime() - 2 * LONGEST * MINUTE_MS)}`;
}
