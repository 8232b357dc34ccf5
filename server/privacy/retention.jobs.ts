import type { ClientSql, Sql } from '../core/db.ts';
import type { Job } from '../core/jobs.ts';
import { horizonOf, readRetention, type Kept } from './retention.ts';

/** Deletes of one client what is too old, and answers how many rows went. */
export async function forgetOfClient(sql: ClientSql, by: Kept['by'], now: Date): Promise<Record<string, number>> {
  const gone: Record<string, number> = {};
  for (const { kept, days } of await readRetention(sql)) {
    if (kept.by !== by || days === null) continue;
    const { table, column } = kept;
    const deleted = await sql`delete from ${sql(table)} where client_id = ${sql.clientId} and ${sql(column)} < ${horizonOf(days, now)}`;
    gone[table] = deleted.count;
  }
  return gone;
}

/** Deletes what is too old and of no client: sign-in's and the directory's by a function that keeps to their minimum. */
export async function forgetShared(sql: Sql, now: Date): Promise<Record<string, number>> {
  const gone: Record<string, number> = {};
  for (const { kept, days } of await readRetention(sql)) {
    if (days === null) continue;
    if (kept.by === 'directory') {
      const [answer] = await sql<{ count: number }[]>`select arco.forget(${kept.table}, ${days}) as count`;
      gone[kept.table] = answer!.count;
    } else if (kept.by === 'machinery') {
      const deleted = await sql`delete from ${sql(kept.table)} where ${sql(kept.column)} < ${horizonOf(days, now)}`;
      gone[kept.table] = deleted.count;
    }
  }
  return gone;
}

export const privacyJobs: Job[] = [
  {
    name: 'privacy.forget',
    dailyFrom: 4,
    run: async (sql, _client, { now }) => {
      await forgetOfClient(sql, 'client', now);
    },
  },
  {
    name: 'privacy.forget-shared',
    everyMinutes: 30,
    run: async (sql: Sql, now: Date) => {
      await forgetShared(sql, now);
    },
  },
];
