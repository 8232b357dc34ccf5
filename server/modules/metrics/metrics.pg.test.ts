import { describe, expect } from 'vitest';
import { system } from '../../core/access.ts';
import { withClient, type ClientSql } from '../../core/db.ts';
import { metricIds } from '../../core/metrics/definitions.ts';
import { test, type TestClient, type TestDatabase } from '../../test/fixtures.ts';

const now = new Date('2026-10-20T15:00:00Z');
const fill = ({ sql }: TestDatabase, { id }: TestClient, run: (sql: ClientSql) => Promise<unknown>) => withClient(sql, id, system, run);

describe('metrics.get', () => {
  test('compares the complete days of a month with the same days of the one before', async ({ client, database }) => {
    await fill(database, client, (sql) => sql`
      insert into client_metrics (client_id, date, source, sessions)
      select ${sql.clientId}, day::date, 'manual', case when day < '2026-10-01' then 10 else 15 end
      from generate_series(date '2026-09-01', date '2026-10-20', interval '1 day') day
      returning 1
    `);

    const metric = await client.as({ now }).metrics.get({ metric: 'sessions', from: '2026-10-01', to: '2026-10-31', compare: 'previous' });

    expect(metric).toMatchObject({ total: 20 * 15, currency: 'BRL', unit: 'count', better: 'higher', today: '2026-10-20' });
    expect(metric.days.at(-1)).toEqual({ date: '2026-10-20', value: 15, partial: true });
    expect(metric.compare).toMatchObject({ from: '2026-09-01', to: '2026-09-19', total: 190, base: 285, change: 0.5 });
    expect(metric.compare!.days).toHaveLength(19);
  });

  test('does not compare a sum with a window that was half counted', async ({ client, database }) => {
    await fill(database, client, (sql) => sql`
      insert into client_metrics (client_id, date, source, sessions, bounces)
      select ${sql.clientId}, day::date, 'manual', 10, 4
      from generate_series(date '2026-09-12', date '2026-10-20', interval '1 day') day returning 1
    `);
    const october = { from: '2026-10-01', to: '2026-10-31', compare: 'previous' } as const;

    const sum = await client.as({ now }).metrics.get({ metric: 'sessions', ...october });
    expect(sum.compare).toMatchObject({ total: 80, base: 190, change: null });
    const rate = await client.as({ now }).metrics.get({ metric: 'bounce_rate', ...october });
    expect(rate.compare).toMatchObject({ change: 0 });
  });

  test('reads collected hours as days of the client’s zone, and reads them anew when the zone changes', async ({ client, database, newClient }) => {
    const lisbon = await newClient({ timeZone: 'Europe/Lisbon' });
    for (const each of [client, lisbon]) {
      await fill(database, each, (sql) => sql`
        insert into client_metric_hours (client_id, hour, pageviews) values
          (${sql.clientId}, '2026-10-01T02:00:00Z', 1), (${sql.clientId}, '2026-10-01T03:00:00Z', 10), (${sql.clientId}, '2026-10-02T02:00:00Z', 100)
      `);
    }
    const ask = { metric: 'pageviews', from: '2026-10-01', to: '2026-10-02' } as const;

    expect((await client.as({ now }).metrics.get(ask)).days).toEqual([{ date: '2026-10-01', value: 110 }]);
    expect((await lisbon.as({ now }).metrics.get(ask)).days).toEqual([{ date: '2026-10-01', value: 11 }, { date: '2026-10-02', value: 100 }]);
  });

  test('marks a day that was restated, for the metrics it concerns', async ({ client, database }) => {
    await fill(database, client, async (sql) => {
      await sql`insert into client_metrics (client_id, date, source, leads, sessions) values (${sql.clientId}, '2026-10-01', 'import', 5, 50)`;
      await sql`insert into client_metric_revisions (client_id, date, source, field, former, value) values (${sql.clientId}, '2026-10-01', 'import', 'leads', 4, 5)`;
      await sql`insert into client_metric_revisions (client_id, date, source, field, former, value) values (${sql.clientId}, '2026-10-01', 'import', 'sessions', null, 50)`;
    });
    const day = { from: '2026-10-01', to: '2026-10-01' };

    expect((await client.as({ now }).metrics.get({ metric: 'leads', ...day })).days).toEqual([{ date: '2026-10-01', value: 5, revised: true }]);
    expect((await client.as({ now }).metrics.get({ metric: 'sessions', ...day })).days).toEqual([{ date: '2026-10-01', value: 50 }]);
  });

  test('names a field that is wrong, and a window that runs backwards', async ({ client }) => {
    const api = client.as({ now });
    await expect(api.metrics.get({ metric: 'sessions', from: '2026-10-02', to: '2026-10-01' })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
    await expect(api.metrics.get({ metric: 'sessions', from: '1990-10-02', to: '2026-10-01' })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  });
});

describe('metrics.explain', () => {
  test('says where a figure came from, file by file, and the counts behind it', async ({ client, database }) => {
    await fill(database, client, async (sql) => {
      const [file] = await sql<{ id: string }[]>`
        insert into imports (client_id, kind, file_name, sha256, read, added, changed, unchanged, refused, caller_kind)
        values (${sql.clientId}, 'metrics', 'visitas.csv', 'x', 2, 2, 0, 0, 0, 'system') returning id
      `;
      await sql`
        insert into client_metrics (client_id, date, source, conversions, sessions, import_id)
        values (${sql.clientId}, '2026-10-01', 'import', 1.5, 100, ${file!.id}), (${sql.clientId}, '2026-10-02', 'import', 2, 100, ${file!.id})
      `;
      await sql`insert into client_metric_hours (client_id, hour, conversions, sessions) values (${sql.clientId}, '2026-10-20T12:00:00Z', 3, 50)`;
    });

    const explained = await client.as({ now }).metrics.explain({ metric: 'conversion_rate', from: '2026-10-01', to: '2026-10-31' });

    expect(explained).toMatchObject({ total: 6.5 / 250, completeDays: 19, daysWithData: 3, partialToday: true, revisedDays: 0 });
    expect(explained.sources).toMatchObject([
      { source: 'import', name: 'visitas.csv', days: 2 },
      { source: 'collector', name: null, days: 1 },
    ]);
    expect(explained.counts).toMatchObject([{ id: 'conversions', value: 6.5 }, { id: 'sessions', value: 250 }]);
  });

  test('agrees with the figure it explains, for every metric', async ({ client, database }) => {
    await fill(database, client, (sql) => sql`
      insert into client_metrics (client_id, date, source, visitors, new_visitors, sessions, pageviews, bounces, session_seconds, conversions,
        leads, qualified_leads, ad_spend_cents, fee_cents, impressions, clicks, revenue_cents, attributed_revenue_cents)
      select ${sql.clientId}, day::date, 'import', 90, 60, 100, 300, 40, 9000, 2.5, 7, 3, 12345, 5000, 8000, 210, 98765, 54321
      from generate_series(date '2026-09-01', date '2026-10-10', interval '1 day') day
      returning 1
    `);
    for (const metric of metricIds) {
      const window = { metric, from: '2026-09-15', to: '2026-10-05' };
      const [figure, explained] = await Promise.all([client.as({ now }).metrics.get(window), client.as({ now }).metrics.explain(window)]);
      expect(figure.total, metric).not.toBeNull();
      expect(explained.total, metric).toBe(figure.total);
    }
  });
});

test('metrics.list has every metric, for a reader in three languages', async ({ client }) => {
  const listed = await client.as({ now }).metrics.list();
  expect(listed.map(({ metric }) => metric)).toEqual(metricIds);
});
