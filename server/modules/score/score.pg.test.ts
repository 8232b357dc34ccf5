import { describe, expect } from 'vitest';
import { system } from '../../core/access.ts';
import { addDays, eachDay, weekday } from '../../core/dates.ts';
import { withClient } from '../../core/db.ts';
import { test, type TestClient, type TestDatabase } from '../../test/fixtures.ts';
import { recordScores } from './score.jobs.ts';

const today = '2026-11-18';
const now = new Date(`${today}T15:00:00Z`);

interface Shape {
  sessions?: number;
  conversions?: number;
  spend?: number;
  attributed?: number;
  leads?: number;
}

/** Days until yesterday, the same every day unless `shape` says otherwise. */
async function fill({ sql }: TestDatabase, client: TestClient, days: number, shape: (day: string) => Shape, storedAt = '2026-11-18T08:00:00Z') {
  const rows = eachDay(addDays(today, -days), addDays(today, -1)).map((date) => {
    const { sessions = 100, conversions = 3, spend = 10_000, attributed = 40_000, leads = 2 } = shape(date);
    return { date, sessions, conversions, ad_spend_cents: spend, attributed_revenue_cents: attributed, revenue_cents: 60_000, leads, qualified_leads: 1, updated_at: storedAt };
  });
  await withClient(sql, client.id, system, async (scoped) => {
    await scoped`
      insert into client_metrics (client_id, date, source, sessions, conversions, ad_spend_cents, attributed_revenue_cents, revenue_cents, leads, qualified_leads, updated_at)
      select ${scoped.clientId}::uuid, date, 'import', sessions, conversions, ad_spend_cents, attributed_revenue_cents, revenue_cents, leads, qualified_leads, updated_at
      from jsonb_populate_recordset(null::client_metrics, ${scoped.json(rows)})
      on conflict (client_id, date, source) do update
      set sessions = excluded.sessions, conversions = excluded.conversions, updated_at = excluded.updated_at
    `;
  });
}

const record = ({ sql }: TestDatabase, client: TestClient, at = now) =>
  withClient(sql, client.id, system, (scoped) => recordScores(scoped, client, at.toISOString().slice(0, 10), at));
const partOf = ({ components }: { components: { id: string; value: number | null }[] }, id: string) => components.find((part) => part.id === id)!.value;
const staff = async (database: TestDatabase, client: TestClient) => {
  const [person] = await database.owner<{ id: string }[]>`insert into people (email, name) values (${`${client.slug}@arco.example`}, 'Ana') returning id`;
  const [manager] = await database.owner<{ id: string }[]>`insert into account_managers (person_id, name, email) values (${person!.id}, 'Ana', ${`${client.slug}@arco.example`}) returning id`;
  await database.owner`insert into client_account_managers (client_id, account_manager_id) values (${client.id}, ${manager!.id})`;
  return client.as({ now, caller: { role: 'manager', id: person!.id } });
};

describe('score.get', () => {
  test('says what is missing instead of a score when too little is known', async ({ client }) => {
    const score = await client.as({ now }).score.get({});
    expect(score).toMatchObject({ score: null, band: null, coverage: 0, change: null, version: 0, asOf: today });
    expect(score.components.map(({ missing }) => missing)).toEqual(['no_actions_or_goals', 'no_ad_spend', 'few_sessions', 'no_goals']);
    expect(score.impact.map(({ metric, value, missing }) => [metric, value, missing])).toEqual([
      ['sessions', null, 'no_source'],
      ['revenue', null, 'no_source'],
      ['qualified_leads', null, 'no_source'],
    ]);
  });

  test('computes each part as it is defined', async ({ client, database }) => {
    // 3 % in the last 30 days after 2.7 % in the 90 before: a rise of a ninth, over a fifth for all points.
    await fill(database, client, 130, (day) => ({ conversions: day >= addDays(today, -30) ? 3 : 2.7, attributed: 30_000 }));
    await client.as({ now }).goals.create({ metric: 'leads', target: 75, period: 'month', startsOn: today });
    const score = await client.as({ now }).score.get({});
    expect(partOf(score, 'campaigns')).toBeCloseTo(75, 9);
    expect(partOf(score, 'conversion')).toBeCloseTo(50 + (50 * (1 / 9)) / 0.2, 6);
    expect(partOf(score, 'goals')).toBeCloseTo((100 * 60) / 75, 6);
    // The goal was made today, which counts as having looked into it.
    expect(partOf(score, 'engagement')).toBe(100);
    expect(score.score).toBeCloseTo((75 + 77.7778 + 80 + 100) / 4, 3);
    expect(score).toMatchObject({ band: 'healthy', coverage: 1 });
  });

  test('has no conversion under 100 sessions, and no campaigns without spend', async ({ client, database }) => {
    await fill(database, client, 130, () => ({ sessions: 3, conversions: 1, spend: 0, attributed: 0 }));
    const score = await client.as({ now }).score.get({});
    expect(score.components.map(({ missing }) => missing)).toEqual(['no_actions_or_goals', 'no_ad_spend', 'few_sessions', 'no_goals']);
  });

  test('counts a ceiling the other way round', async ({ client, database }) => {
    await fill(database, client, 130, () => ({ leads: 2, spend: 10_000 }));
    // 5,000 centavos a lead, against a ceiling of 4,000.
    await client.as({ now }).goals.create({ metric: 'cost_per_lead', target: 4_000, period: 'month', startsOn: today });
    expect(partOf(await client.as({ now }).score.get({}), 'goals')).toBeCloseTo(80, 6);
  });

  test('shows where the change since the end of last month came from, to the last bit', async ({ client, database }) => {
    await fill(database, client, 160, (day) => ({ conversions: 2 + weekday(day) / 7, attributed: day > '2026-11-01' ? 45_000 : 31_000 }));
    await client.as({ now: new Date('2026-10-02T12:00:00Z') }).goals.create({ metric: 'leads', target: 90, period: 'quarter', startsOn: '2026-10-01' });
    await record(database, client);
    const score = await client.as({ now }).score.get({});
    const { change } = score;
    expect(change).toMatchObject({ since: '2026-10-31' });
    const sum = change!.contributions.reduce((total, { value }) => total + value, 0);
    expect(Math.abs(sum - change!.value)).toBeLessThan(1e-9);
    expect(Math.abs(score.score! - change!.from - change!.value)).toBeLessThan(1e-9);
    // The goal was looked into on 2 October, which has left the last 30 days.
    expect(change!.contributions.slice(0, 2)).toMatchObject([{ id: 'engagement', value: -25 }, { id: 'campaigns' }]);
  });

  test('compares the impact of equally many complete days', async ({ client, database }) => {
    await fill(database, client, 60, (day) => ({ sessions: day >= '2026-11-01' ? 120 : 100 }));
    const { impact } = await client.as({ now }).score.get({});
    expect(impact[0]).toMatchObject({ metric: 'sessions', from: '2026-11-01', to: '2026-11-17', value: 2040, previous: 1700, previousFrom: '2026-10-01', previousTo: '2026-10-17', missing: null });
    expect(impact[0]!.change).toBeCloseTo(0.2, 9);
    const first = await client.as({ now: new Date('2026-11-01T15:00:00Z') }).score.get({});
    expect(first.impact[0]).toMatchObject({ value: null, missing: 'no_complete_day' });
  });

  test('refuses a day that has not been', async ({ client }) => {
    await expect(client.as({ now }).score.get({ asOf: '2026-11-19' })).rejects.toMatchObject({ reason: 'invalid_input', fields: [{ path: 'asOf' }] });
  });
});

describe('the history', () => {
  test('keeps every day once, and says the same when it is asked again', async ({ client, database }) => {
    await fill(database, client, 130, () => ({}));
    await record(database, client);
    await record(database, client);
    const { days } = await client.as({ now }).score.history({ from: '2026-01-01', to: today });
    expect(days).toHaveLength(130);
    expect(days.at(-1)).toMatchObject({ date: '2026-11-17', version: 0 });
    expect(days.filter(({ restated }) => restated)).toEqual([]);
    expect((await client.as({ now }).score.get({ asOf: '2026-11-17' })).components.find(({ id }) => id === 'conversion')!.value).toBe(days.at(-1)!.conversion);
  });

  test('computes days again when their figures come late, and marks them', async ({ client, database }) => {
    await fill(database, client, 200, () => ({}));
    await client.as({ now: new Date('2026-06-02T12:00:00Z') }).goals.create({ metric: 'leads', target: 90, period: 'custom', startsOn: '2026-06-01', endsOn: '2026-12-31' });
    await record(database, client);
    const before = await client.as({ now }).score.history({ from: '2026-11-01', to: today });
    await database.owner`
      update client_metrics set conversions = 30, updated_at = ${new Date(now.getTime() + 60_000)} where client_id = ${client.id} and date = '2026-11-10'
    `;
    await record(database, client, new Date(now.getTime() + 120_000));
    const after = await client.as({ now }).score.history({ from: '2026-11-01', to: today });
    expect(after.days.filter(({ restated }) => restated).map(({ date }) => date)).toEqual(eachDay('2026-11-10', '2026-11-17'));
    expect(after.days.slice(0, 9)).toEqual(before.days.slice(0, 9));
  });
});

describe('the weights', () => {
  test('are for staff: anybody of the client is refused', async ({ client, database }) => {
    const weights = { version: 0, engagement: 10, campaigns: 40, conversion: 30, goals: 20, targetRoas: 5 };
    await expect(client.as({ now }).score.updateWeights(weights)).rejects.toMatchObject({ reason: 'forbidden' });
    const ana = await staff(database, client);
    expect(await ana.score.updateWeights(weights)).toMatchObject({ ...weights, version: 1, fromOn: today });
    await expect(ana.score.updateWeights(weights)).rejects.toMatchObject({ reason: 'conflict' });
    await expect(ana.score.updateWeights({ ...weights, version: 1, engagement: 0, campaigns: 0, conversion: 0, goals: 0 })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
    expect(await client.as({ now }).score.weights()).toMatchObject({ version: 1, campaigns: 40 });
    const log = await database.owner`select action, former ->> 'version' as former from audit_log where client_id = ${client.id} and action like 'score.%'`;
    expect(log).toMatchObject([{ action: 'score.updateWeights', former: '0' }]);
  });

  test('hold from the day they were made: the past stays, and the change names them', async ({ client, database }) => {
    await fill(database, client, 130, () => ({ attributed: 20_000 }));
    await client.as({ now: new Date('2026-10-02T12:00:00Z') }).goals.create({ metric: 'leads', target: 90, period: 'quarter', startsOn: '2026-10-01' });
    await record(database, client);
    const before = await client.as({ now }).score.history({ from: '2026-11-01', to: today });
    await (await staff(database, client)).score.updateWeights({ version: 0, engagement: 5, campaigns: 80, conversion: 5, goals: 10, targetRoas: 4 });
    await record(database, client, new Date('2026-11-20T15:00:00Z'));
    const after = await client.as({ now }).score.history({ from: '2026-11-01', to: '2026-11-30' });
    expect(after.days.slice(0, 17)).toEqual(before.days);
    expect(after.days.slice(17).map(({ version }) => version)).toEqual([1, 1]);
    expect(after.weights.map(({ version, fromOn }) => [version, fromOn])).toEqual([[0, null], [1, today]]);
    const { change } = await client.as({ now }).score.get({});
    expect(change!.contributions.map(({ id }) => id)).toContain('weights');
    expect(Math.abs(change!.contributions.reduce((sum, { value }) => sum + value, 0) - change!.value)).toBeLessThan(1e-9);
  });
});
