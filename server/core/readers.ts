import { connect, type ConnectOptions, type Sql } from './db.ts';

/** Thrown by what runs on a connection, to say that it should not be used again. */
export class ConnectionLost extends Error {}

/**
 * Connections for reading, each used by one request at a time. They are pools of one, so that a whole transaction can be
 * sent without waiting for its first answer: postgres.js only does that on a connection that nobody else uses, and its
 * own `reserve()` never answers on a connection that was lost and opened again (3.4.9).
 */
export class Readers {
  readonly #open: () => Sql;
  readonly #all: Set<Sql>;
  readonly #free: Sql[];
  readonly #queue: ((connection: Sql) => void)[] = [];

  constructor(url: string, { max = 8, ...options }: ConnectOptions = {}) {
    this.#open = () => connect(url, { ...options, max: 1 });
    this.#all = new Set(Array.from({ length: max }, this.#open));
    // Taken from the end and put back there: the one used last is the warmest.
    this.#free = [...this.#all];
  }

  async use<T>(run: (connection: Sql) => Promise<T>): Promise<T> {
    let connection = this.#free.pop() ?? (await new Promise<Sql>((resolve) => this.#queue.push(resolve)));
    try {
      return await run(connection);
    } catch (error) {
      if (error instanceof ConnectionLost) connection = this.#replace(connection);
      throw error;
    } finally {
      const next = this.#queue.shift();
      if (next) next(connection);
      else this.#free.push(connection);
    }
  }

  async end(): Promise<void> {
    await Promise.all([...this.#all].map((connection) => connection.end({ timeout: 5 })));
  }

  #replace(lost: Sql): Sql {
    this.#all.delete(lost);
    void lost.end({ timeout: 0 });
    const fresh = this.#open();
    this.#all.add(fresh);
    return fresh;
  }
}
