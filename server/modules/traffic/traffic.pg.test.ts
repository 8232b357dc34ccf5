import { describe, expect } from 'vitest';
import { test, type TestClient, type TestDatabase } from '../../test/fixtures.ts';
import { fillHours, fold, insertHours, inside, now, today } from './test/hours.ts';

const hits = { visitors: 0, sessions: 0, pageviews: 0, bounces: 0, bounces_page: 0, bounces_engagement: 0, session_seconds: 0, conversions: 0 };
const at = (day: string, hour = '15') => `${day}T${hour}:00:00Z`;

async function asManager(database: TestDatabase, client: TestClient) {
  const mail = `${client.slug}@arco.example`;
  const [person] = await database.owner<{ id: string }[]>`insert into people (email, name) values (${mail}, 'Ana') returning id`;
  const [manager] = await database.owner<{ id: string }[]>`insert into account_managers (person_id, name, email) values (${person!.id}, 'Ana', ${mail}) returning id`;
  await database.owner`insert into client_account_managers (client_id, account_manager_id) values (${client.id}, ${manager!.id})`;
  return client.as({ now, caller: { role: 'manager', id: person!.id } });
}

describe('traffic.get', () => {
  const window = { from: '2026-11-11', to: today };

  test('says the figures of the metric layer, today partial and out of changes', async ({ client, database }) => {
    await fillHours(database, client, '2025-11-01', 383, 11);
    const api = client.as({ now });
    const [card, metric, last] = await Promise.all([
      api.traffic.get({ ...window, metric: 'sessions' }),
      api.metrics.get({ metric: 'sessions', ...window, compare: 'previous' }),
      api.metrics.get({ metric: 'conversion_rate', ...window, compare: 'year' }),
    ]);
    expect(card.days).toEqual(metric.days);
    expect(card.previous).toEqual(metric.compare);
    expect(card.totals.find((total) => total.metric === 'sessions')).toMatchObject({ value: metric.total, change: metric.compare!.change });
    expect(card.totals.find((total) => total.metric === 'conversion_rate')).toMatchObject({ value: last.total, yearChange: last.compare!.change });
    expect(card.days.at(-1)).toMatchObject({ date: today, partial: true });
    expect(card).toMatchObject({ today, bounce: 'event', people: null, ga4: null, excluded: { bots: 0, own: 0 }, annotations: [] });
  });

  test('under a filter adds up to what the table says, and to nothing for a value that was never seen', async ({ client, database }) => {
    await fillHours(database, client, '2026-09-01', 79, 12);
    await fold(database, client);
    const api = client.as({ now });
    const { rows } = await api.traffic.breakdown({ ...window, dimension: 'device' });
    for (const { value, sessions, conversions, bounceRate } of rows) {
      const { totals, previous } = await api.traffic.get({ ...window, filter: { dimension: 'device', value } });
      const of = (metric: string) => totals.find((total) => total.metric === metric)!.value;
      expect({ sessions: of('sessions'), conversions: of('conversions'), bounceRate: of('bounce_rate') }).toEqual({ sessions, conversions, bounceRate });
      expect(previous).not.toBeNull();
    }
    const none = await api.traffic.get({ ...window, filter: { dimension: 'device', value: 'geladeira' } });
    expect(none.days).toEqual([]);
    expect(none.totals.every(({ value }) => value === null)).toBe(true);
    expect(await api.traffic.breakdown({ ...window, dimension: 'source', filter: { dimension: 'device', value: 'geladeira' } })).toMatchObject({ rows: [], others: 0 });
  });

  test('tells sources that visits have in full: they add up to the total', async ({ client, database }) => {
    await fillHours(database, client, '2026-09-01', 79, 13);
    await fold(database, client);
    const api = client.as({ now });
    const [{ rows }, { totals }] = await Promise.all([api.traffic.breakdown({ from: '2026-09-01', to: today, dimension: 'source' }), api.traffic.get({ from: '2026-09-01', to: today })]);
    for (const metric of ['visitors', 'sessions', 'pageviews', 'conversions'] as const) {
      expect(rows.reduce((sum, row) => sum + row[metric]!, 0), metric).toBe(totals.find((total) => total.metric === metric)!.value);
    }
  });

  test('counts bounces by the definition that was chosen, for the past as well', async ({ client, database }) => {
    await insertHours(database, client, [{ ...hits, hour: at('2026-11-12'), dimension: 'source', value: 'google', sessions: 10, bounces: 2, bounces_page: 6, bounces_engagement: 4 }]);
    const api = client.as({ now });
    for (const [bounce, rate] of [['event', 0.2], ['page', 0.6], ['engagement', 0.4]] as const) {
      await api.traffic.updateSettings({ bounce, ownNetworks: [], honourDoNotTrack: true });
      const { totals, bounce: printed } = await api.traffic.get({ ...window, metric: 'bounce_rate' });
      expect([totals.find(({ metric }) => metric === 'bounce_rate')!.value, printed]).toEqual([rate, bounce]);
      expect((await api.metrics.get({ metric: 'bounce_rate', ...window })).total).toBe(rate);
      expect((await api.traffic.breakdown({ ...window, dimension: 'source' })).rows[0]!.bounceRate).toBe(rate);
    }
  });

  test('marks restated days and what people wrote, and says what was counted apart', async ({ client, database }) => {
    const manager = await asManager(database, client);
    const note = await manager.traffic.annotate({ on: '2026-11-13', kind: 'launch', text: ' Nova coleção ' });
    await inside(database, client, async (sql) => {
      for (const date of ['2026-11-12', '2026-11-14', '2026-11-15']) {
        await sql`insert into client_metrics (client_id, date, source, visitors) values (${sql.clientId}, ${date}, 'import', 9)`;
        await sql`insert into client_metric_revisions (client_id, date, source, field, former, value) values (${sql.clientId}, ${date}, 'import', 'visitors', 1, 9)`;
      }
      await sql`insert into excluded_hours (client_id, hour, bots, own) values (${sql.clientId}, ${at('2026-11-12')}, 7, 2), (${sql.clientId}, ${at('2026-11-10')}, 100, 100)`;
    });
    const card = await client.as({ now }).traffic.get(window);
    expect(card.annotations.map(({ on, kind, text }) => [on, kind, text])).toEqual([['2026-11-12', 'restated', null], ['2026-11-13', 'launch', 'Nova coleção'], ['2026-11-14', 'restated', null]]);
    expect(card.excluded).toEqual({ bots: 7, own: 2 });
    await expect(client.as({ now }).traffic.removeAnnotation({ id: note.id })).rejects.toMatchObject({ reason: 'forbidden' });
    await manager.traffic.removeAnnotation({ id: note.id });
    await expect(manager.traffic.removeAnnotation({ id: note.id })).rejects.toMatchObject({ reason: 'not_found' });
  });

  test('marks the alerts of the figure that is shown, and no other', async ({ client, database }) => {
    await inside(database, client, (sql) => sql`
      insert into alerts (client_id, metric, direction, opened_at, opened_on, last_seen, evidence)
      values (${sql.clientId}, 'sessions', 'below', ${now}, '2026-11-14', '2026-11-15', '{}'), (${sql.clientId}, 'revenue', 'below', ${now}, '2026-11-14', '2026-11-15', '{}')
    `);
    const marks = async (metric: 'sessions' | 'visitors') => (await client.as({ now }).traffic.get({ ...window, metric })).annotations.map(({ on, kind, metric: of }) => [on, kind, of]);
    expect(await marks('sessions')).toEqual([['2026-11-14', 'alert', 'sessions']]);
    expect(await marks('visitors')).toEqual([]);
  });

  test('puts Google’s count beside ours, over the days that both have', async ({ client, database }) => {
    // The day on which counting began is not whole, and left out.
    await insertHours(database, client, ['2026-11-11', '2026-11-12', '2026-11-13'].map((day) => ({ ...hits, hour: at(day), dimension: 'source', value: 'google', sessions: 110 })));
    await inside(database, client, (sql) => sql`
      insert into ga4_connections (client_id, property, sealed_credentials, time_zone, backfill_from) values (${sql.clientId}, '1', '\\x00', 'America/Sao_Paulo', '2026-11-01')
    `);
    await inside(database, client, (sql) => sql`
      insert into client_metrics (client_id, date, source, sessions) values (${sql.clientId}, '2026-11-11', 'ga4', 90), (${sql.clientId}, '2026-11-12', 'ga4', 100), (${sql.clientId}, '2026-11-14', 'ga4', 100)
    `);
    const { ga4 } = await client.as({ now }).traffic.get({ ...window, metric: 'sessions' });
    expect(ga4).toMatchObject({ value: 100, own: 110, difference: 0.1, days: 1, syncedAt: null, problem: null });
  });
});

describe('visits behind it', () => {
  const visit = (n: number, day: string, more: Record<string, unknown> = {}) => ({
    id: crypto.randomUUID(), visitor: `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`, consented: true, started_at: at(day), last_at: `${day}T15:01:00Z`,
    pageviews: 2, events: 0, conversions: 0, page: '/', source: 'google', medium: 'organic', campaign: null, device: 'mobile', country: 'BR', ...more,
  });
  const insertVisits = (database: TestDatabase, client: TestClient, visits: readonly Record<string, unknown>[]) =>
    inside(database, client, (sql) => sql`
      insert into visits (client_id, id, visitor, consented, started_at, last_at, pageviews, events, conversions, page, source, medium, campaign, device, country)
      select ${sql.clientId}::uuid, id, visitor, consented, started_at, last_at, pageviews, events, conversions, page, source, medium, campaign, device, country
      from jsonb_populate_recordset(null::visits, ${sql.json(visits as never)})
      on conflict do nothing
    `);

  test('are told apart under a filter, for the last 92 days', async ({ client, database }) => {
    await insertVisits(database, client, [
      visit(1, '2026-11-12'), visit(1, '2026-11-13', { conversions: 1 }), visit(2, '2026-11-13', { device: 'desktop', pageviews: 1 }),
      visit(3, '2026-11-13', { source: 'instagram' }), visit(4, '2026-06-01'),
    ]);
    const filter = { dimension: 'source', value: 'google' } as const;
    const answer = await client.as({ now }).traffic.breakdown({ from: '2026-01-01', to: today, dimension: 'device', filter });
    expect(answer.since).toBe('2026-08-19');
    expect(answer.rows).toEqual([
      { value: 'mobile', visitors: 2, sessions: 2, pageviews: 4, conversions: 1, bounceRate: 0, conversionRate: 0.5, avgSessionSeconds: 60 },
      { value: 'desktop', visitors: 1, sessions: 1, pageviews: 1, conversions: 0, bounceRate: 1, conversionRate: 0, avgSessionSeconds: 60 },
    ]);
    expect((await client.as({ now }).traffic.breakdown({ from: '2026-11-01', to: today, dimension: 'device', filter })).since).toBeNull();
  });

  test('are people once, of those who agreed, in days, months and today together', async ({ client, database }) => {
    await insertHours(database, client, [{ ...hits, hour: at('2026-09-05'), dimension: 'source', value: 'google', sessions: 1 }]);
    await insertVisits(database, client, [
      visit(1, '2026-09-05'), visit(2, '2026-09-06'), visit(1, '2026-10-20'), visit(1, '2026-11-10'), visit(3, '2026-11-17'),
      visit(1, today, { started_at: at(today, '12') }), visit(4, today, { started_at: at(today, '12') }), visit(9, '2026-10-02', { consented: false }),
    ].map((each) => ({ ...each, last_at: each.started_at })));
    const people = async (from: string) => (await client.as({ now }).traffic.get({ from, to: today })).people;
    expect(await people('2026-11-18')).toEqual({ value: 2, shareOfVisits: 1 });
    await fold(database, client);
    expect(await people('2026-09-01')).toEqual({ value: 4, shareOfVisits: 7 / 8 });
    expect(await people('2026-11-01')).toEqual({ value: 3, shareOfVisits: 1 });
    expect((await client.as({ now }).traffic.get({ from: '2026-10-02', to: '2026-10-02' })).people).toBeNull();
  });
});

describe('traffic.updateSettings', () => {
  test('is written down, and says networks as networks', async ({ client, database }) => {
    const api = client.as({ now });
    expect(await api.traffic.settings()).toEqual({ bounce: 'event', ownNetworks: [], honourDoNotTrack: true });
    await api.traffic.updateSettings({ bounce: 'page', ownNetworks: ['203.0.113.7', '198.51.100.9/24'], honourDoNotTrack: false });
    expect(await api.traffic.settings()).toEqual({ bounce: 'page', ownNetworks: ['203.0.113.7/32', '198.51.100.0/24'], honourDoNotTrack: false });
    const [entry] = await database.owner<{ former: { bounce: string }; value: { bounce: string } }[]>`select former, value from audit_log where client_id = ${client.id} and action = 'traffic.updateSettings'`;
    expect([entry!.former.bounce, entry!.value.bounce]).toEqual(['event', 'page']);
    await expect(api.traffic.updateSettings({ bounce: 'page', ownNetworks: ['padaria'], honourDoNotTrack: true })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  });
});
