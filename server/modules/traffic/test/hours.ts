import { system } from '../../../core/access.ts';
import { addDays } from '../../../core/dates.ts';
import { withClient, type ClientSql } from '../../../core/db.ts';
import type { TestClient, TestDatabase } from '../../../test/fixtures.ts';
import { foldTraffic } from '../fold.queries.ts';
import { dimensions, type Dimension } from '../traffic.schema.ts';

/** Wednesday 18 November 2026, noon in São Paulo. */
export const today = '2026-11-18';
export const now = new Date(`${today}T15:00:00Z`);
export const year = { from: '2025-11-19', to: today };
const values: Record<Dimension, string[]> = {
  page: ['/', '/produto', '/carrinho', '/sobre'],
  source: ['(direct)', 'google', 'instagram'],
  campaign: ['black', 'natal'],
  device: ['mobile', 'desktop'],
  country: ['BR', 'PT', '??'],
};

export const inside = <T>({ sql }: TestDatabase, client: { id: string }, run: (sql: ClientSql) => Promise<T>) => withClient(sql, client.id, system, run);
export const fold = (database: TestDatabase, client: TestClient, on = today) => inside(database, client, (sql) => foldTraffic(sql, client, on));

/** Numbers that are the same each time, and look like none. */
function randomOf(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return (state >>> 8) % below;
  };
}

/** Hours here and there from `first` on, with some values of each dimension, and their totals. */
export async function fillHours(database: TestDatabase, client: TestClient, first: string, days: number, seed: number): Promise<void> {
  const random = randomOf(seed);
  const rows: Record<string, unknown>[] = [];
  for (let day = 0; day < days; day += 1) {
    for (const at of [2, 3, 15, 22]) {
      if (random(10) === 0) continue;
      const hour = new Date(Date.parse(`${addDays(first, day)}T00:00:00Z`) + at * 3_600_000).toISOString();
      for (const dimension of dimensions) {
        for (const value of values[dimension]) {
          if (random(4) === 0) continue;
          const sessions = random(9);
          rows.push({ hour, dimension, value, visitors: sessions, sessions, pageviews: sessions + random(20), bounces: random(sessions + 1), bounces_page: sessions, bounces_engagement: 0, session_seconds: random(900), conversions: random(3) });
        }
      }
    }
  }
  await insertHours(database, client, rows);
}

export const insertHours = (database: TestDatabase, client: TestClient, rows: readonly Record<string, unknown>[]) =>
  inside(database, client, async (sql) => {
    await sql`
      insert into traffic_hours (client_id, hour, dimension, value, visitors, sessions, pageviews, bounces, bounces_page, bounces_engagement, session_seconds, conversions)
      select ${sql.clientId}::uuid, hour, dimension, value, visitors, sessions, pageviews, bounces, bounces_page, bounces_engagement, session_seconds, conversions
      from jsonb_populate_recordset(null::traffic_hours, ${sql.json(rows as never)})
      on conflict do nothing
    `;
    // Of the totals, what the sources add up to: a visit has one source.
    await sql`
      insert into client_metric_hours (client_id, hour, visitors, sessions, pageviews, bounces, bounces_page, bounces_engagement, session_seconds, conversions)
      select client_id, hour, sum(visitors), sum(sessions), sum(pageviews), sum(bounces), sum(bounces_page), sum(bounces_engagement), sum(session_seconds), sum(conversions)
      from traffic_hours where client_id = ${sql.clientId} and dimension = 'source' group by 1, 2
      on conflict do nothing
    `;
  });
