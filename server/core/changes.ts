import * as z from 'zod';
import { CHANNEL } from './bell.ts';
import type { ClientSql, Sql } from './db.ts';
import { AppError } from './errors.ts';
import type { Logger } from './log.ts';

/** How long changes are kept. Who was away for longer is told that everything may have changed. */
export const KEPT_HOURS = 24;

/** Servers read changes at most ten times a second, and once in a while although nobody rang. */
const PAUSE_MS = 100;
const SWEEP_MS = 5_000;

/** Says that what some modules show of a client has changed, in the transaction that changes it. Topics are router keys. */
export async function announce(sql: ClientSql, ...topics: string[]): Promise<void> {
  await sql`insert into changes (client_id, topics) values (${sql.clientId}, ${topics})`;
  sql.announced.add(sql.clientId);
}

/**
 * Where a page stands: every change of a transaction before `horizon` has reached it. `at` is when, in seconds, which
 * tells whether later ones are still kept.
 */
export interface Cursor {
  horizon: bigint;
  at: number;
}

export const CursorText = z.string().regex(/^\d{1,19}-\d{1,12}$/, 'a cursor that changes.watch has given');

/** Seconds since what a page shows was loaded, before it has a cursor: a span, as its clock may be wrong. */
export const AgeText = z.string().regex(/^~\d{1,6}$/, 'a tilde and seconds, such as ~12');

/** How long before that a transaction may have begun which had not committed yet. */
const OPEN_SECONDS = 60;

const write = (horizon: bigint, now: number) => `${horizon}-${Math.floor(now / 1000)}`;

function readCursor(text: string, now: number): Cursor {
  if (text.startsWith('~')) return { horizon: 0n, at: now - Number(text.slice(1)) - OPEN_SECONDS };
  const [horizon, at] = text.split('-') as [string, string];
  return { horizon: BigInt(horizon), at: Number(at) };
}

/** What a page is told: the topics that changed since it was last told, and where it stands now. */
export interface Change {
  cursor: string;
  /** `all` stands for every topic. */
  topics: readonly string[] | 'all';
}

type Listener = (change: Change) => void;

interface Row {
  id: string;
  clientId: string;
  topics: string[];
  xact: string;
}

/** Reads what was committed by any server, in the order in which it became visible, and hands it to who watches a client. */
export class ChangeFeed {
  readonly #sql: Sql;
  readonly #log: Logger;
  readonly #listeners = new Map<string, Set<Listener>>();
  /** Rows at or past the horizon that were handed on: an open transaction holds the horizon back, not its neighbours. */
  #seen = new Map<string, bigint>();
  #horizon: bigint | undefined;
  #reading: Promise<void> | undefined;
  #again = false;
  #sweep: NodeJS.Timeout | undefined;
  #unlisten: (() => Promise<void>) | undefined;
  #started: Promise<void> | undefined;

  /** `sql` reaches the database past a pooler: it listens. */
  constructor(sql: Sql, log: Logger) {
    this.#sql = sql;
    this.#log = log;
  }

  /** How many pages are told of changes. */
  get watching(): number {
    let count = 0;
    for (const listeners of this.#listeners.values()) count += listeners.size;
    return count;
  }

  /**
   * Tells `listener` of every change to a client from now on; first, and at once, of what it has missed since `cursor`.
   * Until then nothing has been missed that the answer does not name. Throws `invalid_input` for a cursor that is none.
   */
  async watch(clientId: string, cursor: string | undefined, listener: Listener): Promise<() => void> {
    await (this.#started ??= this.#start());
    const listeners = this.#listeners.get(clientId) ?? new Set();
    this.#listeners.set(clientId, listeners.add(listener));
    const leave = () => {
      listeners.delete(listener);
      if (listeners.size === 0 && this.#listeners.get(clientId) === listeners) this.#listeners.delete(clientId);
    };
    try {
      listener(await this.#missed(clientId, cursor));
    } catch (error) {
      leave();
      throw error;
    }
    return leave;
  }

  async stop(): Promise<void> {
    clearInterval(this.#sweep);
    await this.#started?.catch(() => {});
    await this.#unlisten?.().catch(() => {});
    await this.#reading;
  }

  async #start(): Promise<void> {
    try {
      // Also called whenever the connection was lost and is back: what was rung meanwhile went unheard.
      const listening = await this.#sql.listen(CHANNEL, () => this.#look(), () => this.#look());
      this.#unlisten = () => listening.unlisten();
      // Whoever watches from now on is told of what commits after this.
      await this.#read();
      this.#sweep = setInterval(() => this.#look(), SWEEP_MS).unref();
    } catch (error) {
      this.#started = undefined;
      await this.#unlisten?.().catch(() => {});
      throw new AppError('unavailable', 'The database cannot be listened to', { cause: error });
    }
  }

  #look(): void {
    this.#again = true;
    this.#reading ??= this.#readOn().finally(() => (this.#reading = undefined));
  }

  async #readOn(): Promise<void> {
    while (this.#again) {
      this.#again = false;
      try {
        await this.#read();
      } catch (error) {
        this.#log.warn({ err: error }, 'changes could not be read; tried again soon');
      }
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  }

  async #read(): Promise<void> {
    // The rows and the horizon in one statement, and so as one snapshot sees them.
    const [found] = await this.#sql<{ horizon: string; rows: Row[] }[]>`
      select
        pg_snapshot_xmin(pg_current_snapshot())::text as horizon,
        coalesce(
          (
            select jsonb_agg(jsonb_build_object('id', id, 'clientId', client_id, 'topics', topics, 'xact', xact::text) order by xact)
            from changes
            where xact >= ${String(this.#horizon ?? -1n)}::text::xid8 and ${this.#horizon !== undefined}
          ),
          '[]'
        ) as rows
    `;
    const { rows } = found!;
    const horizon = BigInt(found!.horizon);
    const fresh = new Map<string, Set<string>>();
    for (const { id, clientId, topics, xact } of rows) {
      if (this.#seen.has(id)) continue;
      this.#seen.set(id, BigInt(xact));
      const changed = fresh.get(clientId) ?? new Set();
      fresh.set(clientId, changed);
      for (const topic of topics) changed.add(topic);
    }
    this.#horizon = horizon;
    for (const [id, xact] of this.#seen) if (xact < horizon) this.#seen.delete(id);
    const cursor = write(horizon, Date.now());
    for (const [clientId, topics] of fresh) {
      for (const listener of this.#listeners.get(clientId) ?? []) listener({ cursor, topics: [...topics] });
    }
  }

  async #missed(clientId: string, text: string | undefined): Promise<Change> {
    const [clock] = await this.#sql<{ now: string }[]>`select extract(epoch from clock_timestamp())::bigint::text as now`;
    const now = Number(clock!.now);
    const since = text === undefined ? undefined : readCursor(text, now);
    const [found] = await this.#sql<{ horizon: string; topics: string[] }[]>`
      select
        pg_snapshot_xmin(pg_current_snapshot())::text as horizon,
        coalesce(
          (
            select array_agg(distinct topic)
            from changes, unnest(topics) as topic
            where client_id = ${clientId} and xact >= ${String(since?.horizon ?? 0n)}::text::xid8 and ${since !== undefined}
              and (${since?.horizon !== 0n} or at >= to_timestamp(${since?.at ?? 0}))
          ),
          '{}'
        ) as topics
    `;
    const horizon = BigInt(found!.horizon);
    const cursor = write(horizon, now * 1000);
    // Too long ago, or of another database, such as one that was restored from a backup.
    const lost = since !== undefined && (since.at < now - KEPT_HOURS * 3600 || since.at > now + 3600 || since.horizon > horizon);
    return { cursor, topics: lost ? 'all' : found!.topics };
  }
}

/** Forgets changes that no cursor may name any more, and an hour's worth besides. */
export async function forgetChanges(sql: Sql, now: Date): Promise<void> {
  await sql`delete from changes where at < ${new Date(now.getTime() - (KEPT_HOURS + 1) * 3_600_000)}`;
}
