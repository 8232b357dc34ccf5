import { describe, expect } from 'vitest';
import { dayIn } from '../../core/dates.ts';
import { test, type TestClient, type TestDatabase } from '../../test/fixtures.ts';
import { listValues } from './folds.queries.ts';
import { fillHours, fold, insertHours, inside, now, today, year } from './test/hours.ts';
import { dimensions, type Dimension } from './traffic.schema.ts';

/** A window's values straight from the hours, written otherwise than the product does. */
const straight = (database: TestDatabase, client: TestClient, { from, to }: { from: string; to: string }, dimension: Dimension) =>
  database.owner<{ value: string; sessions: number; pageviews: number; conversions: number; bounces: number; seconds: number }[]>`
    select value, sum(sessions)::int as sessions, sum(pageviews)::int as pageviews, sum(conversions)::int as conversions, sum(bounces)::int as bounces, sum(session_seconds)::int as seconds
    from traffic_hours
    where client_id = ${client.id} and dimension = ${dimension} and (hour at time zone ${client.timeZone})::date between ${from}::date and ${to}::date
    group by value having sum(sessions) + sum(pageviews) + sum(conversions) > 0 order by value
  `;

async function answered(client: TestClient, window: { from: string; to: string }, dimension: Dimension) {
  const { rows } = await client.as({ now }).traffic.breakdown({ ...window, dimension, limit: 100 });
  return rows
    .map(({ value, sessions, pageviews, conversions, bounceRate, avgSessionSeconds }) => ({ value, sessions, pageviews, conversions, bounces: Math.round((bounceRate ?? 0) * sessions), seconds: Math.round((avgSessionSeconds ?? 0) * sessions) }))
    .toSorted((a, b) => (a.value < b.value ? -1 : 1));
}

const plain = <T extends { sessions: number; bounces: number; seconds: number; value: string }>(rows: readonly T[]) =>
  [...rows].map((row) => (row.sessions === 0 ? { ...row, bounces: 0, seconds: 0 } : row)).toSorted((a, b) => (a.value < b.value ? -1 : 1));

const folded = (database: TestDatabase, client: TestClient) => database.owner`
  select 'day' as span, on_day as starts_on, dimension, value, visitors, sessions, pageviews, bounces, bounces_page, bounces_engagement, session_seconds, conversions from traffic_days where client_id = ${client.id}
  union all
  select 'month', on_month, dimension, value, visitors, sessions, pageviews, bounces, bounces_page, bounces_engagement, session_seconds, conversions from traffic_months where client_id = ${client.id}
  order by 1, 2, 3, 4
`;

const windows = [year, { from: '2026-01-15', to: '2026-03-10' }, { from: '2026-10-01', to: '2026-10-31' }, { from: '2026-11-10', to: today }, { from: '2026-02-01', to: '2026-02-01' }];

describe('days and months that are added up', () => {
  test.for([['America/Sao_Paulo', 1], ['Asia/Kolkata', 2], ['Pacific/Auckland', 3]] as const)('are what their hours are, in %s', async ([timeZone, seed], { newClient, database }) => {
    const client = await newClient({ timeZone });
    await fillHours(database, client, '2025-11-19', 365, seed);
    const before = await Promise.all(dimensions.map((dimension) => answered(client, year, dimension)));
    await fold(database, client, dayIn(timeZone, now));
    expect(await Promise.all(dimensions.map((dimension) => answered(client, year, dimension)))).toEqual(before);
    for (const window of windows) {
      for (const dimension of dimensions) {
        expect(await answered(client, window, dimension), `${dimension} ${window.from}`).toEqual(plain(await straight(database, client, window, dimension)));
      }
    }
  });

  test('are the same when it is done again, and after a day was unfolded', async ({ client, database }) => {
    await fillHours(database, client, '2026-08-20', 90, 7);
    await fold(database, client);
    const once = [...(await folded(database, client))];
    expect(once.length).toBeGreaterThan(500);
    await fold(database, client);
    expect([...(await folded(database, client))]).toEqual(once);
    await inside(database, client, (sql) => sql`select arco.unfold_traffic(${sql.clientId}, '2026-09-10')`);
    expect((await folded(database, client)).length).toBeLessThan(once.length);
    await fold(database, client);
    expect([...(await folded(database, client))]).toEqual(once);
  });

  test('take in a hit that came late, at once and when they are made again', async ({ client, database }) => {
    await fillHours(database, client, '2026-08-20', 90, 8);
    await fold(database, client);
    await inside(database, client, async (sql) => {
      await sql`update traffic_hours set sessions = sessions + 5 where client_id = ${sql.clientId} and dimension = 'source' and value = 'google' and (hour at time zone 'UTC')::date = '2026-09-10'`;
      await sql`select arco.unfold_traffic(${sql.clientId}, '2026-09-10')`;
    });
    const window = { from: '2026-08-20', to: today };
    const expected = plain(await straight(database, client, window, 'source'));
    expect(await answered(client, window, 'source')).toEqual(expected);
    await fold(database, client);
    expect(await answered(client, window, 'source')).toEqual(expected);
    const [queued] = await database.owner<{ count: number }[]>`select count(*)::int as count from graphile_worker.jobs where task_identifier = 'traffic.fold' and key = ${`traffic.fold:${client.id}`}`;
    expect(queued!.count).toBe(1);
  });

  test('follow the client into another zone', async ({ client, database }) => {
    await fillHours(database, client, '2026-08-20', 90, 9);
    await fold(database, client);
    await database.owner`update clients set time_zone = 'Asia/Tokyo' where id = ${client.id}`;
    const moved = { ...client, timeZone: 'Asia/Tokyo' };
    const window = { from: '2026-09-01', to: '2026-10-31' };
    const expected = (await straight(database, moved, window, 'source')).map(({ value, sessions }) => [value, sessions]);
    const sessions = async () => (await inside(database, client, (sql) => listValues(sql, moved, window, { dimension: 'source' }, 9))).map((row) => [row.value, row.sessions]);
    expect((await sessions()).toSorted()).toEqual(expected);
    await fold(database, moved);
    expect((await sessions()).toSorted()).toEqual(expected);
    const [zones] = await database.owner<{ zones: string[] }[]>`select array_agg(distinct time_zone) as zones from traffic_folds where client_id = ${client.id}`;
    expect(zones!.zones).toEqual(['Asia/Tokyo']);
  });

  test('keep a thousand values apart, and the rest as one', async ({ client, database }) => {
    const rows = Array.from({ length: 1_200 }, (_, n) => ({ hour: '2026-11-10T12:00:00Z', dimension: 'page', value: `/p/${n}`, visitors: 0, sessions: 1, pageviews: n < 100 ? 9 : 1, bounces: 0, bounces_page: 0, bounces_engagement: 0, session_seconds: 0, conversions: 0 }));
    await insertHours(database, client, rows);
    await fold(database, client);
    const [kept] = await database.owner<{ values: number; other: number; sessions: number }[]>`
      select count(*)::int as values, max(sessions) filter (where value = '(other)') as other, sum(sessions)::int as sessions from traffic_days where client_id = ${client.id}
    `;
    expect(kept).toEqual({ values: 1_001, other: 200, sessions: 1_200 });
    const { rows: shown, others } = await client.as({ now }).traffic.breakdown({ from: '2026-11-10', to: '2026-11-10', dimension: 'page', limit: 3 });
    expect(shown.map(({ value, pageviews }) => [value, pageviews])).toEqual([['/p/0', 9], ['/p/1', 9], ['/p/10', 9]]);
    expect(others).toBe(998);
  });

  test('are all that a year reads, with the hours of today', async ({ client, database }) => {
    await fillHours(database, client, '2025-11-01', 383, 10);
    await fold(database, client);
    const before = await answered(client, year, 'source');
    // Whoever read an hour of a day that is over would see these.
    await inside(database, client, (sql) => sql`update traffic_hours set sessions = sessions + 1000000 where client_id = ${sql.clientId} and hour < '2026-11-18T03:00:00Z'`);
    expect(await answered(client, year, 'source')).toEqual(before);
    const series = await client.as({ now }).traffic.get({ ...year, metric: 'sessions', filter: { dimension: 'source', value: 'google' } });
    expect(Math.max(...series.days.map(({ value }) => value ?? 0))).toBeLessThan(1_000_000);
    expect(series.days).not.toHaveLength(0);
  });
});
