import postgres, { type ISql, type Sql } from 'postgres';
import type { Caller } from './access.ts';
import { ring } from './bell.ts';
import { AppError, fromDatabase } from './errors.ts';

export type { Sql } from 'postgres';

declare const scoped: unique symbol;

/**
 * SQL inside a transaction that row-level security has narrowed to one client.
 * Only {@link withClient} and `ClientReads` make one, so a query that takes it cannot run unscoped.
 */
export type ClientSql = ISql & {
  readonly [scoped]: true;
  /** Every statement names it too: the policy guards, this finds the rows (and, sharded, their shard). */
  readonly clientId: string;
  /** Clients of whom `announce` has said in this transaction that something changed. */
  readonly announced: Set<string>;
};

export interface ConnectOptions {
  /** Connections at most. */
  max?: number;
  onnotice?: (notice: postgres.Notice) => void;
  /** Is told every statement as it is sent. */
  debug?: (statement: string) => void;
}

function safeInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`${text} does not fit a safe JSON integer`);
  return value;
}

/** Opens a pool. Columns come in camelCase, dates as `yyyy-mm-dd`, instants as ISO 8601, int8 and numeric as numbers. */
export function connect(url: string, { max = 10, onnotice = () => {}, debug }: ConnectOptions = {}): Sql {
  return postgres(url, {
    max,
    onnotice,
    // Of itself it would wait for up to 20 s after a database that was away, and every statement with it.
    backoff: (failures) => Math.min(2 ** failures / 100, 0.5) * (0.5 + Math.random() / 2),
    ...(debug ? { debug: (_connection: number, statement: string) => debug(statement) } : {}),
    transform: { column: postgres.camel.column, undefined: null },
    connection: { application_name: 'arco' },
    types: {
      // A calendar date has no time zone; as a Date it would move by a day in half of them.
      day: { to: 1082, from: [1082], serialize: String, parse: String },
      instant: {
        to: 1184,
        from: [1184],
        serialize: (value: Date | string) => (value instanceof Date ? value.toISOString() : value),
        parse: (text: string) => new Date(text).toISOString(),
      },
      int8: { to: 20, from: [20], serialize: String, parse: safeInteger },
      numeric: { to: 1700, from: [1700], serialize: String, parse: Number },
    },
  }) as unknown as Sql;
}

/** The statement that opens a client for the rest of a transaction; it travels in the same packet as what follows. */
export function enter(sql: ISql, clientId: string, caller: Caller) {
  return sql`select arco.enter(${clientId}::uuid, ${caller.kind}, ${caller.id}::uuid, ${caller.session}::uuid)`;
}

/** Whether the connection went away under a query, and with it the transaction. */
export function isLost(error: unknown): boolean {
  return /^(CONNECTION_|08|57P0)/.test((error as { code?: string } | undefined)?.code ?? '');
}

/** Runs `run` in a read-write transaction of one client. */
export async function withClient<T>(
  sql: Sql,
  clientId: string,
  caller: Caller,
  run: (sql: ClientSql) => Promise<T>,
): Promise<T> {
  let begun = false;
  const announced = new Set<string>();
  const attempt = () =>
    sql.begin(async (tx) => {
      begun = true;
      const entered = enter(tx, clientId, caller).execute();
      const scopedSql = Object.assign(tx, { clientId, announced }) as unknown as ClientSql;
      try {
        const [answer] = await Promise.all([run(scopedSql), entered]);
        return answer;
      } catch (error) {
        // postgres.js would send `rollback` down the closed socket, and crash; it rejects by itself once the close is known.
        if (isLost(error)) await new Promise<never>(() => {});
        throw error;
      }
    });
  try {
    // A connection that was lost while idle is found out by the first statement, before anything was done.
    const result = await attempt().catch((error: unknown) => (isLost(error) && !begun ? attempt() : Promise.reject(error)));
    // After the commit, and in a statement of its own: one inside would make every commit of the server queue for a lock.
    if (announced.size > 0) ring(sql);
    return result as T;
  } catch (error) {
    if ((error as { code?: string }).code === '25006') throw new AppError('forbidden', 'This caller may look and not change', { cause: error });
    throw fromDatabase(error);
  }
}
