import type { Sql } from '../core/db.ts';

/** What a database holds: nothing yet, our demo, a demo whose filling was interrupted, or somebody's data. */
export type Contents = 'empty' | 'demo' | 'unfinished demo' | 'used';

/** Reads it with the owner's or the service's role. */
export async function contentsOf(sql: Sql): Promise<Contents> {
  const [tables] = await sql<{ ours: boolean; foreign: boolean }[]>`
    select
      to_regclass('public.settings') is not null and to_regclass('public.clients') is not null as ours,
      exists (
        select
        from pg_class class
        join pg_namespace namespace on namespace.oid = class.relnamespace
        where class.relkind in ('r', 'p', 'v', 'm')
          and namespace.nspname !~ '^pg_' and namespace.nspname <> 'information_schema'
          -- What a first migration that failed half way has left.
          and not (namespace.nspname = 'public' and class.relname in ('migrations', 'settings'))
          and not exists (select from pg_depend where classid = 'pg_class'::regclass and objid = class.oid and deptype = 'e')
      ) as foreign
  `;
  if (!tables!.ours) return tables!.foreign ? 'used' : 'empty';
  const [demo] = await sql<{ finished: boolean }[]>`select value = '"finished"' as finished from settings where name = 'demo'`;
  if (demo) return demo.finished ? 'demo' : 'unfinished demo';
  const [client] = await sql`select 1 from arco.list_clients() limit 1`;
  return client ? 'used' : 'empty';
}

/** Marks a database as a demo, which `serve` refuses: before it is filled, and again when it is. */
export async function markDemo(owner: Sql, state: 'started' | 'finished'): Promise<void> {
  const value = owner.json(state);
  await owner`insert into settings (name, value) values ('demo', ${value}) on conflict (name) do update set value = ${value}`;
}
