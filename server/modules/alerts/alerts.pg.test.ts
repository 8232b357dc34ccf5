import { describe, expect } from 'vitest';
import { system } from '../../core/access.ts';
import { addDays, eachDay, weekday, type Day } from '../../core/dates.ts';
import { withClient } from '../../core/db.ts';
import { planDays, runForClient } from '../../core/jobs.ts';
import { test, type TestClient, type TestDatabase } from '../../test/fixtures.ts';
import { alertsJobs, checkAlerts } from './alerts.jobs.ts';

const today = '2026-11-18';
/** Noon in São Paulo, a little later. */
const noon = (day: Day = today) => new Date(`${day}T15:04:00Z`);
const morning = (day: Day = today) => new Date(`${day}T03:05:00Z`);

/** Visits of an hour of a day without a drop: more in the week than at its end, and neither day quite as the other. */
const usual = (day: Day) => ([0, 6].includes(weekday(day)) ? 10 : 20) + ((Number(day.slice(8)) * 7 + Number(day.slice(5, 7))) % 3);

/** What the collector counted in every hour until an instant. */
const collect = ({ sql }: TestDatabase, client: TestClient, until: Date, of: (day: Day) => number = usual, from = addDays(today, -75)) =>
  withClient(sql, client.id, system, async (scoped) => {
    const hours = eachDay(from, today).flatMap((day) =>
      Array.from({ length: 24 }, (_, hour) => new Date(Date.parse(`${day}T03:00:00Z`) + hour * 3_600_000)).flatMap((at) => (at < until ? [{ hour: at.toISOString(), sessions: of(day) }] : [])),
    );
    await scoped`
      insert into client_metric_hours (client_id, hour, sessions)
      select ${scoped.clientId}::uuid, hour, sessions from jsonb_to_recordset(${scoped.json(hours)}) as row (hour timestamptz, sessions bigint)
      on conflict (client_id, hour) do update set sessions = excluded.sessions
    `;
  });

const check = ({ sql }: TestDatabase, client: TestClient, day: Day = today, now = morning(day)) => withClient(sql, client.id, system, (scoped) => checkAlerts(scoped, client, day, now));
const list = async (client: TestClient, input: object = {}) => (await client.as({ now: noon() }).alerts.list(input)).alerts;
const outbox = ({ owner }: TestDatabase, client: TestClient) => owner<{ payload: object }[]>`select payload from outbox where client_id = ${client.id} and kind = 'alerts.opened'`;

/** Usual days, but for one from `first` to `last`. */
const dropped = (first: Day, last: Day, by = 0.4) => (day: Day) => (day >= first && day <= last ? Math.round(usual(day) * (1 - by)) : usual(day));
const yesterday = addDays(today, -1);

describe('alerts', () => {
  test('say nothing of a client as usual, nor of one that is new', async ({ database, client, newClient }) => {
    await collect(database, client, noon());
    await check(database, client, today, noon());
    const fresh = await newClient();
    await collect(database, fresh, noon(), dropped(yesterday, today), addDays(today, -20));
    await check(database, fresh, today, noon());
    expect([...(await list(client)), ...(await list(fresh))]).toEqual([]);
  });

  test('find a drop of 40 % on the day on which it is there, before it has ended', async ({ database, client }) => {
    await collect(database, client, noon(), dropped(today, today));
    await check(database, client, today, noon());
    const [alert, ...others] = await list(client, { state: 'open' });
    expect(others).toEqual([]);
    expect(alert).toMatchObject({
      metric: { id: 'sessions', unit: 'count' },
      subject: 'client',
      direction: 'below',
      openedOn: today,
      closedOn: null,
      evidence: { metric: 'sessions', days: 8, from: today, to: today, until: '12:00' },
    });
    expect(alert!.evidence.change).toBeCloseTo(-0.4, 1);
    expect(Math.abs(alert!.evidence.z)).toBeGreaterThan(alert!.evidence.threshold);
  });

  test('find a site that has gone silent', async ({ database, client }) => {
    await collect(database, client, new Date(`${yesterday}T03:00:00Z`));
    await check(database, client);
    expect(await list(client)).toMatchObject([{ openedOn: yesterday, direction: 'below', evidence: { value: 0, change: -1 } }]);
  });

  test('open once an episode, however often and by however many servers it is looked at', async ({ database, client }) => {
    await collect(database, client, morning(), dropped(addDays(today, -2), yesterday));
    await Promise.all([check(database, client), check(database, client), check(database, client)]);
    await check(database, client, today, new Date(`${today}T03:55:00Z`));
    expect(await list(client)).toMatchObject([{ openedOn: addDays(today, -2), lastSeen: yesterday, closedAt: null }]);
    expect((await outbox(database, client)).map(({ payload }) => payload)).toMatchObject([{ metric: 'sessions', direction: 'below', on: addDays(today, -2) }]);
  });

  test('close by themselves after two days back, and open again as another', async ({ database, client }) => {
    const [first, second] = [addDays(today, -8), addDays(today, -1)];
    await collect(database, client, morning(), (day) => (day === first || day === second ? Math.round(usual(day) / 2) : usual(day)));
    await check(database, client, addDays(first, 1));
    expect(await list(client)).toMatchObject([{ openedOn: first, closedOn: null }]);
    await check(database, client, addDays(first, 2));
    expect(await list(client, { state: 'closed' })).toEqual([]);
    await check(database, client, addDays(first, 3));
    expect(await list(client)).toMatchObject([{ openedOn: first, closedOn: addDays(first, 2) }]);
    await check(database, client);
    await check(database, client);
    expect(await list(client)).toMatchObject([{ openedOn: second, closedOn: null }, { openedOn: first, closedOn: addDays(first, 2) }]);
    expect(await list(client, { from: addDays(first, 4) })).toHaveLength(1);
    expect(await list(client, { to: addDays(first, 4) })).toMatchObject([{ openedOn: first }]);
  });

  test('that were over before anybody looked are kept, and told to nobody', async ({ database, client }) => {
    await collect(database, client, morning(), dropped(addDays(today, -6), addDays(today, -5)));
    await check(database, client);
    expect(await list(client)).toMatchObject([{ openedOn: addDays(today, -6), closedOn: addDays(today, -3) }]);
    expect(await outbox(database, client)).toEqual([]);
  });

  test('wait while a day may still be restated, and until a file has settled', async ({ database, client }) => {
    const written = '2026-11-18T08:00:00Z';
    await withClient(database.sql, client.id, system, async (scoped) => {
      const days = eachDay(addDays(today, -75), yesterday).map((date) => ({ date, sessions: dropped(yesterday, yesterday)(date) * 24 }));
      await scoped`
        insert into client_metrics (client_id, date, source, sessions, updated_at)
        select ${scoped.clientId}::uuid, date, 'import', sessions, ${written}
        from jsonb_to_recordset(${scoped.json(days)}) as day (date date, sessions bigint)
      `;
      await scoped`
        insert into client_metric_revisions (client_id, date, source, field, former, value, changed_at)
        values (${scoped.clientId}, ${yesterday}, 'import', 'sessions', 1, 2, ${written})
      `;
    });
    await check(database, client, today, new Date('2026-11-18T20:00:00Z'));
    expect(await list(client)).toEqual([]);
    await database.owner`delete from client_metric_revisions where client_id = ${client.id}`;
    await check(database, client, today, new Date('2026-11-18T13:00:00Z'));
    expect(await list(client)).toEqual([]);
    await check(database, client, today, new Date('2026-11-18T14:00:00Z'));
    expect(await list(client)).toMatchObject([{ openedOn: yesterday, evidence: { from: yesterday } }]);
  });

  test('ask for a card', async ({ database, client }) => {
    await collect(database, client, morning(), dropped(yesterday, yesterday));
    await check(database, client);
    expect(await database.owner`select from graphile_worker.jobs where key = ${`actions.suggest:${client.id}`}`).toHaveLength(1);
  });

  test('are looked for every hour', async ({ database, client }) => {
    await collect(database, client, morning(), dropped(yesterday, yesterday));
    const [job] = alertsJobs;
    await planDays(database.sql, alertsJobs, morning());
    expect(await database.owner`select from graphile_worker.jobs where key = ${`alerts.check:${client.id}`}`).toHaveLength(1);
    await runForClient(database.sql, job!, client.id, morning());
    expect(await list(client)).toHaveLength(1);
  });
});
