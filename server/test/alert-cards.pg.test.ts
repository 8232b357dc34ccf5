import { expect } from 'vitest';
import { system } from '../core/access.ts';
import { withClient } from '../core/db.ts';
import { suggestActions } from '../modules/actions/actions.jobs.ts';
import { checkAlerts } from '../modules/alerts/alerts.jobs.ts';
import { test } from './fixtures.ts';

const today = '2026-11-18';
const now = new Date(`${today}T03:05:00Z`);

test('alerts of one story lead to one card, which they are linked to', async ({ database, client }) => {
  const run = (work: Parameters<typeof withClient<void>>[3]) => withClient(database.sql, client.id, system, work);
  await run(async (sql) => {
    await sql`
      insert into client_metric_hours (client_id, hour, sessions, pageviews)
      select ${sql.clientId}::uuid, hour, visits, visits * 3
      from generate_series('2026-09-01T03:00Z'::timestamptz, '2026-11-18T02:00Z', '1 hour') hour
      cross join lateral (select case when hour < '2026-11-17T03:00Z' then 20 + extract(day from hour)::int % 3 else 12 end as visits) of_hour
    `;
  });
  await run((sql) => checkAlerts(sql, client, today, now));
  for (let twice = 0; twice < 2; twice += 1) await run((sql) => suggestActions(sql, client, today, now));

  const { actions } = await client.as({ now }).actions.list();
  expect(actions).toMatchObject([{ code: 'out_of_band', evidence: { metric: 'sessions', from: '2026-11-17' } }]);
  const { alerts } = await client.as({ now }).alerts.list();
  expect(alerts.map(({ metric }) => metric.id).sort()).toEqual(['pageviews', 'sessions']);
  const linked = new Set(alerts.map(({ recommendationId }) => recommendationId));
  expect([linked.size, linked.has(null)]).toEqual([1, false]);
});
