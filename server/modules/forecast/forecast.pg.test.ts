import { describe, expect } from 'vitest';
import { system } from '../../core/access.ts';
import { addDays, addMonths, eachDay, weekday, type Day } from '../../core/dates.ts';
import { withClient, type Sql } from '../../core/db.ts';
import { runForClient, type ClientJob } from '../../core/jobs.ts';
import { test, type TestClient } from '../../test/fixtures.ts';
import { forecastJobs } from './forecast.jobs.ts';

/** Tuesday 20 October 2026, noon in São Paulo. */
const now = new Date('2026-10-20T15:00:00Z');
const job = forecastJobs[0] as ClientJob;
const record = (sql: Sql, { id }: TestClient, at = now) => runForClient(sql, job, id, at);

/** A little noise, the same on every run. */
const noise = (date: Day) => (Math.imul(Number(date.replaceAll('-', '')), 2_654_435_761) >>> 0) % 41;
const busy = (date: Day) => ([0, 6].includes(weekday(date)) ? 0.3 : 1);

interface Day0 {
  from?: Day;
  to?: Day;
  ads?: boolean;
}

/** A year of a shop whose weekends are quiet, until yesterday. */
async function fill(sql: Sql, { id }: TestClient, { from = '2025-10-01', to = '2026-10-19', ads = true }: Day0 = {}): Promise<void> {
  await withClient(sql, id, system, (scoped) => {
    const rows = eachDay(from, to).map((date) => {
      const visitors = Math.round((400 + noise(date)) * busy(date));
      const leads = Math.round(visitors / 20);
      return {
        clientId: scoped.clientId,
        date,
        source: 'import',
        visitors,
        sessions: visitors + 10,
        leads,
        conversions: leads,
        revenueCents: leads * 10_000,
        attributedRevenueCents: leads * 9_000,
        feeCents: 10_000,
        adSpendCents: ads ? leads * 1_000 : null,
      };
    });
    return scoped`insert into client_metrics ${scoped(rows)}`;
  });
}

/** Somebody of ARCO who looks after the client. */
async function managerOf(owner: Sql, { id }: TestClient): Promise<string> {
  const email = `ana-${crypto.randomUUID()}@arco.example`;
  const [person] = await owner<{ id: string }[]>`insert into people (name, email) values ('Ana', ${email}) returning id`;
  const [manager] = await owner<{ id: string }[]>`insert into account_managers (person_id, name, email) values (${person!.id}, 'Ana', ${email}) returning id`;
  await owner`insert into client_account_managers (client_id, account_manager_id) values (${id}, ${manager!.id})`;
  return person!.id;
}

const metricOf = <Each extends { metric: string }>(metrics: readonly Each[], metric: string): Each => metrics.find((each) => each.metric === metric)!;

describe('forecast.get', () => {
  test('has where each metric ends this month, with its path and its past error', async ({ client, database }) => {
    await fill(database.sql, client);
    await record(database.sql, client);
    const { today, from, to, currency, metrics, canPromote } = await client.as({ now }).forecast.get();
    expect({ today, from, to, currency, canPromote }).toEqual({ today: '2026-10-20', from: '2026-10-01', to: '2026-10-31', currency: 'BRL', canPromote: false });
    expect(metrics.map(({ metric }) => metric)).toEqual(['revenue', 'visitors', 'sessions', 'leads', 'conversions', 'roi']);

    const visitors = metricOf(metrics, 'visitors');
    const came = eachDay('2026-10-01', '2026-10-19').reduce((sum, date) => sum + Math.round((400 + noise(date)) * busy(date)), 0);
    expect(visitors.current).toBe(came);
    expect(visitors.soFar).toHaveLength(19);
    expect(visitors.soFar.at(-1)).toEqual({ date: '2026-10-19', total: came });
    // 9 weekdays and 3 weekend days to come, of about 420 and 126.
    expect(Math.abs(visitors.end!.expected - came - 9 * 420 - 3 * 126)).toBeLessThan(150);
    expect(visitors.end!.low).toBeGreaterThan(came);
    expect(visitors.end!.low).toBeLessThan(visitors.end!.expected);
    expect(visitors.days.map(({ date }) => date)).toEqual(eachDay('2026-10-20', '2026-10-31'));
    expect(visitors.days.at(-1)!.until).toEqual(visitors.end);
    expect(visitors.mase).toBeLessThan(1);
    expect(visitors.missing).toBeNull();
    expect(visitors.pastError).toMatchObject({ n: 6, replayed: 6 });
    expect(visitors.pastError!.mean).toBeGreaterThan(0);
    expect(visitors.pastError!.mean).toBeLessThan(0.05);

    // Nine tenths of the sales against a tenth in ads and the fee: the fee is in it.
    const roi = metricOf(metrics, 'roi');
    expect(roi.end!.expected).toBeLessThan(8);
    expect(roi.end!.expected).toBeGreaterThan(1);
    expect(roi.pastError).toMatchObject({ n: 6 });
  });

  test('shows the same end as the goal of the month, with a prediction and before there is one', async ({ client, database }) => {
    await fill(database.sql, client);
    const api = client.as({ now });
    for (const metric of ['visitors', 'revenue', 'leads'] as const) await api.goals.create({ metric, target: 1_000_000, period: 'month', startsOn: '2026-10-01' });
    for (const step of ['before', 'after', 'yesterday'] as const) {
      if (step === 'after') await record(database.sql, client);
      const later = client.as({ now: step === 'yesterday' ? new Date('2026-10-21T04:00:00Z') : now });
      const [{ goals }, { metrics }] = await Promise.all([later.goals.list(), later.forecast.get()]);
      expect(goals).toHaveLength(3);
      for (const goal of goals) {
        const month = metricOf(metrics, goal.metric);
        expect(month.end, `${goal.metric} ${step}`).toEqual(goal.projection);
        expect(month.target).toBe(goal.target);
        expect(month.days.length > 0, step).toBe(step !== 'before');
      }
    }
  });

  test('never ends below what today already has', async ({ client, database }) => {
    await fill(database.sql, client);
    await record(database.sql, client);
    await withClient(database.sql, client.id, system, (sql) => sql`
      insert into client_metrics (client_id, date, source, visitors) values (${sql.clientId}, '2026-10-20', 'import', 1000000)
    `);
    const { metrics } = await client.as({ now }).forecast.get();
    const { current, end } = metricOf(metrics, 'visitors');
    expect(end).toEqual({ low: current, expected: current, high: current });
  });

  test('says what is missing', async ({ client, newClient, database }) => {
    await fill(database.sql, client, { ads: false });
    await record(database.sql, client);
    const { metrics } = await client.as({ now }).forecast.get();
    expect(metricOf(metrics, 'roi')).toMatchObject({ end: null, missing: 'ad_spend', days: [] });
    const fresh = await newClient();
    await fill(database.sql, fresh, { from: '2026-10-12' });
    await record(database.sql, fresh);
    expect((await fresh.as({ now }).forecast.get()).metrics.map(({ missing }) => missing)).toEqual(Array(6).fill('history'));
    const empty = await newClient();
    expect((await empty.as({ now }).forecast.get()).metrics.map(({ missing }) => missing)).toEqual([...Array(5).fill('no_data'), 'ad_spend']);
  });
});

describe('forecast.record', () => {
  test('keeps one prediction a day, what was said stands, and what came is held against it', async ({ client, database }) => {
    await fill(database.sql, client, { to: '2026-09-09' });
    const september = new Date('2026-09-10T15:00:00Z');
    await record(database.sql, client, september);
    await record(database.sql, client, september);
    const stored = () => withClient(database.sql, client.id, system, (sql) => sql<{ asOf: Day; expected: number; actual: number | null }[]>`
      select as_of, expected, actual from predictions
      where client_id = ${sql.clientId} and metric = 'visitors' and from_on = '2026-09-01'
    `);
    const [before] = await stored();
    expect(await stored()).toEqual([{ asOf: '2026-09-10', expected: expect.any(Number), actual: null }]);

    await fill(database.sql, client, { from: '2026-09-10', to: '2026-10-09' });
    await record(database.sql, client, new Date('2026-10-10T15:00:00Z'));
    const actual = eachDay('2026-09-01', '2026-09-30').reduce((sum, date) => sum + Math.round((400 + noise(date)) * busy(date)), 0);
    expect(await stored()).toEqual([{ ...before, actual }]);
    const { metrics } = await client.as({ now: new Date('2026-10-10T16:00:00Z') }).forecast.get();
    expect(metricOf(metrics, 'visitors').pastError).toMatchObject({ n: 6, replayed: 5 });
  });

  test('does not hold a month with days missing against anybody', async ({ client, database }) => {
    await fill(database.sql, client, { to: '2026-09-09' });
    await record(database.sql, client, new Date('2026-09-10T15:00:00Z'));
    await fill(database.sql, client, { from: '2026-09-12' });
    await record(database.sql, client);
    const rows = await withClient(database.sql, client.id, system, (sql) => sql`
      select from predictions where client_id = ${sql.clientId} and from_on = '2026-09-01' and actual is not null
    `);
    expect(rows).toHaveLength(0);
  });
});

describe('recommendations', () => {
  const goal = { metric: 'leads', target: 600, period: 'month', startsOn: '2026-10-01' } as const;
  const visit = async (client: TestClient) => client.as({ now }).forecast.get();

  test('say that the month falls short, and what more in ads would take', async ({ client, database }) => {
    await fill(database.sql, client);
    await client.as({ now }).goals.create({ ...goal, target: 570 });
    await record(database.sql, client);
    const { recommendations, metrics, needs } = await visit(client);
    const end = metricOf(metrics, 'leads').end!;
    expect(end.expected).toBeLessThan(570);
    expect(needs).toBeNull();
    const [short, budget] = (['forecast_short_of_goal', 'raise_budget'] as const).map((rule) => recommendations.find((each) => each.rule === rule)!);
    expect(short!.evidence).toMatchObject({ metric: 'leads', reference: 570, from: '2026-10-01', to: '2026-10-31' });
    expect(short!.evidence.value).toBeCloseTo(end.expected, 6);
    // R$ 100 a lead, of which R$ 10 are ads.
    expect(short!.expectedCents).toBeCloseTo((570 - end.expected) * 10_000, -1);
    expect(budget!.evidence).toMatchObject({ metric: 'ad_spend', days: 30, from: '2026-10-20' });
    expect(budget!.evidence.value).toBeCloseTo((570 - end.expected) * 1_000, -2);
    expect(budget!.expectedCents).toBeCloseTo((570 - end.expected) * 9_000, -2);
  });

  test('name no budget where no ads are bought, and say that the spend is missing', async ({ client, database }) => {
    await fill(database.sql, client, { ads: false });
    await client.as({ now }).goals.create(goal);
    await record(database.sql, client);
    const { recommendations, needs } = await visit(client);
    expect(recommendations.map(({ rule }) => rule)).toEqual(['forecast_short_of_goal']);
    expect(needs).toBe('ad_spend');
  });

  test('keep their id from run to run, and go when they no longer hold', async ({ client, database }) => {
    await fill(database.sql, client);
    const { id, version } = await client.as({ now }).goals.create(goal);
    await record(database.sql, client);
    const first = (await visit(client)).recommendations;
    await record(database.sql, client);
    expect((await visit(client)).recommendations).toEqual(first);
    await client.as({ now }).goals.update({ id, version, target: 1 });
    await record(database.sql, client);
    expect((await visit(client)).recommendations).toEqual([]);
  });

  test('become an action once, by a manager', async ({ client, database }) => {
    await fill(database.sql, client);
    await client.as({ now }).goals.create(goal);
    await record(database.sql, client);
    const manager = client.as({ now, caller: { role: 'manager', id: await managerOf(database.owner, client) } });
    const { recommendations, canPromote } = await manager.forecast.get();
    expect(canPromote).toBe(true);
    const [{ id, evidence, expectedCents, rule }] = recommendations as [(typeof recommendations)[number]];
    await expect(client.as({ now }).forecast.promote({ recommendation: id })).rejects.toMatchObject({ reason: 'forbidden' });
    const outcomes = await Promise.allSettled(Array.from({ length: 5 }, () => manager.forecast.promote({ recommendation: id })));
    const [made] = outcomes.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const { actions } = await client.as({ now }).actions.list();
    expect(actions.find((each) => each.id === made!.action)).toMatchObject({ code: rule, evidence, expectedCents, state: 'open' });
    expect((await visit(client)).recommendations.map((each) => each.id)).not.toContain(id);
    // The same is not said again while somebody has it on the table.
    await record(database.sql, client);
    expect((await visit(client)).recommendations.map((each) => each.rule)).not.toContain(rule);
  });

  test('are for those who may read the goal', async ({ client, database, newClient }) => {
    await fill(database.sql, client);
    await client.as({ now }).goals.create(goal);
    await record(database.sql, client);
    const without = await client.as({ now, scopes: ['forecast:read'] }).forecast.get();
    expect(without.recommendations).toEqual([]);
    expect(metricOf(without.metrics, 'leads')).toMatchObject({ target: null, end: { expected: expect.any(Number) } });
    const narrowed = await client.as({ now, rows: { goals: [crypto.randomUUID()] } }).forecast.get();
    expect(narrowed.recommendations).toEqual([]);
    const neighbour = await newClient();
    expect((await visit(neighbour)).recommendations).toEqual([]);
  });
});

test('the last months are those of the same day, or of their last', async ({ client, database }) => {
  await fill(database.sql, client, { to: addDays('2026-10-30', 0) });
  await record(database.sql, client, new Date('2026-10-31T15:00:00Z'));
  const rows = await withClient(database.sql, client.id, system, (sql) => sql<{ asOf: Day }[]>`
    select as_of from predictions where client_id = ${sql.clientId} and metric = 'leads' order by as_of desc
  `);
  expect(rows.map(({ asOf }) => asOf)).toEqual([0, 1, 2, 3, 4, 5, 6].map((months) => addMonths('2026-10-31', -months)));
});
