import type { FileHandle } from 'node:fs/promises';
import type { ISql } from 'postgres';
import { system } from '../core/access.ts';
import type { Client } from '../core/clients.ts';
import { enter, type Sql } from '../core/db.ts';
import { writeArchive, type Rows } from './archive.ts';

/** Columns that would let somebody in. They leave with no export, whatever table they stand in. */
export const secretColumns = ['hash', 'token_hash', 'password', 'token', 'secret', 'backup_codes', 'access_token', 'refresh_token', 'id_token', 'public_key', 'sealed_private', 'sealed_credentials', 'salt'];

const BATCH = 500;

/**
 * Everything that is kept of a client, as it was at one instant: every table with a `client_id`, the client's own row and
 * whom its memberships and assignments name. `owner` is of the owner's role, as the directory is closed to the service.
 */
export async function exportClient(owner: Sql, client: Client, file: FileHandle, made: Date): Promise<Record<string, number>> {
  const counts = await owner.begin('isolation level repeatable read read only', async (tx) => {
    await enter(tx, client.id, system);
    // Instants are written as they are in UTC, whatever the server's zone.
    await tx`set local time zone 'UTC'`;
    return writeArchive(file, { of: `${client.name} (${client.slug})`, made }, tablesOf(tx, client));
  });
  return counts as unknown as Record<string, number>;
}

async function* tablesOf(tx: ISql, { id }: Client): AsyncGenerator<Rows> {
  yield { table: 'clients', batches: lines(tx`select to_jsonb(kept)::text as line from clients kept where id = ${id}`) };
  yield {
    table: 'people',
    batches: lines(tx`
      select jsonb_build_object('id', id, 'name', name, 'email', email)::text as line
      from people
      where id in (select person_id from memberships where client_id = ${id})
        or id in (
          select manager.person_id from client_account_managers assignment
          join account_managers manager on manager.id = assignment.account_manager_id
          where assignment.client_id = ${id}
        )
    `),
  };
  for (const table of await clientTables(tx)) {
    yield {
      table,
      batches: lines(tx`select (to_jsonb(kept) - ${secretColumns}::text[])::text as line from ${tx(table)} kept where client_id = ${id}`),
    };
  }
}

/** Every table in which rows name a client, as the catalogue has them. */
export async function clientTables(tx: ISql): Promise<string[]> {
  const tables = await tx<{ name: string }[]>`
    select class.relname as name
    from pg_class class
    join pg_attribute attribute on attribute.attrelid = class.oid and attribute.attname = 'client_id' and not attribute.attisdropped
    where class.relnamespace = 'public'::regnamespace and class.relkind in ('r', 'p') and not class.relispartition
    order by class.relname
  `;
  return tables.map(({ name }) => name);
}

interface Cursor {
  cursor(rows: number): AsyncIterable<{ line: string }[]>;
}

async function* lines(query: unknown): AsyncGenerator<string[]> {
  for await (const rows of (query as Cursor).cursor(BATCH)) yield rows.map(({ line }) => line);
}
