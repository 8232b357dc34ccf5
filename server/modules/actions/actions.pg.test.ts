import { describe, expect } from 'vitest';
import { system } from '../../core/access.ts';
import { addDays, eachDay } from '../../core/dates.ts';
import { withClient } from '../../core/db.ts';
import { test as base, type Api, type TestClient, type TestDatabase } from '../../test/fixtures.ts';
import { measureEffects, suggestActions } from './actions.jobs.ts';

const today = '2026-11-18';
const now = new Date(`${today}T15:00:00Z`);
const on = (day: string) => new Date(`${day}T15:00:00Z`);

interface Fixtures {
  /** The account manager, who writes actions. */
  ana: Api;
  /** Another member of the client. */
  newMember: (name: string) => Promise<Api>;
}

const test = base.extend<Fixtures>({
  ana: async ({ database, client }, use) => {
    const email = `${client.slug}@arco.example`;
    const [person] = await database.owner<{ id: string }[]>`insert into people (email, name) values (${email}, 'Ana Paula') returning id`;
    const [manager] = await database.owner<{ id: string }[]>`insert into account_managers (person_id, name, email) values (${person!.id}, 'Ana Paula', ${email}) returning id`;
    await database.owner`insert into client_account_managers (client_id, account_manager_id) values (${client.id}, ${manager!.id})`;
    await use(client.as({ now, caller: { role: 'manager', id: person!.id } }));
  },
  newMember: async ({ database, client }, use) => {
    await use(async (name) => {
      const [person] = await database.owner<{ id: string }[]>`insert into people (email, name) values (${`${crypto.randomUUID()}@example.com`}, ${name}) returning id`;
      await database.owner`insert into memberships (client_id, person_id, role) values (${client.id}, ${person!.id}, 'owner')`;
      return client.as({ now, caller: { role: 'owner', id: person!.id } });
    });
  },
});

const make = (ana: Api, title = 'Aprovar as fotos', more: object = {}) => ana.actions.create({ kind: 'quick_win', title, text: 'Sem elas a coleção não entra no ar.', ...more });
const logOf = ({ owner }: TestDatabase, id: string) => owner<{ action: string; caller: string }[]>`select action, caller from audit_log where subject = ${id} order by id`;

/** Eighty days of sales, with ads that stopped `idle` days ago. */
const fill = ({ sql }: TestDatabase, client: TestClient, idle: number, last = addDays(today, -1)) =>
  withClient(sql, client.id, system, async (scoped) => {
    const days = eachDay(addDays(last, -80), last).map((date) => ({ date, spend: date > addDays(last, -idle) ? 0 : 20_000 }));
    await scoped`
      insert into client_metrics (client_id, date, source, sessions, conversions, ad_spend_cents, attributed_revenue_cents, revenue_cents)
      select ${scoped.clientId}::uuid, date, 'import', 100, 4, spend, spend * 3, 80000
      from jsonb_to_recordset(${scoped.json(days)}) as day (date date, spend bigint)
      on conflict (client_id, date, source) do nothing
    `;
  });

const suggest = ({ sql }: TestDatabase, client: TestClient, day = today) =>
  withClient(sql, client.id, system, (scoped) => suggestActions(scoped, client, day, on(day)));

describe('actions', () => {
  test('are written by staff alone, in their words', async ({ client, ana }) => {
    await expect(client.as({ now }).actions.create({ kind: 'urgent', title: 'x', text: 'x' })).rejects.toMatchObject({ reason: 'forbidden' });
    const made = await make(ana, 'Aprovar as fotos', { expectedCents: 90_000, probability: 0.5, minutes: 5 });
    expect(made).toMatchObject({ code: 'custom', title: 'Aprovar as fotos', state: 'open', createdBy: 'Ana Paula', evidence: null, metric: null });
    await expect(ana.actions.create({ kind: 'urgent', title: ' ', text: 'x' })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  });

  test('are ranked by what they are worth a minute; ties stay in order, and what has no price comes last', async ({ client, ana }) => {
    const titles = ['sem preço', 'longa', 'provável', 'empate', 'empate depois'];
    const worth = [{}, { expectedCents: 100_000, minutes: 100 }, { expectedCents: 20_000, probability: 0.9, minutes: 10 }, { expectedCents: 10_000, minutes: 10 }, { expectedCents: 10_000, minutes: 10 }];
    for (const [index, title] of titles.entries()) await make(ana, title, worth[index]);
    const { actions, counts } = await client.as({ now }).actions.list({});
    expect(actions.map(({ title }) => title)).toEqual(['provável', 'longa', 'empate', 'empate depois', 'sem preço']);
    expect(counts).toEqual({ open: 5, completed: 0, dismissed: 0, snoozed: 0 });
  });

  test('are completed, and opened again by an undo; each leaves one line in the log and moves the score', async ({ client, ana, database }) => {
    const me = client.as({ now });
    const { id } = await make(ana);
    const engaged = async () => (await me.score.get({})).components.find((part) => part.id === 'engagement')!.value;
    expect(await engaged()).toBe(0);
    expect(await me.actions.complete({ id })).toMatchObject({ state: 'completed', decidedBy: 'Marina' });
    expect(await engaged()).toBe(100);
    expect((await me.actions.list({})).actions).toEqual([]);
    expect((await me.actions.list({ state: 'completed' })).actions).toMatchObject([{ id, decidedAt: now.toISOString() }]);
    expect(await me.actions.undo({ id })).toMatchObject({ state: 'open', decidedBy: null });
    expect(await engaged()).toBe(0);
    await expect(me.actions.undo({ id })).rejects.toMatchObject({ reason: 'conflict' });
    expect((await logOf(database, id)).map(({ action }) => action)).toEqual(['actions.create', 'actions.complete', 'actions.undo']);
  });

  test('are dismissed with a reason only', async ({ client, ana }) => {
    const { id } = await make(ana);
    await expect(client.as({ now }).actions.dismiss({ id, reason: '  ' })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
    expect(await client.as({ now }).actions.dismiss({ id, reason: 'not_relevant' })).toMatchObject({ state: 'dismissed', reason: 'not_relevant' });
  });

  test('are put off until a day, and are back on it', async ({ client, ana }) => {
    const { id } = await make(ana);
    for (const until of [today, '2027-03-01']) {
      await expect(client.as({ now }).actions.snooze({ id, until })).rejects.toMatchObject({ reason: 'invalid_input', fields: [{ path: 'until' }] });
    }
    await client.as({ now }).actions.snooze({ id, until: '2026-11-25' });
    expect((await client.as({ now: on('2026-11-24') }).actions.list({})).actions).toEqual([]);
    expect((await client.as({ now: on('2026-11-24') }).actions.list({ state: 'snoozed' })).actions).toMatchObject([{ id }]);
    const back = await client.as({ now: on('2026-11-25') }).actions.list({});
    expect(back).toMatchObject({ actions: [{ id, state: 'open' }], counts: { open: 1, snoozed: 0 } });
    expect(await client.as({ now: on('2026-11-25') }).actions.complete({ id })).toMatchObject({ state: 'completed', snoozedUntil: null });
  });

  test('that somebody else was faster with say who it was', async ({ client, ana, newMember }) => {
    const { id } = await make(ana);
    const rafael = await newMember('Rafael Nunes');
    await rafael.actions.complete({ id });
    await expect(client.as({ now }).actions.dismiss({ id, reason: 'x' })).rejects.toMatchObject({
      reason: 'conflict',
      details: { state: 'completed', by: 'Rafael Nunes', at: now.toISOString(), mine: false },
    });
    await expect(rafael.actions.complete({ id })).rejects.toMatchObject({ reason: 'conflict', details: { mine: true } });
  });

  test('names the viewer that a host vouched for, and nobody for a bare key', async ({ client, ana, database }) => {
    const [key] = await database.owner<{ id: string }[]>`insert into keys (client_id, kind, mode, hash, hint) values (${client.id}, 'secret', 'live', '\\x01', 'x') returning id`;
    const [one, two] = [await make(ana), await make(ana)];
    const viewer = client.as({ now, caller: { role: 'key', id: key!.id, label: 'Balconista 7' } });
    expect(await viewer.actions.complete({ id: one.id })).toMatchObject({ decidedBy: 'Balconista 7' });
    expect(await client.as({ now, caller: { role: 'key', id: key!.id } }).actions.complete({ id: two.id })).toMatchObject({ decidedBy: null });
  });
});

describe('a hundred people on fifty actions at once', () => {
  test('leave each action with one outcome, one line in the log and one effect on the score', async ({ client, ana, newMember, database }) => {
    const ids: string[] = [];
    for (let index = 0; index < 50; index += 1) ids.push((await make(ana, `Ação ${index}`)).id);
    const people: Api[] = [];
    for (let index = 0; index < 100; index += 1) people.push(await newMember(`Pessoa ${index}`));

    const tries = people.flatMap((person, index) => ids.map((id, at) => {
      const which = (index + at) % 3;
      return which === 0 ? person.actions.complete({ id }) : which === 1 ? person.actions.dismiss({ id, reason: 'x' }) : person.actions.snooze({ id, until: '2026-12-01' });
    }));
    const outcomes = await Promise.allSettled(tries);

    const refused = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [(outcome.reason as { reason: string }).reason] : []));
    expect([outcomes.length, refused.length, new Set(refused)]).toEqual([5_000, 4_950, new Set(['conflict'])]);
    const log = await database.owner<{ subject: string; count: number }[]>`
      select subject, count(*) as count from audit_log where client_id = ${client.id} and action <> 'actions.create' group by subject
    `;
    expect(log.map(({ count }) => count)).toEqual(Array(50).fill(1));
    const [events] = await database.owner`select count(*) as count from product_events where client_id = ${client.id} and widget = 'actions'`;
    expect(events).toEqual({ count: 50 });
    const score = await client.as({ now }).score.get({});
    expect(score.components[0]).toMatchObject({ id: 'engagement', value: 100, basis: { handled: 50, actions: 50 } });
  }, 120_000);
});

describe('the engine', () => {
  test('makes a card of what a rule finds, with its evidence, and tells of it once', async ({ client, database }) => {
    await fill(database, client, 3);
    await suggest(database, client);
    await suggest(database, client);
    const { actions } = await client.as({ now }).actions.list({});
    expect(actions).toMatchObject([
      { code: 'idle_days', kind: 'quick_win', probability: 0.7, createdBy: null, title: null, metric: { unit: 'money' }, evidence: { metric: 'ad_spend', days: 3, from: '2026-11-15', to: '2026-11-17' } },
    ]);
    expect(actions[0]!.expectedCents).toBe(20_000 * 2 * 7);
  });

  test('does not say the same again for 14 days after it was seen to, and does after them', async ({ client, database }) => {
    await fill(database, client, 3);
    await suggest(database, client);
    const [first] = (await client.as({ now }).actions.list({})).actions;
    await client.as({ now: on('2026-11-20') }).actions.dismiss({ id: first!.id, reason: 'x' });
    for (const day of ['2026-11-21', '2026-12-04']) {
      await fill(database, client, 3, addDays(day, -1));
      await suggest(database, client, day);
      expect((await client.as({ now: on(day) }).actions.list({})).actions, day).toEqual([]);
    }
    await database.owner`update client_metrics set ad_spend_cents = 20000 where client_id = ${client.id} and date < '2026-12-02'`;
    await fill(database, client, 3, '2026-12-04');
    await suggest(database, client, '2026-12-05');
    expect((await client.as({ now: on('2026-12-05') }).actions.list({})).actions).toMatchObject([{ code: 'idle_days' }]);
  });

  test('measures what came of an action over as many days as before it, and learns from that', async ({ client, database }) => {
    await fill(database, client, 3);
    await suggest(database, client);
    const [action] = (await client.as({ now }).actions.list({})).actions;
    await client.as({ now }).actions.complete({ id: action!.id });
    const measure = (day: string) => withClient(database.sql, client.id, system, (sql) => measureEffects(sql, client, day));
    await measure('2026-12-02');
    expect((await client.as({ now }).actions.list({ state: 'completed' })).actions[0]!.effect).toBeNull();
    await withClient(database.sql, client.id, system, async (sql) => {
      await sql`
        insert into client_metrics (client_id, date, source, ad_spend_cents)
        select ${sql.clientId}, day::date, 'import', 25000 from generate_series('2026-11-18'::date, '2026-12-02'::date, '1 day') day
        returning date
      `;
    });
    await measure('2026-12-03');
    const [measured] = (await client.as({ now }).actions.list({ state: 'completed' })).actions;
    // Of the 14 days before, the 15th to 17th stood still.
    expect(measured!.effect).toEqual({ metric: 'ad_spend', before: 10 * 20_000 + 25_000, after: 14 * 25_000, days: 14, from: '2026-11-19', to: '2026-12-02' });
  });

  test('two workers at once make one card', async ({ client, database }) => {
    await fill(database, client, 4);
    await Promise.all([1, 2, 3, 4].map(() => suggest(database, client)));
    expect((await client.as({ now }).actions.list({})).actions).toHaveLength(1);
  });
});
