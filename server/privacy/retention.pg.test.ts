import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect } from 'vitest';
import { system } from '../core/access.ts';
import { dropDays } from '../collect/collect.jobs.ts';
import { runForClient, type ClientJob, type SystemJob } from '../core/jobs.ts';
import { withClient, type Sql } from '../core/db.ts';
import { clientTables } from '../test/catalogue.ts';
import { test, type TestDatabase } from '../test/fixtures.ts';
import { privacyJobs } from './retention.jobs.ts';
import { readRetention, retention } from './retention.ts';
import { arco } from './test/arco.ts';

const ofClients = privacyJobs.find((job): job is ClientJob => !('everyMinutes' in job))!;
const shared = privacyJobs.find((job): job is SystemJob => 'everyMinutes' in job)!;

const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000);

/** What is older than every table keeps it by default, beside what is a day younger. */
async function age({ owner, sql }: TestDatabase, clients: readonly { id: string }[]): Promise<string> {
  const { id: person } = (await owner<{ id: string }[]>`insert into people (email, name) values (${`${randomUUID()}@example.com`}, 'Rui') returning id`)[0]!;
  const days = (table: string) => retention.find((kept) => kept.table === table)!.days!;
  for (const { id } of clients) {
    await withClient(sql, id, system, async (scoped) => {
      for (const [name, offset] of [['old', 1], ['young', -1]] as const) {
        await scoped`insert into product_events (client_id, caller_kind, widget, name, at) values (${id}, 'system', 'x', ${name}, ${daysAgo(days('product_events') + offset)})`;
        await scoped`insert into client_metric_revisions (client_id, date, source, field, changed_at) values (${id}, '2020-01-01', 'import', ${name}, ${daysAgo(days('client_metric_revisions') + offset)})`;
        await scoped`insert into audit_log (client_id, caller_kind, action, at) values (${id}, 'system', ${name}, ${daysAgo(days('audit_log') + offset)})`;
        await scoped`insert into outbox (client_id, kind, dedupe_key, payload, delivered_at) values (${id}, ${name}, ${randomUUID()}, '{}', ${daysAgo(days('outbox') + offset)})`;
        await scoped`insert into live_minutes (client_id, minute, pageviews, conversions) values (${id}, ${daysAgo(days('live_minutes') + offset / 2)}, 1, 0)`;
        for (const table of ['visits', 'current_visits']) {
          const at = daysAgo(days(table) + offset);
          await scoped`
            insert into ${scoped(table)} (client_id, id, visitor, consented, started_at, last_at, pageviews, events, conversions, page, source, medium, device, country)
            values (${id}, ${randomUUID()}, ${randomUUID()}, false, ${at}, ${at}, 1, 0, 0, ${name}, 'direct', 'none', 'other', 'BR')
          `;
        }
      }
      await scoped`insert into outbox (client_id, kind, dedupe_key, payload, created_at) values (${id}, 'waiting', ${randomUUID()}, '{}', ${daysAgo(2_000)})`;
    });
  }
  for (const [name, offset] of [['old', 1], ['young', -1]] as const) {
    const ended = (table: string) => daysAgo(days(table) + offset / 2);
    await owner`insert into security_log (action, at, person_id) values (${name}, ${ended('security_log')}, ${person})`;
    await owner`insert into invitations (person_id, token_hash, expires_at) values (${person}, ${Buffer.from(randomUUID())}, ${ended('invitations')})`;
    await owner`insert into auth.sessions (person_id, token, expires_at) values (${person}, ${randomUUID()}, ${ended('auth.sessions')})`;
    await owner`insert into auth.verifications (identifier, value, expires_at) values (${name}, ${person}, ${ended('auth.verifications')})`;
  }
  return person;
}

const ofClient = (owner: Sql, { id }: { id: string }) => owner`
  select 'product_events' as name, name as row from product_events where client_id = ${id}
  union all select 'client_metric_revisions', field from client_metric_revisions where client_id = ${id}
  union all select 'audit_log', action from audit_log where client_id = ${id}
  union all select 'outbox', kind from outbox where client_id = ${id}
  union all select 'visits', page from visits where client_id = ${id}
  union all select 'current_visits', page from current_visits where client_id = ${id}
  union all select 'live_minutes', count(*)::text from live_minutes where client_id = ${id}
  order by 1, 2
`.then((rows) => rows.map(({ name, row }) => `${String(name)} ${String(row)}`));

const ofPerson = (owner: Sql, person: string) => owner`
  select 'security_log' as name, count(*) as left from security_log where person_id = ${person}
  union all select 'invitations', count(*) from invitations where person_id = ${person}
  union all select 'sessions', count(*) from auth.sessions where person_id = ${person}
  union all select 'verifications', count(*) from auth.verifications where value = ${person}
`.then((rows) => Object.fromEntries(rows.map(({ name, left }) => [name, left] as const)));

describe('what is too old', () => {
  test('goes, of every client, and what is younger stays', async ({ database, client, newClient }) => {
    const { owner, sql } = database;
    const clients = [client, await newClient()];
    const person = await age(database, clients);
    const run = async () => {
      for (const { id } of clients) await runForClient(sql, ofClients, id);
      await shared.run(sql, new Date());
    };
    await run();
    const left = ['audit_log old', 'audit_log young', 'client_metric_revisions young', 'current_visits young', 'live_minutes 1', 'outbox waiting', 'outbox young', 'product_events young', 'visits young'];
    for (const each of clients) expect(await ofClient(owner, each)).toEqual(left);
    const kept = { security_log: 1, invitations: 1, sessions: 1, verifications: 1 };
    expect(await ofPerson(owner, person)).toEqual(kept);

    await run();
    for (const each of clients) expect(await ofClient(owner, each)).toEqual(left);
    expect(await ofPerson(owner, person)).toEqual(kept);

    // The record of changes is for the owner's role alone to shorten.
    await expect(withClient(sql, client.id, system, (scoped) => scoped`delete from audit_log where client_id = ${scoped.clientId}`)).rejects.toMatchObject({ code: '42501' });
    const { json } = await arco(database, 'retention', 'apply');
    expect(json).toMatchObject({ deleted: { audit_log: 2, product_events: 0, security_log: 0 } });
    for (const each of clients) expect(await ofClient(owner, each)).toEqual(left.slice(1));
    expect((await arco(database, 'retention', 'apply')).json).toMatchObject({ deleted: { audit_log: 0 } });
  });

  test('is of a log never what is younger than its setting, or than a year', async ({ database }) => {
    const { owner, sql } = database;
    const person = await age(database, []);
    const forget = (days: number) => sql`select arco.forget('security_log', ${days})`;
    await forget(0);
    expect(await ofPerson(owner, person)).toMatchObject({ security_log: 1 });

    await owner`insert into security_log (action, at, person_id) values ('older', ${daysAgo(500)}, ${person})`;
    await arco(database, 'retention', '--table', 'security_log', '--days', '600');
    await forget(365);
    expect(await ofPerson(owner, person)).toMatchObject({ security_log: 2 });
    await arco(database, 'retention', '--table', 'security_log', '--days', 'forever');
    await forget(365);
    await shared.run(sql, new Date());
    expect(await ofPerson(owner, person)).toMatchObject({ security_log: 2 });
    await arco(database, 'retention', '--table', 'security_log', '--days', 'default');
    await forget(365);
    expect(await ofPerson(owner, person)).toMatchObject({ security_log: 1 });
    await expect(sql`select arco.forget('people', 1)`).rejects.toMatchObject({ code: '22023' });
    await expect(sql`delete from security_log`).rejects.toMatchObject({ code: '42501' });
  });
});

test('is of hits never what is younger than its setting, or than three days', async ({ database, client }) => {
  const { owner, sql } = database;
  const day = daysAgo(500).toISOString().slice(0, 10);
  const kept = async () => (await owner`select 1 from realtime_events where client_id = ${client.id}`).length;
  await sql`select arco.prepare_day(${day})`;
  await withClient(sql, client.id, system, (scoped) => scoped`
    insert into realtime_events (client_id, day, id, at, type, visitor, consented, page, source, medium, device, country, received_at)
    values (${scoped.clientId}, ${day}, ${randomUUID()}, ${`${day}T12:00:00Z`}, 'pageview', ${randomUUID()}, false, '/', 'direct', 'none', 'other', 'BR', ${daysAgo(2)})
  `);
  const drop = () => sql`select arco.drop_days('infinity')`;
  await drop();
  expect(await kept()).toBe(1);
  await owner`update realtime_events set received_at = at where client_id = ${client.id}`;
  for (const days of ['600', 'forever']) {
    await arco(database, 'retention', '--table', 'realtime_events', '--days', days);
    await drop();
    await dropDays(sql, new Date());
    expect(await kept(), days).toBe(1);
  }
  await arco(database, 'retention', '--table', 'realtime_events', '--days', 'default');
  await dropDays(sql, new Date());
  expect(await kept()).toBe(0);
});

describe('arco retention', () => {
  type Lines = { table: string; days: number | null; rows: number; due: number }[];
  const lineOf = async (database: TestDatabase, table: string) => ((await arco(database, 'retention')).json['tables'] as Lines).find((line) => line.table === table);

  test('shows what each table holds and would lose, and changes how long', async ({ database, client }) => {
    const before = (await lineOf(database, 'product_events'))!;
    await withClient(database.sql, client.id, system, async (scoped) => {
      for (const days of [1, 100, 800]) await scoped`insert into product_events (client_id, caller_kind, widget, name, at) values (${scoped.clientId}, 'system', 'x', 'y', ${daysAgo(days)})`;
    });
    expect(await lineOf(database, 'product_events')).toEqual({ table: 'product_events', days: 730, rows: before.rows + 3, due: before.due + 1 });
    expect((await arco(database, 'retention', '--table', 'product_events', '--days', '90')).code).toBe(0);
    expect(await lineOf(database, 'product_events')).toMatchObject({ days: 90, due: before.due + 2 + (before.rows - before.due) });
    await runForClient(database.sql, ofClients, client.id);
    expect(await database.owner`select 1 from product_events where client_id = ${client.id}`).toHaveLength(1);
    await arco(database, 'retention', '--table', 'product_events', '--days', 'forever');
    expect(await lineOf(database, 'product_events')).toMatchObject({ days: null, due: 0 });
    await arco(database, 'retention', '--table', 'product_events', '--days', 'default');
    expect(await lineOf(database, 'product_events')).toMatchObject({ days: 730 });
    expect(await database.owner`select detail from security_log where action = 'retention.change' order by id limit 1 offset 0`).toHaveLength(1);
  });

  test.for([
    ['--table', 'product_events', '--days', '89'],
    ['--table', 'security_log', '--days', '364'],
    ['--table', 'audit_log', '--days', '0'],
    ['--table', 'people', '--days', '30'],
    ['--table', 'client_metrics', '--days', '30'],
    ['--table', 'dances', '--days', '30'],
    ['--table', 'product_events', '--days', 'soon'],
    ['--table', 'product_events', '--days', '40000'],
    ['--table', 'product_events'],
    ['--days', '30'],
  ])('refuses %j', async (flags, { database }) => {
    const { code, json } = await arco(database, 'retention', ...flags);
    expect(code).not.toBe(0);
    expect(json).toMatchObject({ error: { reason: 'invalid_input' } });
    expect(await database.owner`select 1 from settings where name = 'retention' and value <> '{}'`).toEqual([]);
  });

  test('stops at a setting that is none, and deletes nothing', async ({ database, client }) => {
    await age(database, [client]);
    await database.owner`insert into settings (name, value) values ('retention', '{"product_events": 1}') on conflict (name) do update set value = excluded.value`;
    await expect(runForClient(database.sql, ofClients, client.id)).rejects.toThrow('The setting "retention" is not one');
    expect(await database.owner`select 1 from product_events where client_id = ${client.id}`).toHaveLength(2);
    await database.owner`delete from settings where name = 'retention'`;
  });
});

describe('the list', () => {
  /** What is of this installation and of nobody. */
  const installation = ['settings', 'migrations'];

  test('names every table, with a column that tells its age', async ({ database: { owner } }) => {
    const tables = await owner<{ name: string }[]>`
      select case nspname when 'auth' then 'auth.' else '' end || relname as name
      from pg_class join pg_namespace space on space.oid = relnamespace
      where relkind in ('r', 'p') and not relispartition and nspname in ('public', 'auth')
    `;
    expect(tables.map(({ name }) => name).filter((name) => !installation.includes(name)).sort(), 'say in server/privacy/retention.ts how long it is kept').toEqual(
      retention.map(({ table }) => table).sort(),
    );
    for (const { table, column } of retention) await owner`select ${owner(column)} from ${owner(table)} limit 0`;
  });

  test('has a way to delete whatever ends', async ({ database: { sql, owner } }) => {
    const isolated = await clientTables(owner);
    // Hits go by whole days, those of all clients at once.
    const ofOneClient = ['client', 'owner', 'collect.drop-days'];
    for (const { kept, days } of await readRetention(sql)) {
      expect(days === null || kept.by !== null, kept.table).toBe(true);
      expect(kept.by !== null && ofOneClient.includes(kept.by), kept.table).toBe(isolated.includes(kept.table) && kept.by !== null);
      expect(kept.least === null || days! >= kept.least, kept.table).toBe(true);
    }
  });

  test('is what the document says', () => {
    const text = readFileSync(new URL('../../docs/privacy.md', import.meta.url), 'utf8');
    for (const { table, days, least, reason } of retention) {
      const long = days === null ? 'enquanto existir' : days === 1 ? '1 dia' : `${days} dias`;
      expect(text).toContain(`| \`${table}\` | ${long} | ${least === null ? '–' : least} | ${reason} |`);
    }
  });
});
