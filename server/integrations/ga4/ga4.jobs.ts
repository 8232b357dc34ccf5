import { system } from '../../core/access.ts';
import { withClient, type Sql } from '../../core/db.ts';
import type { SystemJob } from '../../core/jobs.ts';
import { isDue, readLive, syncDays, type Ga4 } from './ga4-sync.ts';
import { findConnection } from './ga4.queries.ts';

/** Clients at once: each waits for Google most of the time. */
const AT_ONCE = 4;

/** Visits every client. One that fails leaves the others alone, and is thrown in the end. */
export async function eachClient(sql: Sql, run: (clientId: string) => Promise<unknown>): Promise<void> {
  const clients = await sql<{ id: string }[]>`select id from arco.list_clients()`;
  const failed: unknown[] = [];
  const work = async () => {
    for (let next = clients.pop(); next; next = clients.pop()) await run(next.id).catch((error: unknown) => failed.push(error));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  if (failed.length > 0) throw failed[0];
}

/** Not jobs of a client, which run in a transaction: nothing may be open while Google is asked. */
export const ga4Jobs = (ga4: Ga4): SystemJob[] => [
  {
    name: 'ga4.sync',
    everyMinutes: 30,
    run: (sql, now) =>
      eachClient(sql, async (clientId) => {
        const connection = await withClient(sql, clientId, system, findConnection);
        if (connection && isDue(connection, now)) await syncDays(sql, clientId, ga4, now);
      }),
  },
  { name: 'ga4.live', everyMinutes: 5, run: (sql, now) => eachClient(sql, (clientId) => readLive(sql, clientId, ga4, now)) },
];
