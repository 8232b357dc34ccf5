import type { PendingQuery, Row } from 'postgres';
import type { Caller } from './access.ts';
import { enter, isLost, type ClientSql, type Sql } from './db.ts';
import { AppError, fromDatabase } from './errors.ts';
import { ConnectionLost, type Readers } from './readers.ts';

interface Waiting {
  run: (sql: ClientSql) => Promise<unknown>;
  resolve: (value: unknown) => void;
  reject: (error: unknown) => void;
}

/** Failed only because another read had failed before it in the transaction. */
const ABORTED = '25P02';
const codeOf = (error: unknown) => (error as { code?: string } | undefined)?.code;

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
  readonly #readers: Readers;
  readonly #clientId: string;
  readonly #caller: Caller;
  #waiting: Waiting[] = [];

  constructor(readers: Readers, clientId: string, caller: Caller) {
    this.#readers = readers;
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
      const settled = await this.#readers.use((connection) => {
        const transaction = new ReadTransaction(connection, this.#clientId, this.#caller);
        return transaction.runAll(reads.map(({ run }) => run));
      });
      // Each round answers at least the read that failed first, so asking the others again comes to an end.
      const someFailed = settled.some((outcome) => outcome.status === 'rejected' && codeOf(outcome.reason) !== ABORTED);
      settled.forEach((outcome, index) => {
        const read = reads[index]!;
        if (outcome.status === 'fulfilled') read.resolve(outcome.value);
        else if (someFailed && codeOf(outcome.reason) === ABORTED) this.#add(read);
        else read.reject(fromDatabase(outcome.reason));
      });
    } catch (error) {
      const known = error instanceof ConnectionLost ? new AppError('unavailable', 'The connection to the database was lost') : fromDatabase(error);
      for (const read of reads) read.reject(known);
    }
  }
}

/** A connection of its own, and the transaction that opens on it whenever a query is sent while none is open. */
class ReadTransaction {
  readonly #connection: Sql;
  readonly #clientId: string;
  readonly #caller: Caller;
  readonly #scoped: ClientSql;
  #entered: Promise<unknown> | undefined;
  /** Queries that wait for the driver to have been handed the statements that open the transaction. */
  #held: (() => void)[] | undefined;
  #commits: Promise<unknown>[] = [];
  #lost = false;

  constructor(connection: Sql, clientId: string, caller: Caller) {
    this.#connection = connection;
    this.#clientId = clientId;
    this.#caller = caller;
    this.#scoped = new Proxy(connection, {
      apply: (target, self, args: Parameters<Sql>) => this.#guard(Reflect.apply(target, self, args)),
      get: (target, name, self) => (name === 'clientId' ? clientId : Reflect.get(target, name, self)),
    }) as unknown as ClientSql;
  }

  async runAll(runs: readonly Waiting['run'][]): Promise<PromiseSettledResult<unknown>[]> {
    const settled = await Promise.allSettled(runs.map((run) => this.#run(run)));
    await Promise.all(this.#commits);
    // What was still queued went out on a new connection, where no client was entered: it saw nothing, and says nothing.
    if (this.#lost) throw new ConnectionLost();
    return settled;
  }

  async #run(run: Waiting['run']): Promise<unknown> {
    this.#open();
    const entered = this.#entered;
    try {
      return await run(this.#scoped);
    } catch (error) {
      this.#noteLoss(error);
      // Refused at the door: every query after it failed for that reason alone.
      await entered;
      throw error;
    }
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
    this.#held = [];
    this.#send(this.#connection`begin read only`).catch(() => {});
    const entering = enter(this.#connection, this.#clientId, this.#caller) as unknown as Sendable;
    const send = entering.handler;
    entering.handler = (sent) => {
      send(sent);
      const held = this.#held ?? [];
      this.#held = undefined;
      for (const resume of held) resume();
    };
    this.#entered = this.#send(entering);
    this.#entered.catch(() => {});
  }

  #send(query: PendingQuery<Row[]>): Promise<unknown> {
    return query.execute().catch((error: unknown) => {
      this.#noteLoss(error);
      throw error;
    });
  }

  #noteLoss(error: unknown): void {
    if (isLost(error)) this.#lost = true;
  }

  /** Sees to it that a query is never sent outside a transaction that has entered the client. */
  #guard(result: unknown): unknown {
    if (!(result instanceof Promise)) return result;
    const query = result as Sendable;
    const send = query.handler;
    query.handler = (sent) => {
      this.#open();
      // A query is handed to the driver some microtasks after it was asked for, and so are `begin` and `enter`.
      if (this.#held) this.#held.push(() => send(sent));
      else send(sent);
    };
    return query;
  }
}
