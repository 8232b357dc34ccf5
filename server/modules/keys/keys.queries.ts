import type { ClientSql } from '../../core/db.ts';
import { makeKey, type NewKey } from '../../embed/keys.ts';
import type { ListedKey } from './keys.schema.ts';

// The table of keys is closed to the service: what stands behind these functions is the client that was entered.

export const listKeys = (sql: ClientSql) =>
  sql<ListedKey[]>`select id, kind, mode, hint, origins, created_at, expires_at, revoked_at from arco.list_keys()`;

/** Makes a key, in place of `former` where one is named. */
export async function addKey(sql: ClientSql, wanted: Omit<NewKey, 'clientId'>, former: string | null = null): Promise<{ id: string; value: string }> {
  const { row, value } = makeKey(wanted);
  const [made] = await sql<{ id: string }[]>`
    select arco.add_key(${row.kind}, ${row.mode}, ${row.value}, ${row.hash}, ${row.hint}, ${row.origins}, ${former}::uuid) as id
  `;
  return { id: made!.id, value };
}

/** Ends a key now, or at an instant. Answers whether there is such a key. */
export async function endKey(sql: ClientSql, id: string, ends: Date | null): Promise<boolean> {
  const [ended] = await sql<{ found: boolean }[]>`select arco.end_key(${id}::uuid, ${ends}) as found`;
  return ended!.found;
}
