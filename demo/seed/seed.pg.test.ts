import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import { system } from '../../server/core/access.ts';
import { findClient } from '../../server/core/clients.ts';
import { addDays, daysBetween, eachDay, periodOf } from '../../server/core/dates.ts';
import { counts } from '../../server/core/metrics/counts.ts';
import { evaluate, metricIds } from '../../server/core/metrics/definitions.ts';
import { ClientReads } from '../../server/core/reads.ts';
import { createCallerFactory } from '../../server/core/trpc.ts';
import { findPublishableKey, findSecretKey } from '../../server/embed/keys.ts';
import { appRouter, readScopes } from '../../server/router.ts';
import { contentsOf } from '../../server/run/contents.ts';
import { test as base, type TestDatabase } from '../../server/test/fixtures.ts';
import { importedIds } from './ads.ts';
import { collectedIds, hoursOf } from './hours.ts';
import { seedDemo } from './seed.ts';
import { moda } from './shops.ts';

/** Monday 23 November 2026, 10:40 in São Paulo. */
const now = new Date('2026-11-23T13:40:00Z');
const [today, yesterday] = ['2026-11-23', '2026-11-22'];
const november = { from: '2026-11-01', to: today };

const seed = ({ owner, sql }: TestDatabase, at = now, log: (line: string) => void = () => {}) => seedDemo({ owner, service: sql, now: at, log });

/** A database with the demo, whose first filling stopped half-way. */
const test = base.extend<{ demo: TestDatabase & { interrupted: string } }>({
  demo: [
    async ({ database }, use) => {
      await seed(database, now, () => {
        throw new Error('the power failed');
      }).catch(() => {});
      const interrupted = await contentsOf(database.owner);
      await seed(database);
      await use({ ...database, interrupted });
    },
    { scope: 'file' },
  ],
});

const createCaller = createCallerFactory(appRouter);

async function apiOf({ sql, readers, changes }: TestDatabase, slug: string, at = now) {
  const client = (await findClient(sql, { slug }))!;
  const reads = new ClientReads(readers, client.id, system);
  return createCaller({ sql, caller: system, client, scopes: ['public', ...readScopes], rows: {}, reads, changes, now: at, language: 'pt', requestId: randomUUID() });
}

// The demo is filled here: a year and a half of two shops, which takes a while beside others.
test('completes what was interrupted', { timeout: 120_000 }, async ({ demo }) => {
  expect(demo.interrupted).toBe('unfinished demo');
  expect(await contentsOf(demo.owner)).toBe('demo');
});

test('has eighteen months to the day, hour after hour, until the hour that is running', async ({ demo }) => {
  const [hours] = await demo.owner`
    select min(hour) as first, max(hour) as last, count(*) as count
    from client_metric_hours join clients on clients.id = client_id where slug = 'moda'
  `;
  expect(hours).toMatchObject({ first: '2025-05-23T03:00:00.000Z', last: '2026-11-23T12:00:00.000Z' });
  expect(hours!['count']).toBe((Date.parse('2026-11-23T13:00Z') - Date.parse('2025-05-23T03:00Z')) / 3_600_000);

  const api = await apiOf(demo, 'moda');
  const { days } = await api.metrics.get({ metric: 'sessions', from: '2025-01-01', to: today });
  expect(days.map(({ date }) => date)).toEqual(eachDay('2025-05-23', today));
  expect(days.filter(({ partial }) => partial).map(({ date }) => date)).toEqual([today]);
});

test('counts nothing that cannot be', async ({ demo }) => {
  const impossible = await demo.owner`
    select hour from client_metric_hours
    where num_nulls(${demo.owner([...collectedIds])}) > 0
      or not (
        new_visitors <= visitors and visitors <= sessions and sessions <= pageviews and bounces <= sessions
        and pageviews >= bounces + 2 * (sessions - bounces) and conversions <= sessions and qualified_leads <= leads
        and leads <= sessions and (revenue_cents > 0) = (conversions > 0)
      )
  `;
  expect(impossible).toHaveLength(0);
});

test('the files of the ads agree with what was collected, day by day', async ({ demo }) => {
  const days = await demo.owner<{ agree: boolean }[]>`
    select
      imported.conversions = sum(hours.conversions) and imported.leads = sum(hours.leads)
      and imported.attributed_revenue_cents <= sum(hours.revenue_cents) and imported.clicks <= imported.impressions as agree
    from client_metrics imported
    join client_metric_hours hours
      on hours.client_id = imported.client_id and (hours.hour at time zone 'America/Sao_Paulo')::date = imported.date
    group by imported.client_id, imported.date, imported.source
  `;
  expect(days).toHaveLength(daysBetween('2025-05-23', today) + daysBetween('2025-11-23', today));
  expect(days.filter(({ agree }) => !agree)).toEqual([]);
  const fees = await demo.owner<{ fee: number }[]>`
    select sum(fee_cents) as fee from client_metrics join clients on clients.id = client_id
    where slug = 'moda' and date between '2025-06-01' and '2026-10-31' group by date_trunc('month', date)
  `;
  expect(fees.map(({ fee }) => fee)).toEqual(Array(17).fill(moda.feeCentsPerMonth));
});

test('no figure is empty, and each is the same wherever it is read', async ({ demo }) => {
  for (const slug of ['moda', 'padaria']) {
    const api = await apiOf(demo, slug);
    for (const metric of metricIds) {
      const [figure, explained] = await Promise.all([
        api.metrics.get({ metric, ...november, compare: 'previous' }),
        api.metrics.explain({ metric, ...november }),
      ]);
      expect(figure.days, `${slug} ${metric}`).toHaveLength(23);
      expect(figure.total, `${slug} ${metric}`).toBeGreaterThan(0);
      expect(figure.compare?.change, `${slug} ${metric}`).toEqual(expect.any(Number));
      expect(explained).toMatchObject({ total: figure.total, daysWithData: 23, completeDays: 22, partialToday: true });
      const behind = Object.fromEntries(explained.counts.map(({ id, value }) => [id, value]));
      expect(evaluate(metric, behind)).toBe(figure.total);
    }
    const { goals } = await api.goals.list(november);
    for (const { metric, current } of goals) expect(current).toBe((await api.metrics.get({ metric, ...november })).total);
  }
});

test('visits are told apart to the last one, and by every table alike', async ({ demo }) => {
  for (const slug of ['moda', 'padaria']) {
    const api = await apiOf(demo, slug);
    for (const window of [november, { from: '2026-01-10', to: '2026-06-20' }]) {
      const { totals, annotations } = await api.traffic.get(window);
      const total = (metric: string) => totals.find((each) => each.metric === metric)!.value;
      for (const dimension of ['source', 'device', 'country'] as const) {
        const { rows, others } = await api.traffic.breakdown({ ...window, dimension, limit: 100 });
        expect(others).toBe(0);
        for (const metric of ['visitors', 'sessions', 'pageviews', 'conversions'] as const) {
          expect(rows.reduce((sum, row) => sum + row[metric]!, 0), `${slug} ${dimension} ${metric}`).toBe(total(metric));
        }
        expect(rows.reduce((sum, row) => sum + row.bounceRate! * row.sessions, 0) / total('sessions')!).toBeCloseTo(total('bounce_rate')!, 9);
      }
      const pages = (await api.traffic.breakdown({ ...window, dimension: 'page', limit: 100 })).rows;
      expect(pages.reduce((sum, { pageviews }) => sum + pageviews, 0)).toBe(total('pageviews'));
      if (window === november) expect(annotations.map(({ text }) => text)).toEqual(['Frete grátis']);
    }
    const filtered = await api.traffic.breakdown({ ...november, dimension: 'device', filter: { dimension: 'source', value: 'google' } });
    const { rows } = await api.traffic.breakdown({ ...november, dimension: 'source' });
    expect(filtered.rows.reduce((sum, { sessions }) => sum + sessions, 0)).toBe(rows.find(({ value }) => value === 'google')!.sessions);
    expect((await api.traffic.get(november)).people!.value).toBeGreaterThan(50);
  }
});

test('a count is the same in every figure that is made of it', async ({ demo }) => {
  const api = await apiOf(demo, 'moda');
  const seen = new Map<string, Set<number | null>>();
  for (const metric of metricIds) {
    for (const { id, value } of (await api.metrics.explain({ metric, from: '2025-06-01', to: today })).counts) {
      seen.set(id, (seen.get(id) ?? new Set()).add(value));
    }
  }
  expect([...seen.keys()].sort()).toEqual(Object.keys(counts).sort());
  expect([...seen].filter(([, values]) => values.size > 1)).toEqual([]);
});

test('looks like a business: its rates, its season, its bad week', async ({ demo }) => {
  const api = await apiOf(demo, 'moda');
  const total = async (metric: (typeof metricIds)[number], from: string, to: string) => (await api.metrics.get({ metric, from, to })).total!;
  const usual = await total('conversion_rate', '2025-06-01', '2026-10-31');
  expect(usual).toBeGreaterThan(0.015);
  expect(usual).toBeLessThan(0.03);
  expect(await total('conversion_rate', '2026-07-20', '2026-07-26')).toBeLessThan(usual / 2);
  expect(await total('sessions', '2025-11-28', '2025-11-28')).toBeGreaterThan(2 * (await total('sessions', '2025-11-07', '2025-11-07')));
  expect(await total('revenue', '2026-01-01', '2026-01-31')).toBeLessThan(0.7 * (await total('revenue', '2025-12-01', '2025-12-31')));
  expect(await total('revenue', ...dates('2026-10-31'))).toBeGreaterThan(1.2 * (await total('revenue', ...dates('2025-10-31'))));
});

const dates = (day: string): [string, string] => [periodOf('month', day).from, day];

test('this month has a goal that is reached, one that is open and one at risk; former months have both outcomes', async ({ demo }) => {
  const api = await apiOf(demo, 'moda');
  const { goals } = await api.goals.list();
  expect(goals.map(({ metric, status }) => [metric, status])).toEqual([
    ['sessions', 'reached'],
    ['leads', 'open'],
    ['revenue', 'at_risk'],
  ]);
  const neighbours = await (await apiOf(demo, 'padaria')).goals.list();
  expect(neighbours.goals.map(({ metric, status }) => [metric, status])).toEqual([
    ['visitors', 'on_track'],
    ['revenue', 'open'],
    ['cost_per_lead', 'at_risk'],
  ]);
  for (const slug of ['moda', 'padaria']) {
    const former = (await (await apiOf(demo, slug)).goals.list({ from: '2025-01-01', to: '2026-10-31' })).goals;
    const outcomes = former.map(({ status }) => status);
    expect(new Set(outcomes)).toEqual(new Set(['reached', 'missed']));
    expect(former.map(({ startsOn }) => startsOn)[0]).toBe(slug === 'moda' ? '2025-06-01' : '2025-12-01');
  }
});

test('every evening of every goal is kept as it was known then', async ({ demo }) => {
  const kept = await demo.owner<{ days: number; wanted: number; goalId: string; status: string }[]>`
    select goal.id as goal_id, count(*) as days, least(goal.ends_on, ${yesterday}) - goal.starts_on + 1 as wanted,
      (array_agg(progress.status order by progress.date desc))[1] as status
    from client_goals goal join goal_progress progress on progress.client_id = goal.client_id and progress.goal_id = goal.id
    group by goal.client_id, goal.id, goal.starts_on, goal.ends_on
  `;
  const goals = await Promise.all(['moda', 'padaria'].map(async (slug) => (await apiOf(demo, slug)).goals.list({ from: '2025-01-01', to: today })));
  const statuses = goals.flatMap((listed) => listed.goals.map(({ id, status }) => [id, status] as const));
  expect(kept.filter(({ days, wanted }) => days !== wanted)).toEqual([]);
  expect(new Map(kept.map(({ goalId, status }) => [goalId, status]))).toEqual(new Map(statuses));

  const api = await apiOf(demo, 'moda');
  const leads = (await api.goals.list()).goals.find(({ metric }) => metric === 'leads')!;
  const { days } = await api.goals.history({ id: leads.id });
  expect(days.filter(({ low, high }) => low !== undefined && high !== undefined && low <= high)).toHaveLength(22);
  const totals = await demo.owner`select total from goal_progress where goal_id = ${leads.id} and date = ${yesterday}`;
  expect(totals[0]!['total']).toBe(days.find(({ date }) => date === yesterday)!.total);
});

test('people, their rights and the keys that everybody knows', async ({ demo }) => {
  const members = await demo.owner`
    select slug, email, role from memberships join clients on clients.id = client_id join people on people.id = person_id order by email
  `;
  expect([...members]).toEqual([
    { slug: 'moda', email: 'cliente@moda.example', role: 'owner' },
    { slug: 'padaria', email: 'dona@padaria.example', role: 'owner' },
    { slug: 'moda', email: 'vendas@moda.example', role: 'viewer' },
  ]);
  const managed = await demo.owner`
    select slug, email from client_account_managers
    join clients on clients.id = client_id join account_managers on account_managers.id = account_manager_id
  `;
  expect([...managed]).toEqual([{ slug: 'moda', email: 'ana@arco.example' }]);
  const staff = await demo.owner`select email, staff_role from people where staff_role is not null order by email`;
  expect(staff.map((person) => person['staffRole'])).toEqual(['admin', 'agent']);
  for (const slug of ['moda', 'padaria']) {
    const client = (await findClient(demo.sql, { slug }))!;
    const known = { clientId: client.id, mode: 'test', origins: ['loopback'], revoked: false };
    expect(await findPublishableKey(demo.sql, `pk_test_demo_${slug}`)).toMatchObject({ ...known, kind: 'publishable' });
    expect(await findSecretKey(demo.sql, `sk_test_demo_${slug}`)).toMatchObject({ ...known, kind: 'secret' });
  }
});

async function everything({ owner }: TestDatabase) {
  const tables = ['clients', 'people', 'memberships', 'keys', 'imports', 'client_metrics', 'client_metric_hours', 'client_metric_revisions', 'client_goals', 'goal_progress', 'traffic_hours', 'traffic_days', 'traffic_months', 'visits', 'annotations'];
  return Promise.all(
    tables.map(async (table) => [table, ...(await owner`select count(*) as rows, md5(string_agg(t::text, '' order by t::text)) as sum from ${owner(table)} t`)]),
  );
}

test('filling it again changes nothing', async ({ demo }) => {
  const before = await everything(demo);
  await seed(demo);
  await seed(demo, new Date(now.getTime() + 60_000));
  expect(await everything(demo)).toEqual(before);
});

test('an hour is the same on whichever day it is made', () => {
  const early = hoursOf(moda, 'America/Sao_Paulo', new Date('2026-02-01T03:00Z'), new Date('2026-02-10T03:00Z'));
  const late = hoursOf(moda, 'America/Sao_Paulo', new Date('2026-02-05T03:00Z'), new Date('2026-03-01T03:00Z'));
  expect(late.slice(0, 5 * 24)).toEqual(early.slice(4 * 24));
});

test('filled again days later it has what it would have had, and the goals of the new month', async ({ demo }) => {
  const later = new Date('2026-12-02T20:10:00Z');
  const former = await (await apiOf(demo, 'moda')).metrics.get({ metric: 'revenue', from: '2025-05-23', to: yesterday });
  await seed(demo, later);
  const api = await apiOf(demo, 'moda', later);

  expect(await api.metrics.get({ metric: 'revenue', from: '2025-05-23', to: yesterday })).toMatchObject({ days: former.days });
  const since = hoursOf(moda, 'America/Sao_Paulo', new Date('2026-11-23T03:00Z'), new Date('2026-12-02T20:00Z'));
  for (const [metric, id] of [['sessions', 'sessions'], ['ad_spend', 'ad_spend_cents'], ['leads', 'leads']] as const) {
    const { total } = await api.metrics.get({ metric, from: today, to: '2026-12-02' });
    expect(total, metric).toBe(since.reduce((sum, hour) => sum + hour[id], 0));
  }
  const [files] = await demo.owner`select count(*) as count, max(last_on) as last from imports join clients on clients.id = client_id where slug = 'moda'`;
  expect(files).toEqual({ count: 1, last: '2026-12-02' });

  const december = (await api.goals.list()).goals;
  expect(december.map(({ metric, startsOn }) => [metric, startsOn])).toEqual(
    ['sessions', 'leads', 'revenue'].map((metric) => [metric, '2026-12-01']),
  );
  const evenings = await demo.owner`
    select distinct date from goal_progress join clients on clients.id = client_id where slug = 'moda' and date >= ${today} order by date
  `;
  expect(evenings.map(({ date }) => date)).toEqual(eachDay(today, addDays('2026-12-02', -1)));
});

test('what the ads bring is told by one source', async ({ demo }) => {
  const api = await apiOf(demo, 'moda');
  const { sources } = await api.metrics.explain({ metric: 'cost_per_lead', from: '2025-06-01', to: yesterday });
  expect(sources).toMatchObject([{ source: 'import', name: 'anuncios-demonstracao.csv', days: daysBetween('2025-06-01', yesterday) }]);
  expect(importedIds).toContain('leads');
});
