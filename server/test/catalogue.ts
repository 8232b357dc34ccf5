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
