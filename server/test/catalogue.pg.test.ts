import { describe, expect } from 'vitest';
import { clientTables, exempt } from './catalogue.ts';
import { test, type TestDatabase } from './fixtures.ts';

/** Runs a statement that finds offenders, each named in a column `name`. */
async function offenders(rows: Promise<readonly { name: string }[]>): Promise<string[]> {
  return (await rows).map(({ name }) => name);
}

const tablesOf = async ({ owner }: TestDatabase) => clientTables(owner);

describe('every table of a client', () => {
  test('is closed to the others by one policy, forced on its owner too', async ({ database }) => {
    const tables = await tablesOf(database);
    expect(tables.length).toBeGreaterThan(5);
    const open = database.owner<{ name: string }[]>`
      select class.relname as name
      from pg_class class
      left join pg_policy policy on policy.polrelid = class.oid
      where class.relnamespace = 'public'::regnamespace and class.relname = any(${tables})
      group by class.oid, class.relname, class.relrowsecurity, class.relforcerowsecurity
      having not (
        class.relrowsecurity and class.relforcerowsecurity and count(policy.oid) = 1
        and bool_and(
          policy.polcmd = '*'
          and pg_get_expr(policy.polqual, class.oid) = '(client_id = arco.current_client())'
          and pg_get_expr(policy.polwithcheck, class.oid) = '(client_id = arco.current_client())'
        )
      )
    `;
    expect(await offenders(open)).toEqual([]);
  });

  test('has no partition that can be read beside it', async ({ database: { owner, sql } }) => {
    await sql`select arco.prepare_day('2026-10-05')`;
    const partitions = await owner<{ name: string; closed: boolean; granted: boolean }[]>`
      select
        class.relname as name,
        class.relrowsecurity and class.relforcerowsecurity and not exists (select from pg_policy where polrelid = class.oid) as closed,
        exists (select from aclexplode(class.relacl) as entry (grantor, grantee, privilege, grantable) where grantee <> class.relowner) as granted
      from pg_class class where class.relispartition and class.relkind = 'r' and class.relnamespace = 'public'::regnamespace
    `;
    expect(partitions).toContainEqual({ name: 'realtime_events_20261005', closed: true, granted: false });
    expect(partitions.filter(({ closed, granted }) => !closed || granted)).toEqual([]);
  });

  test('has a client in every row, and in every key, constraint and reference (rule 1)', async ({ database }) => {
    const tables = await tablesOf(database);
    const nullable = database.owner<{ name: string }[]>`
      select attrelid::regclass::text as name from pg_attribute
      where attrelid = any(${tables}::regclass[]) and attname = 'client_id' and not attnotnull
    `;
    expect(await offenders(nullable)).toEqual([]);

    const keys = database.owner<{ name: string }[]>`
      select index.indexrelid::regclass::text as name
      from pg_index index
      join pg_attribute attribute on attribute.attrelid = index.indrelid and attribute.attname = 'client_id'
      where index.indrelid = any(${tables}::regclass[])
        and (index.indisunique or index.indisexclusion)
        and not attribute.attnum = any(index.indkey::int2[])
    `;
    expect(await offenders(keys)).toEqual([]);

    const references = database.owner<{ name: string }[]>`
      select con.conrelid::regclass || ' ' || con.conname as name
      from pg_constraint con
      join pg_attribute attribute on attribute.attrelid = con.conrelid and attribute.attname = 'client_id'
      where con.contype = 'f' and con.confrelid = any(${tables}::regclass[]) and not attribute.attnum = any(con.conkey)
    `;
    expect(await offenders(references)).toEqual([]);

    const without = database.owner<{ name: string }[]>`
      select class.relname as name from pg_class class
      where class.oid = any(${tables}::regclass[])
        and not exists (select from pg_constraint con where con.conrelid = class.oid and con.contype = 'p')
    `;
    expect(await offenders(without)).toEqual([]);
  });

  test('has no trigger, no SET NULL, no ON UPDATE, nothing deferrable, no sequence (rules 9, 10, 12)', async ({ database }) => {
    const tables = await tablesOf(database);
    const triggers = database.owner<{ name: string }[]>`
      select tgrelid::regclass || ' ' || tgname as name from pg_trigger
      where tgrelid = any(${tables}::regclass[]) and not tgisinternal
    `;
    expect(await offenders(triggers)).toEqual([]);

    const constraints = database.owner<{ name: string }[]>`
      select conrelid::regclass || ' ' || conname as name from pg_constraint
      where conrelid = any(${tables}::regclass[])
        and (condeferrable or (contype = 'f' and (confupdtype <> 'a' or confdeltype not in ('a', 'r', 'c'))))
    `;
    expect(await offenders(constraints)).toEqual([]);

    const sequences = database.owner<{ name: string }[]>`
      select attribute.attrelid::regclass || ' ' || attribute.attname as name
      from pg_attribute attribute
      left join pg_attrdef fallback on fallback.adrelid = attribute.attrelid and fallback.adnum = attribute.attnum
      where attribute.attrelid = any(${tables}::regclass[])
        and (attribute.attidentity <> '' or pg_get_expr(fallback.adbin, fallback.adrelid) like 'nextval%')
    `;
    expect(await offenders(sequences)).toEqual([]);
  });

  test('keeps instants with their zone', async ({ database }) => {
    const naive = database.owner<{ name: string }[]>`
      select table_name || '.' || column_name as name from information_schema.columns
      where table_schema = 'public' and data_type in ('timestamp without time zone', 'real', 'double precision', 'money')
    `;
    expect(await offenders(naive)).toEqual([]);
  });
});

test('only the tables on the list are exempt, and each of them exists', async ({ database }) => {
  const present = await database.owner<{ name: string }[]>`
    select relname as name from pg_class where relnamespace = 'public'::regnamespace and relname = any(${Object.keys(exempt)})
  `;
  expect(present.map(({ name }) => name).sort()).toEqual(Object.keys(exempt).sort());
});

describe("the service's role", () => {
  test('is neither superuser nor owner, and cannot pass row-level security by', async ({ database }) => {
    const [role] = await database.sql<{ super: boolean; bypass: boolean; owned: string[] }[]>`
      select
        rolsuper as super,
        rolbypassrls as bypass,
        array(select relname::text from pg_class where pg_has_role(current_user, relowner, 'member') and relnamespace = 'public'::regnamespace) as owned
      from pg_roles where rolname = current_user
    `;
    expect(role).toEqual({ super: false, bypass: false, owned: [] });
  });

  test('cannot read a directory table', async ({ database }) => {
    for (const table of ['clients', 'people', 'memberships', 'account_managers', 'client_account_managers', 'keys', 'signing_keys', 'invitations', 'consents', 'security_log']) {
      await expect(database.sql`select from ${database.sql(table)}`, table).rejects.toMatchObject({ code: '42501' });
    }
  });

  test('cannot edit or delete what was audited', async ({ client, database }) => {
    await client.api.goals.create({ metric: 'leads', target: 1, period: 'month', startsOn: '2026-01-01' });
    await expect(database.sql`update audit_log set action = 'x' where client_id = ${client.id}`).rejects.toMatchObject({ code: '42501' });
    await expect(database.sql`delete from audit_log where client_id = ${client.id}`).rejects.toMatchObject({ code: '42501' });
  });
});

describe('functions', () => {
  test('are for the service alone, with a fixed search_path', async ({ database }) => {
    const loose = database.owner<{ name: string }[]>`
      select proname as name from pg_proc
      where pronamespace = 'arco'::regnamespace
        and (
          has_function_privilege('public', oid, 'execute')
          or (prosecdef and not exists (select from unnest(proconfig) setting where setting like 'search_path=%'))
        )
    `;
    expect(await offenders(loose)).toEqual([]);
  });

  test("with the owner's rights never touch a client's table (rule 6)", async ({ database }) => {
    const tables = await tablesOf(database);
    const functions = await database.owner<{ name: string; body: string }[]>`
      select proname as name, prosrc as body from pg_proc where pronamespace = 'arco'::regnamespace and prosecdef
    `;
    // These make and drop the partitions of days, which the service may not, and change no row.
    const partitions = ['prepare_day', 'drop_days'];
    const touching = functions.filter(({ name, body }) => !partitions.includes(name) && tables.some((table) => new RegExp(`\\b${table}\\b`).test(body)));
    expect(touching.map(({ name }) => name)).toEqual([]);
  });
});
