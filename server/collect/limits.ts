import type { RateCounter } from '../core/rate.ts';

/** Hits a minute from one address with one key: a whole office, or a mobile network's gateway, stands behind some. */
const PER_MINUTE = 6_000;
/** So many are let through without asking the database, which counts for all servers together. */
const FREE = 120;

/** Counts what addresses send. Most send a few hits a minute, and cost no statement. */
export class HitLimits {
  readonly #rates: RateCounter;
  readonly #perMinute: number;
  #minute = 0;
  #counts = new Map<string, number>();

  constructor(rates: RateCounter, perMinute = PER_MINUTE) {
    this.#rates = rates;
    this.#perMinute = perMinute;
  }

  /** Throws `rate_limited`; waits only for who has sent many. */
  async count(bucket: string, hits: number): Promise<void> {
    const minute = Math.floor(Date.now() / 60_000);
    if (minute !== this.#minute || this.#counts.size > 100_000) [this.#minute, this.#counts] = [minute, new Map()];
    const count = (this.#counts.get(bucket) ?? 0) + hits;
    this.#counts.set(bucket, count);
    const free = Math.min(FREE, this.#perMinute);
    if (count <= free) return;
    for (let left = Math.min(hits, count - free); left > 0; left -= 1) await this.#rates.count(`collect:${bucket}`, { perMinute: this.#perMinute - free });
  }
}
