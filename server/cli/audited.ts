import { system } from '../core/access.ts';
import { audit, type Audited } from '../core/audit.ts';
import { enter, type ClientSql, type Sql } from '../core/db.ts';
import { fromDatabase } from '../core/errors.ts';

export interface Change<T> {
  result: T;
  clientId: string;
  entry: Audited;
}

/** Runs a change to directory tables as their owner, and records it in the same transaction. */
export async function audited<T>(owner: Sql, run: (tx: Sql) => Promise<Change<T>>): Promise<T> {
  try {
    const changed = await owner.begin(async (tx) => {
      // A transaction runs every statement a pool does; only opening another is not in its type.
      const { result, clientId, entry } = await run(tx as unknown as Sql);
      await enter(tx, clientId, system);
      await audit(Object.assign(tx, { clientId }) as unknown as ClientSql, system, entry);
      return result;
    });
    return changed as T;
  } catch (error) {
    throw fromDatabase(error);
  }
}
