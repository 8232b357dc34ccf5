import type { ISql } from 'postgres';
import type { Sql } from '../core/db.ts';

/** Tables with a `client_id` that carry no policy, and why. Every other one is a client's table and is isolated. */
export const exempt: Record<string, string> = {
  memberships: 'directory: read before a client is known',
  client_account_managers: 'directory: read before a client is known',
  keys: 'directory: read before a client is known',
  consents: 'directory: asked by subject, and of no client where it is an agreement with ARCO itself',
  outbox: 'local table of the machinery',
  changes: 'local table of the machinery: who has something new to read, and nothing of what it is',
  planned_jobs: 'local table of the machinery',
};

/** Names of all tables in which each row belongs to a client. */
export async function clientTables(owner: Sql): Promise<string[]> {
  const tables = await owner<{ name: string }[]>`
    select class.relname as name
    from pg_class class
    join pg_namespace space on space.oid = class.relnamespace and space.nspname = 'public'
    join pg_attribute attribute on attribute.attrelid = class.oid and attribute.attname = 'client_id' and not attribute.attisdropped
    where class.relkind in ('r', 'p') and not class.relispartition
    order by 1
  `;
  return tables.map(({ name }) => name).filter((name) => !(name in exempt));
}

/** A statement that would add a row of a client's as it is: whole, since without its day it would belong to no partition. */
export async function copying(owner: Sql, table: string, clientId: string): Promise<(sql: ISql) => ReturnType<ISql>> {
  const columns = await owner<{ name: string }[]>`
    select attname as name from pg_attribute where attrelid = ${table}::regclass and attnum > 0 and not attisdropped and attgenerated = ''
  `;
  const [kept] = await owner<{ row: object }[]>`select to_jsonb(kept) as row from ${owner(table)} kept where client_id = ${clientId} limit 1`;
  const names = columns.map(({ name }) => name);
  return (sql) => sql`
    insert into ${sql(table)} (${sql(names)}) select ${sql(names)} from jsonb_populate_record(null::${sql(table)}, ${sql.json(kept!.row as never)})
  `;
}
