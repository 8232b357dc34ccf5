import type { PendingQuery, ReservedSql, Row } from 'postgres';
import type { Caller } from './access.ts';
import { enter, type ClientSql, type Sql } from './db.ts';
import { fromDatabase } from './errors.ts';

interface Waiting {
  run: (sql: ClientSql) => Promise<unknown>;
  resolve: (value: unknown) => void;
  reject: (error: unknown) => void;
  /** Set once it failed only because another read had failed before it in the transaction. */
  again?: true;
}

/** What postgres.js keeps on a query: who sends it. */
type Sendable = PendingQuery<Row[]> & { handler: (query: Sendable) => void };

/**
 * The reads of one request, gathered into one read-only transaction and sent in one flush: begin, enter, every query,
 * commit. A read that asks a second time opens the transaction again, at the cost of one more flush.
 *
 * A read that fails is answered alone; those that came after it in the aborted transaction are asked again.
 * Savepoints would spare that, and cost two more statements a query on every request to save one on a rare one.
 */
export class ClientReads {
  readonly #sql: Sql;
  readonly #clientId: string;
  readonly #caller: Caller;
  #waiting: Waiting[] = [];

  constructor(sql: Sql, clientId: string, caller: Caller) {
    this.#sql = sql;
    this.#clientId = clientId;
    this.#caller = caller;
  }

  run<T>(run: (sql: ClientSql) => Promise<T>): Promise<T> {
    return new Promise<unknown>((resolve, reject) => this.#add({ run, resolve, reject })) as Promise<T>;
  }

  #add(read: Waiting): void {
    // Procedures of a batch reach here in the same turn of the event loop, but not in the same microtask.
    if (this.#waiting.push(read) === 1) setImmediate(() => void this.#flush());
  }

  async #flush(): Promise<void> {
    const reads = this.#waiting;
    this.#waiting = [];
    try {
      const transaction = new ReadTransaction(await this.#sql.reserve(), this.#clientId, this.#caller);
      const settled = await Promise.allSettled(reads.map(({ run }) => transaction.run(run)));
      void transaction.end();
      settled.forEach((outcome, index) => this.#answer(reads[index]!, outcome));
    } catch (error) {
      for (const read of reads) read.reject(fromDatabase(error));
    }
  }

  #answer(read: Waiting, outcome: PromiseSettledResult<unknown>): void {
    if (outcome.status === 'fulfilled') read.resolve(outcome.value);
    else if (!read.again && (outcome.reason as { code?: string }).code === '25P02') this.#add({ ...read, again: true });
    else read.reject(fromDatabase(outcome.reason));
  }
}

/** One reserved connection, and the transaction that opens on it whenever a query is sent while none is open. */
class ReadTransaction {
  readonly #connection: ReservedSql;
  readonly #clientId: string;
  readonly #caller: Caller;
  readonly #scoped: ClientSql;
  #entered: Promise<unknown> | undefined;
  #commits: Promise<unknown>[] = [];
  #lost = false;

  constructor(connection: ReservedSql, clientId: string, caller: Caller) {
    this.#connection = connection;
    this.#clientId = clientId;
    this.#caller = caller;
    this.#scoped = new Proxy(connection, {
      apply: (target, self, args: Parameters<ReservedSql>) => this.#guard(Reflect.apply(target, self, args)),
      get: (target, name, self) => (name === 'clientId' ? clientId : Reflect.get(target, name, self)),
    }) as unknown as ClientSql;
  }

  async run(run: (sql: ClientSql) => Promise<unknown>): Promise<unknown> {
    this.#open();
    const entered = this.#entered;
    try {
      return await run(this.#scoped);
    } catch (error) {
      // Refused at the door: every query after it failed for that reason alone.
      await entered;
      throw error;
    }
  }

  async end(): Promise<void> {
    await Promise.allSettled(this.#commits);
    // A lost connection has left the pool already; handing it back would offer a dead one to the next request.
    if (!this.#lost) this.#connection.release();
  }

  #open(): void {
    if (this.#entered) return;
    // Registered before the driver's own write of this turn, so the commit leaves in the same packet.
    const committed = new Promise<void>((resolve) => {
      setImmediate(() => {
        this.#entered = undefined;
        this.#send(this.#connection`commit`).then(() => resolve(), () => resolve());
      });
    });
    this.#commits.push(committed);
    this.#send(this.#connection`begin read only`).catch(() => {});
    this.#entered = this.#send(enter(this.#connection, this.#clientId, this.#caller));
    this.#entered.catch(() => {});
  }

  #send(query: PendingQuery<Row[]>): Promise<unknown> {
    return query.execute().catch((error: { code?: string }) => {
      if (error.code?.startsWith('CONNECTION_')) this.#lost = true;
      throw error;
    });
  }

  /** Sees to it that a query is never sent outside a transaction that has entered the client. */
  #guard(result: unknown): unknown {
    if (!(result instanceof Promise)) return result;
    const query = result as Sendable;
    const send = query.handler;
    query.handler = (sent) => {
      if (this.#entered) return send(sent);
      this.#open();
      // `begin` and `enter` reach the driver one microtask after they are executed.
      queueMicrotask(() => queueMicrotask(() => send(sent)));
    };
    return query;
  }
}
