import { randomUUID } from 'node:crypto';
import { system } from '../../../core/access.ts';
import { announce } from '../../../core/changes.ts';
import { withClient, type Sql } from '../../../core/db.ts';

export interface Hit {
  at?: Date;
  visitor?: string;
  page?: string;
  source?: string;
  excluded?: 'bot' | 'own' | null;
}

/** Stores hits of a client's site as the collector does, and says so. */
export async function visit(sql: Sql, { id }: { id: string }, hits: readonly Hit[]): Promise<void> {
  const rows = hits.map(({ at = new Date(), visitor = randomUUID(), page = '/', source = 'direct', excluded = null }) => ({
    clientId: id,
    day: at.toISOString().slice(0, 10),
    id: randomUUID(),
    at,
    type: 'pageview',
    visitor,
    consented: false,
    page,
    source,
    medium: 'none',
    device: 'mobile',
    country: 'BR',
    excluded,
  }));
  for (const day of new Set(rows.map((row) => row.day))) await sql`select arco.prepare_day(${day}::date)`;
  await withClient(sql, id, system, async (scoped) => {
    await scoped`insert into realtime_events ${scoped(rows)} returning client_id`;
    await announce(scoped, 'live');
  });
}
