import type { Client } from '../core/clients.ts';
import { isLost, type Sql } from '../core/db.ts';
import { AppError, fromDatabase } from '../core/errors.ts';
import type { Collected, HitRow } from './collect.schema.ts';
import { Keeper } from './keep.ts';

export interface IntakeOptions {
  /** Hits that may wait at most; more are refused with 503. */
  most?: number;
  /** Milliseconds after which a request is told that it takes too long. Its hits may be kept all the same. */
  patience?: number;
  /** Is told after a commit that a client has new hits. */
  onKept: (client: Client, hits: readonly HitRow[]) => void;
}

interface Waiting {
  hits: readonly HitRow[];
  since: number;
  resolve: (collected: Collected) => void;
  reject: (error: unknown) => void;
}

interface Line {
  client: Client;
  waiting: Waiting[];
  running: Set<readonly Waiting[]>;
  /** Whether it stands among those that are ready. */
  isReady: boolean;
}

const BATCH = 1_000;
const MOST = 20_000;
export const PATIENCE_MS = 10_000;
/** Batches that are written at the same time: a connection each. */
const ABREAST = 6;
/** Of one client: the second is prepared while the first is written. */
const ABREAST_OF_CLIENT = 2;
const RETRY_AFTER = 2;

/**
 * Gathers the hits of requests that come at the same time into one transaction a client. There is no timer: a
 * batch leaves when a former one has committed, so that it is as large as the database is slow. A request is answered once
 * its hits are committed.
 */
export class Intake {
  readonly #keeper: Keeper;
  readonly #options: Required<IntakeOptions>;
  readonly #lines = new Map<string, Line>();
  readonly #ready: Line[] = [];
  #held = 0;
  #running = 0;
  #sweep: NodeJS.Timeout | undefined;

  constructor(sql: Sql, options: IntakeOptions) {
    this.#keeper = new Keeper(sql);
    this.#options = { most: MOST, patience: PATIENCE_MS, ...options };
  }

  /** Hits that wait or are being written. */
  get held(): number {
    return this.#held;
  }

  /** Resolves after the commit. Throws `unavailable` where too many wait, or the database does not answer: to be sent again. They wait since they came, at `since`. */
  add(client: Client, hits: readonly HitRow[], since = Date.now()): Promise<Collected> {
    if (this.#held + hits.length > this.#options.most) throw new AppError('unavailable', 'More hits wait than can be kept', { retryAfter: RETRY_AFTER });
    this.#held += hits.length;
    this.#sweep ??= setInterval(() => this.#giveUp(), 1_000).unref();
    return new Promise((resolve, reject) => {
      let line = this.#lines.get(client.id);
      if (!line) this.#lines.set(client.id, (line = { client, waiting: [], running: new Set(), isReady: false }));
      line.client = client;
      line.waiting.push({ hits, since, resolve, reject });
      // What arrives in the same turn goes along.
      if (this.#queue(line)) setImmediate(() => this.#next());
    });
  }

  stop(): void {
    clearInterval(this.#sweep);
  }

  /** Whether a line has come to stand among those that are ready. */
  #queue(line: Line): boolean {
    if (line.isReady || line.waiting.length === 0 || line.running.size >= ABREAST_OF_CLIENT) return false;
    this.#ready.push(line);
    return (line.isReady = true);
  }

  #next(): void {
    while (this.#running < ABREAST && this.#ready.length > 0) {
      const line = this.#ready.shift()!;
      line.isReady = false;
      // Whoever waited may have been told that it takes too long.
      const batch = this.#take(line);
      if (batch.length === 0) continue;
      this.#running += 1;
      line.running.add(batch);
      this.#queue(line);
      void this.#write(line, batch).finally(() => {
        this.#running -= 1;
        line.running.delete(batch);
        this.#queue(line);
        if (line.waiting.length === 0 && line.running.size === 0) this.#lines.delete(line.client.id);
        this.#next();
      });
    }
  }

  #take({ waiting }: Line): Waiting[] {
    let size = 0;
    let count = 0;
    while (count < waiting.length && (count === 0 || size + waiting[count]!.hits.length <= BATCH)) size += waiting[count++]!.hits.length;
    return waiting.splice(0, count);
  }

  async #write(line: Line, batch: readonly Waiting[]): Promise<void> {
    // A request that was sent twice at once is a duplicate already here.
    const unique = new Map<string, HitRow>();
    for (const { hits } of batch) for (const hit of hits) if (!unique.has(hit.id)) unique.set(hit.id, hit);
    try {
      const rows = [...unique.values()];
      const repeated = new Set(await this.#keeper.keep(line.client, rows));
      for (const { hits, resolve } of batch) {
        let accepted = 0;
        for (const { id } of hits) if (!repeated.has(id) && unique.delete(id)) accepted += 1;
        resolve({ accepted, duplicates: hits.length - accepted });
      }
      if (repeated.size < rows.length) this.#options.onKept(line.client, rows);
    } catch (error) {
      const told = toSendAgain(error);
      for (const { reject } of batch) reject(told);
    } finally {
      for (const { hits } of batch) this.#held -= hits.length;
    }
  }

  /** Tells who has waited for too long; what is not being written yet will not be. */
  #giveUp(): void {
    const before = Date.now() - this.#options.patience;
    for (const line of this.#lines.values()) {
      for (const { since, reject } of [...line.running].flat()) if (since < before) reject(unavailable());
      const late = line.waiting.filter(({ since }) => since < before);
      if (late.length === 0) continue;
      line.waiting = line.waiting.filter(({ since }) => since >= before);
      for (const { hits, reject } of late) {
        this.#held -= hits.length;
        reject(unavailable());
      }
    }
  }
}

/** A database that is away says so in many ways, and each means to send again. */
function toSendAgain(error: unknown): unknown {
  const known = fromDatabase(error);
  return isLost(error) || (known instanceof AppError && known.reason === 'unavailable') ? unavailable(known) : known;
}

/** Answers in time with what is needed to take hits in, or throws that they are to be sent again. */
export async function inTime<T>(patience: number, wanted: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(unavailable()), patience);
  });
  try {
    return await Promise.race([wanted, late]);
  } catch (error) {
    throw toSendAgain(error);
  } finally {
    clearTimeout(timer);
  }
}

const unavailable = (cause?: unknown) => new AppError('unavailable', 'The hits could not be kept now; send them again with the same ids', { retryAfter: RETRY_AFTER, cause });
