import { describe, expect } from 'vitest';
import { system } from '../../core/access.ts';
import { eachDay, weekday } from '../../core/dates.ts';
import { withClient, type Sql } from '../../core/db.ts';
import { test, type TestClient } from '../../test/fixtures.ts';

/** Tuesday 20 October 2026, noon in São Paulo. */
const now = new Date('2026-10-20T15:00:00Z');
const october = { metric: 'visitors', target: 10_000, period: 'month', startsOn: '2026-10-01' } as const;

/** 400 visitors on a weekday, 120 on Saturdays and Sundays, since the first of July. */
async function fillVisitors(sql: Sql, { id }: TestClient, to = '2026-10-19'): Promise<void> {
  await withClient(sql, id, system, async (scoped) => {
    const days = eachDay('2026-07-01', to).map((date) => ({
      clientId: scoped.clientId,
      date,
      source: 'import',
      visitors: [0, 6].includes(weekday(date)) ? 120 : 400,
    }));
    await scoped`insert into client_metrics ${scoped(days, 'clientId', 'date', 'source', 'visitors')}`;
  });
}

describe('goals.list', () => {
  test('has the goals of the period with where they stand and where they end', async ({ client, database }) => {
    const api = client.as({ now });
    await fillVisitors(database.sql, client);
    await api.goals.create(october);
    await api.goals.create({ ...october, startsOn: '2026-08-10', target: 1 });

    const { goals, today, currency, canEdit } = await api.goals.list();

    // 13 weekdays and 6 weekend days until the 19th; 9 and 3 to come.
    expect({ today, currency, canEdit }).toEqual({ today: '2026-10-20', currency: 'BRL', canEdit: true });
    expect(goals).toHaveLength(1);
    expect(goals[0]).toMatchObject({
      metric: 'visitors',
      name: { pt: 'Visitantes' },
      startsOn: '2026-10-01',
      endsOn: '2026-10-31',
      current: 13 * 400 + 6 * 120,
      progress: 0.592,
      elapsed: 19 / 31,
      daysLeft: 12,
      status: 'at_risk',
      partialToday: false,
    });
    expect(goals[0]!.projection!.expected).toBeCloseTo(22 * 400 + 9 * 120, 6);
  });

  test('is reached on the day the sum passed the target, and stays so', async ({ client, database }) => {
    const api = client.as({ now });
    await fillVisitors(database.sql, client);
    await api.goals.create({ ...october, target: 900 });

    const { goals } = await api.goals.list({ period: 'month' });

    // 1, 2 October are Thursday and Friday (400 each); Saturday the 3rd brings 120 more.
    expect(goals[0]).toMatchObject({ status: 'reached', reachedOn: '2026-10-03' });
  });

  test('is open without two weeks of history, and says when there is no data at all', async ({ client, database }) => {
    const api = client.as({ now });
    await api.goals.create(october);
    expect((await api.goals.list()).goals[0]).toMatchObject({ status: 'no_data', current: null, projection: null });

    await withClient(database.sql, client.id, system, (sql) => sql`
      insert into client_metrics (client_id, date, source, visitors) values (${sql.clientId}, '2026-10-19', 'manual', 5)
    `);
    expect((await api.goals.list()).goals[0]).toMatchObject({ status: 'open', current: 5, projection: null });
  });

  test('a metric that is better low has a ceiling', async ({ client, database }) => {
    const api = client.as({ now });
    await withClient(database.sql, client.id, system, (sql) => {
      const days = eachDay('2026-08-01', '2026-10-19').map((date) => ({ clientId: sql.clientId, date, source: 'import', adSpendCents: 30_000, leads: 10 }));
      return sql`insert into client_metrics ${sql(days)}`;
    });
    await api.goals.create({ ...october, metric: 'cost_per_lead', target: 4_000 });
    await api.goals.create({ ...october, metric: 'cost_per_lead', target: 2_000, startsOn: '2026-09-01' });

    const { goals } = await api.goals.list({ from: '2026-09-01', to: '2026-10-31' });

    expect(goals.map(({ status, current }) => ({ status, current }))).toEqual([
      { status: 'missed', current: 3_000 },
      { status: 'on_track', current: 3_000 },
    ]);
  });

  test("never shows another client's goals, and a narrowed token only its own", async ({ client, newClient }) => {
    const neighbour = await newClient();
    const theirs = await neighbour.as({ now }).goals.create(october);
    const first = await client.as({ now }).goals.create(october);
    const second = await client.as({ now }).goals.create({ ...october, metric: 'leads' });

    const mine = await client.as({ now }).goals.list();
    expect(mine.goals.map(({ id }) => id)).toEqual([first.id, second.id]);

    const narrowed = client.as({ now, rows: { goals: [second.id, theirs.id] } });
    expect((await narrowed.goals.list()).goals.map(({ id }) => id)).toEqual([second.id]);
    await expect(narrowed.goals.history({ id: first.id })).rejects.toMatchObject({ reason: 'not_found' });
  });
});

describe('goals.create', () => {
  test('refuses a second goal for the same metric on the same days, whatever its period', async ({ client }) => {
    const api = client.as({ now });
    await api.goals.create(october);

    await expect(api.goals.create({ ...october, period: 'week', startsOn: '2026-10-14' })).rejects.toMatchObject({ reason: 'conflict' });
    await expect(api.goals.create({ ...october, metric: 'leads' })).resolves.toMatchObject({ metric: 'leads' });
  });

  test('of twenty at once, one is made', async ({ client }) => {
    const api = client.as({ now });
    const outcomes = await Promise.allSettled(Array.from({ length: 20 }, () => api.goals.create(october)));

    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason.reason] : []))).toEqual(Array(19).fill('conflict'));
  });

  test('names what is wrong with its input', async ({ client }) => {
    await expect(client.as({ now }).goals.create({ ...october, period: 'custom' })).rejects.toMatchObject({
      reason: 'invalid_input',
      fields: [{ path: 'endsOn' }],
    });
    await expect(client.as({ now }).goals.create({ ...october, metric: 'ad_spend' })).rejects.toMatchObject({
      fields: [{ path: 'metric' }],
    });
  });

  test('is written down: who, what', async ({ client, database }) => {
    const { id } = await client.as({ now }).goals.create(october);
    const rows = await database.owner`
      select action, caller, value ->> 'metric' as metric from audit_log where client_id = ${client.id} and subject = ${id}
    `;
    expect([...rows]).toEqual([{ action: 'goals.create', caller: client.personId, metric: 'visitors' }]);
  });

  test('needs the scope to write', async ({ client }) => {
    await expect(client.as({ now, scopes: ['goals:read'] }).goals.create(october)).rejects.toMatchObject({ reason: 'scope_missing' });
  });
});

describe('goals.update and goals.remove', () => {
  test('change the goal that was seen, and no newer one', async ({ client }) => {
    const api = client.as({ now });
    const goal = await api.goals.create(october);

    const updated = await api.goals.update({ id: goal.id, version: goal.version, target: 12_000 });
    expect(updated).toMatchObject({ target: 12_000, version: 2, startsOn: '2026-10-01' });

    await expect(api.goals.update({ id: goal.id, version: 1, target: 1 })).rejects.toMatchObject({ reason: 'conflict' });
    await expect(api.goals.remove({ id: goal.id, version: 1 })).rejects.toMatchObject({ reason: 'conflict' });
    await expect(api.goals.remove({ id: goal.id, version: 2 })).resolves.toEqual({ id: goal.id });
    expect((await api.goals.list()).goals).toEqual([]);
  });

  test('cannot move a goal onto the days of another', async ({ client }) => {
    const api = client.as({ now });
    await api.goals.create(october);
    const september = await api.goals.create({ ...october, startsOn: '2026-09-01' });

    await expect(api.goals.update({ id: september.id, version: 1, startsOn: '2026-10-01' })).rejects.toMatchObject({ reason: 'conflict' });
  });

  test("cannot reach another client's goal", async ({ client, newClient }) => {
    const { id } = await client.as({ now }).goals.create(october);
    const neighbour = (await newClient()).as({ now });

    await expect(neighbour.goals.update({ id, version: 1, target: 1 })).rejects.toMatchObject({ reason: 'not_found' });
    await expect(neighbour.goals.remove({ id, version: 1 })).rejects.toMatchObject({ reason: 'not_found' });
    await expect(neighbour.goals.history({ id })).rejects.toMatchObject({ reason: 'not_found' });
  });
});

describe('goals.history', () => {
  test('adds up day by day until today', async ({ client, database }) => {
    const api = client.as({ now });
    await fillVisitors(database.sql, client);
    const { id } = await api.goals.create(october);

    const { days } = await api.goals.history({ id });

    expect(days).toHaveLength(20);
    expect(days.slice(0, 3)).toEqual([
      { date: '2026-10-01', value: 400, total: 400 },
      { date: '2026-10-02', value: 400, total: 800 },
      { date: '2026-10-03', value: 120, total: 920 },
    ]);
    expect(days.at(-1)).toEqual({ date: '2026-10-20', value: null, total: 5_920, partial: true });
  });
});

describe('goals.review', () => {
  test('counts a goal as looked into, once a day', async ({ client, database }) => {
    const goal = await client.as({ now }).goals.create(october);
    const later = new Date('2026-12-10T15:00:00Z');
    const api = client.as({ now: later });
    await database.owner`update client_goals set ends_on = '2026-12-31' where id = ${goal.id}`;
    const reviewed = async () => (await api.score.get({})).components[0]!.basis['reviewed'];
    expect(await reviewed()).toBe(0);
    await api.goals.review({ id: goal.id });
    await api.goals.review({ id: goal.id });
    expect(await reviewed()).toBe(1);
    expect(await database.owner`select from product_events where client_id = ${client.id} and name = 'review'`).toHaveLength(1);
    await expect(api.goals.review({ id: crypto.randomUUID() })).rejects.toMatchObject({ reason: 'not_found' });
  });
});
