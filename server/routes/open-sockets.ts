import type { WebSocket } from 'ws';
import type { Caller } from '../core/access.ts';
import type { Sql } from '../core/db.ts';
import { statuses, type Reason } from '../core/errors.ts';
import type { Logger } from '../core/log.ts';

/** How soon a socket is closed after its key, person, session, membership or assignment was ended, at most. */
const EVERY_MS = 2_000;

interface Open {
  socket: WebSocket;
  clientId: string;
  caller: Caller;
}

const reasons: Record<string, Reason> = { AR001: 'forbidden', AR002: 'token_revoked' };

/**
 * Closes the sockets of whoever may no longer listen. All that are open here are asked about in one statement, so it does
 * not matter which server or command ended what stood behind them.
 */
export class OpenSockets {
  readonly #sql: Sql;
  readonly #log: Logger;
  readonly #open = new Set<Open>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(sql: Sql, log: Logger) {
    this.#sql = sql;
    this.#log = log;
  }

  add(socket: WebSocket, clientId: string, caller: Caller): void {
    const open = { socket, clientId, caller };
    this.#open.add(open);
    socket.once('close', () => this.#open.delete(open));
    this.#timer ??= setTimeout(() => void this.#look(), EVERY_MS).unref();
  }

  async #look(): Promise<void> {
    const open = [...this.#open];
    try {
      const callers = open.map(({ clientId, caller: { kind, id, session } }) => ({ client: clientId, kind, id, session }));
      const refused = open.length === 0 ? [] : await this.#sql<{ place: number; state: string }[]>`select place, state from arco.refused(${this.#sql.json(callers)})`;
      for (const { place, state } of refused) {
        const reason = reasons[state] ?? 'forbidden';
        open[place]!.socket.close(4_000 + statuses[reason], reason);
      }
    } catch (error) {
      // Nobody is let go on listening because the database is away: a socket that cannot be asked about waits, and its token ends.
      this.#log.warn({ err: error }, 'open sockets were not looked at');
    }
    this.#timer = this.#open.size > 0 ? setTimeout(() => void this.#look(), EVERY_MS).unref() : undefined;
  }

  stop(): void {
    clearTimeout(this.#timer);
  }
}
