import { readdirSync, readFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { TransactionSql } from 'postgres';
import { describe, expect } from 'vitest';
import { system } from '../core/access.ts';
import { connect, enter, withClient, type Sql } from '../core/db.ts';
import { Readers } from '../core/readers.ts';
import { ClientReads } from '../core/reads.ts';
import { clientTables, copying } from './catalogue.ts';
import { test as base, type TestClient } from './fixtures.ts';
import { furnish, MARK, snapshot } from './furnish.ts';

/** What a transaction has entered: nothing, or a client with no row of its own, so that any row is another's. */
type Inside = 'no client' | 'another client';
const insides = ['no client', 'another client'] as const;

interface Attack {
  tables: string[];
  victim: TestClient;
  stranger: TestClient;
  /** Runs in a transaction of the service's role that commits, whatever it has changed. */
  as: <T>(inside: Inside, run: (sql: TransactionSql) => Promise<T>) => Promise<T>;
}

const test = base.extend<{ attack: Attack; unchanged: undefined }>({
  attack: async ({ database, client, newClient }, use) => {
    await furnish(database.owner, database.sql, client);
    const stranger = await newClient();
    await use({
      tables: await clientTables(database.owner),
      victim: client,
      stranger,
      as: (inside, run) =>
        database.sql.begin(async (tx) => {
          if (inside === 'another client') await enter(tx, stranger.id, system);
          return run(tx);
        }) as never,
    });
  },
  unchanged: [
    async ({ database, attack }, use) => {
      const before = await snapshot(database.owner, attack.victim);
      await use(undefined);
      expect(await snapshot(database.owner, attack.victim)).toBe(before);
    },
    { auto: true },
  ],
});

/** The SQLSTATE of a refusal, or how many rows were touched. */
const outcome = async (run: Promise<{ count?: number }>) => run.then(({ count }) => count, ({ code }: { code: string }) => code);

const text = async (stream: Readable) => (await stream.toArray()).join('');

describe.for(insides)('the service’s role, inside %s', (inside) => {
  test('reads no row, by any way', async ({ attack: { tables, as } }) => {
    for (const table of tables) {
      expect(await as(inside, (sql) => sql`select * from ${sql(table)}`), table).toEqual([]);
      expect(await as(inside, (sql) => sql`select from ${sql(table)} limit 1`), table).toHaveLength(0);
      expect(await as(inside, (sql) => sql`table ${sql(table)}`), table).toHaveLength(0);
      expect(await as(inside, (sql) => sql`select * from ${sql(table)} a full join ${sql(table)} b on true`), table).toHaveLength(0);
      const copied = await as(inside, async (sql) => text(await sql`copy ${sql(table)} to stdout`.readable()));
      const asked = await as(inside, async (sql) => text(await sql`copy (select * from ${sql(table)}) to stdout`.readable()));
      expect([copied, asked], table).toEqual(['', '']);
    }
  });

  test('writes no row, by any way', async ({ attack: { tables, victim, as }, database }) => {
    for (const table of tables) {
      const copyOf = await copying(database.owner, table, victim.id);
      expect(await outcome(as(inside, async (sql) => copyOf(sql))), `insert into ${table}`).toBe('42501');
      expect(await outcome(as(inside, (sql) => sql`${copyOf(sql)} on conflict do nothing`)), `upsert of ${table}`).toBe('42501');
      expect([0, '42501'], `update ${table}`).toContain(await outcome(as(inside, (sql) => sql`update ${sql(table)} set client_id = client_id`)));
      expect([0, '42501'], `update of ${table} by its client`).toContain(await outcome(as(inside, (sql) => sql`update ${sql(table)} set client_id = ${victim.id} where client_id = ${victim.id}`)));
      expect([0, '42501'], `delete from ${table}`).toContain(await outcome(as(inside, (sql) => sql`delete from ${sql(table)}`)));
      expect(await outcome(as(inside, (sql) => sql`truncate ${sql(table)} cascade`)), `truncate ${table}`).toBe('42501');
      const copied = as(inside, async (sql) => {
        const into = await sql`copy ${sql(table)} (client_id) from stdin`.writable();
        await pipeline(Readable.from([`${victim.id}\n`]), into);
        return { count: 1 };
      });
      expect(['0A000', '42501'], `copy ${table} from stdin`).toContain(await outcome(copied));
    }
  });

  test('is shown nothing by what looks at rows before they are filtered', async ({ attack: { tables, as }, database }) => {
    const notices: string[] = [];
    const talkative = connect(database.url.service, { max: 1, onnotice: ({ message }) => void notices.push(message ?? '') });
    await talkative`create function pg_temp.tell(row_text text) returns boolean cost 0.0001 language plpgsql as $$ begin raise notice '%', row_text; return true; end $$`;
    for (const table of tables) {
      await talkative`select from ${talkative(table)} t where pg_temp.tell(t::text)`;
      // A statistic holds the most common values; a division by zero would tell a value by failing.
      await database.owner`analyze ${database.owner(table)}`;
      expect(await as(inside, (sql) => sql`select from pg_stats where schemaname = 'public' and tablename = ${table}`), table).toHaveLength(0);
      expect(await as(inside, (sql) => sql`select from ${sql(table)} t where 1 / (length(t::text) - length(t::text)) = 0`), table).toHaveLength(0);
    }
    await talkative.end();
    expect(notices).toEqual([]);
  });

  test('cannot open what is closed', async ({ attack: { tables, victim, as } }) => {
    const table = tables[0]!;
    const refused: Record<string, (sql: TransactionSql) => Promise<{ count?: number }>> = {
      'row security off': async (sql) => ((await sql`set local row_security = off`), sql`select from ${sql(table)}`),
      'no row security': (sql) => sql`alter table ${sql(table)} disable row level security`,
      'not forced': (sql) => sql`alter table ${sql(table)} no force row level security`,
      'a policy of its own': (sql) => sql`create policy mine on ${sql(table)} using (true)`,
      'a view': (sql) => sql`create view public.mine as select * from ${sql(table)}`,
      'a table beside ours': (sql) => sql`create table public.mine (client_id uuid)`,
      'a rule': (sql) => sql`create rule mine as on select to ${sql(table)} do instead select 1`,
      'a trigger': (sql) => sql`create trigger mine before insert on ${sql(table)} execute function suppress_redundant_updates_trigger()`,
      'another role': (sql) => sql`set local role postgres`,
      'another session': (sql) => sql`set session authorization postgres`,
      'rights for itself': (sql) => sql`alter role current_user bypassrls`,
      'our functions': (sql) => sql`create or replace function arco.current_client() returns uuid language sql as $$ select ${victim.id}::uuid $$`.simple(),
      'files of the server': (sql) => sql`select pg_read_file('PG_VERSION')`,
      'programs of the server': (sql) => sql`copy ${sql(table)} to program 'cat'`,
      'the directory': (sql) => sql`select from keys`,
      'sign-in': (sql) => sql`select from auth.sessions`,
    };
    for (const [name, run] of Object.entries(refused)) {
      expect(['42501', '42809', '0A000'], name).toContain(await outcome(as(inside, run)));
    }
  });
});

interface Callable {
  name: string;
  /** `cast` is the type with its schema; `type` without. */
  args: { name: string; type: string; cast: string }[];
}

/** Every function that the service's role may call. The job queue's see its tables alone, and those of extensions none. */
async function callables(sql: Sql): Promise<Callable[]> {
  return sql<Callable[]>`
    select
      space.nspname || '.' || proc.proname as name,
      coalesce((
        select jsonb_agg(jsonb_build_object('name', coalesce(proc.proargnames[place], ''), 'type', typname, 'cast', typnamespace::regnamespace || '.' || typname) order by place)
        from unnest(proc.proargtypes::oid[]) with ordinality as arg (type, place)
        join pg_type on pg_type.oid = arg.type
      ), '[]') as args
    from pg_proc proc
    join pg_namespace space on space.oid = proc.pronamespace
    where space.nspname not in ('pg_catalog', 'information_schema', 'graphile_worker') and space.nspname not like 'pg_t%'
      and has_schema_privilege(space.oid, 'usage') and has_function_privilege(proc.oid, 'execute')
      and proc.prorettype <> 'trigger'::regtype
      and not exists (select from pg_depend where objid = proc.oid and classid = 'pg_proc'::regclass and deptype = 'e')
    order by 1
  `;
}

/** What a stranger would give each argument, several where there is a choice. */
function guesses({ name, type }: Callable['args'][number], { victim, stranger }: Attack): (string | null)[] {
  if (type === 'uuid') return /client|^wanted_id$/.test(name) ? [victim.id] : [stranger.personId, null];
  // Jobs and the command line are `system`: they act for nobody, and the service may enter any client as that (scale.md, 6).
  if (name === 'kind') return ['member', 'manager', 'agent', 'admin', 'key', 'owner', '', 'System'];
  if (name === 'hits') return [JSON.stringify([hitOf(stranger.personId)])];
  if (type === 'jsonb' || type === 'json') return ['{}'];
  // Of all that is kept, too.
  if (type.startsWith('timestamp')) return ['2026-01-01T00:00:00Z', '2100-01-01T00:00:00Z'];
  if (type === 'date') return ['2026-10-05'];
  if (/int|numeric/.test(type)) return ['1'];
  if (type === 'bool') return ['true'];
  if (type === '_traffic') return ['{"(2026-10-05T12:00:00Z,\\"\\",\\"\\",1,1,1,1,1,1,1,1)"}', '{"(2026-10-05T12:00:00Z,page,/,1,1,1,1,1,1,1,1)"}'];
  if (type.startsWith('_')) return ['{}', null];
  if (name === 'zone') return ['UTC'];
  return [type === 'bytea' ? '\\x00' : 'x'];
}

/** A visit on a day of which there are hits. */
const hitOf = (id: string) => ({
  id, visitor: id, at: '2026-10-05T12:00:00Z', type: 'pageview', consented: false, page: '/', source: 'direct', medium: 'none', device: 'other', country: 'BR',
});

const combinations = (choices: (string | null)[][]): (string | null)[][] =>
  choices.reduce<(string | null)[][]>((all, some) => all.flatMap((given) => some.map((one) => [...given, one])), [[]]);

describe('every function that the service’s role may call', () => {
  test('shows a stranger no row of another’s, lets it into no client of another’s, and changes nothing there', async ({ attack, database }) => {
    const { tables, as, victim } = attack;
    const functions = await callables(database.sql);
    const answered = new Set<string>();
    expect(functions.map(({ name }) => name)).toEqual(expect.arrayContaining(['arco.enter', 'arco.find_client', 'arco.name_of']));
    for (const { name, args } of functions) {
      for (const given of combinations(args.map((arg) => guesses(arg, attack)))) {
        for (const inside of insides) {
          const call = as(inside, async (sql) => {
            const typed = given.reduce((before, value, place) => sql`${before}${place > 0 ? sql`,` : sql``} cast(${value}::text as ${sql(args[place]!.cast)})`, sql``);
            const answer = await sql`select ${sql(name)}(${typed}) as answer`;
            const seen = await Promise.all(tables.map((table) => sql`select from ${sql(table)} where client_id = ${victim.id}`));
            return { answer: JSON.stringify(answer), seen: seen.map(({ length }) => length).filter(Boolean) };
          });
          const { answer, seen } = await call.catch(({ message, detail = '', code = '' }: Error & { detail?: string; code?: string }) => {
            // Not called at all: then this test would prove nothing.
            expect(['42601', '42883', '42846', '42704', '42P18'], `${name}(${given}): ${message}`).not.toContain(code);
            return { answer: message + detail, seen: [] };
          });
          if (seen.length === 0 && answer.startsWith('[')) answered.add(name);
          expect(answer, `${name}(${given})`).not.toContain(String(MARK));
          expect(answer, `${name}(${given})`).not.toContain(`${victim.slug}@`);
          expect(seen, `${name}(${given})`).toEqual([]);
        }
      }
    }
    expect([...answered]).toEqual(expect.arrayContaining(['arco.find_client', 'arco.name_of', 'arco.list_members', 'arco.enqueue']));
  });
});

describe('a pooled connection', () => {
  const forgotten = async (sql: Sql, table = 'client_goals') => {
    const [{ client }] = (await sql`select nullif(current_setting('arco.client_id', true), '') as client`) as unknown as [{ client: string | null }];
    return { client, rows: (await sql`select from ${sql(table)}`).length };
  };

  test('has forgotten its client after a commit, a rollback, an error and a refusal', async ({ attack: { victim, stranger }, database }) => {
    const single = connect(database.url.service, { max: 1 });
    const clean = { client: null, rows: 0 };
    const person = { ...system, kind: 'member', id: stranger.personId, label: '', role: 'owner' } as const;
    const ways: Record<string, () => Promise<unknown>> = {
      commit: () => withClient(single, victim.id, system, (sql) => sql`select from client_goals where client_id = ${sql.clientId}`),
      rollback: () => withClient(single, victim.id, system, () => Promise.reject(new Error('rolled back'))),
      'an error of the database': () => withClient(single, victim.id, system, (sql) => sql`select 1 / 0 from client_goals where client_id = ${sql.clientId}`),
      'a refusal at the door': () => withClient(single, victim.id, person as never, (sql) => sql`select from client_goals where client_id = ${sql.clientId}`),
      'a savepoint that is undone': () => single.begin(async (tx) => (await enter(tx, victim.id, system), tx.savepoint(() => Promise.reject(new Error('undone'))))),
    };
    for (const [name, run] of Object.entries(ways)) {
      await run().catch(() => {});
      expect(await forgotten(single), name).toEqual(clean);
    }
    await single.end();
  });

  test('of the readers has forgotten it too, after an answer and after an error', async ({ attack: { victim }, database }) => {
    const readers = new Readers(database.url.service, { max: 1 });
    const reads = new ClientReads(readers, victim.id, system);
    expect(await reads.run((sql) => sql`select from client_goals where client_id = ${sql.clientId}`)).toHaveLength(1);
    expect(await readers.use((sql) => forgotten(sql))).toEqual({ client: null, rows: 0 });
    await expect(reads.run((sql) => sql`select 1 / 0 from client_goals where client_id = ${sql.clientId}`)).rejects.toMatchObject({ code: '22012' });
    expect(await readers.use((sql) => forgotten(sql))).toEqual({ client: null, rows: 0 });
    await readers.end();
  });
});

describe('a request', () => {
  test('cannot leave a client in a session, whatever its texts say', async ({ attack: { victim, stranger }, database }) => {
    const injections = [`'; set session arco.client_id = '${victim.id}'; --`, `x' || set_config('arco.client_id', '${victim.id}', false) || '`, `$$; select set_config('arco.client_id', '${victim.id}', false); $$`, `"; reset all; --`];
    for (const injected of injections) {
      const { api } = stranger;
      await Promise.allSettled([
        api.goals.list({ from: injected, to: injected }),
        api.goals.create({ metric: injected as never, target: 1, period: 'month', startsOn: injected }),
        api.actions.dismiss({ id: injected, reason: injected }),
        api.metrics.get({ metric: 'leads', from: '2026-01-01', to: injected }),
        api.score.get({ asOf: injected }),
      ]);
    }
    const everywhere = await Promise.all(Array.from({ length: 12 }, () => database.sql`select pg_sleep(0.02), pg_backend_pid() as pid, nullif(current_setting('arco.client_id', true), '') as client`));
    expect(new Set(everywhere.map(([row]) => row!['pid'] as number)).size).toBeGreaterThan(1);
    expect(everywhere.map(([row]) => row!['client'] as unknown)).toEqual(Array(12).fill(null));
  });

  test('has no statement that would: none sets anything for longer than a transaction', () => {
    const server = new URL('../', import.meta.url);
    const lasting = /set_config\([^)]*,\s*false\s*\)|\bset\s+session\b|`\s*set\s+(?!local\b)[a-z_.]+\s*(?:=|to\b)|\bdiscard\s+all\b/i;
    expect("sql`select set_config('arco.client_id', ${id}, false)`").toMatch(lasting);
    expect('sql`set arco.client_id = x`').toMatch(lasting);
    const found = (readdirSync(server, { recursive: true }) as string[])
      .filter((file) => /\.(ts|sql)$/.test(file) && !file.endsWith('.test.ts') && !file.startsWith('test/'))
      .filter((file) => lasting.test(readFileSync(new URL(file, server), 'utf8')));
    expect(found).toEqual([]);
  });
});
