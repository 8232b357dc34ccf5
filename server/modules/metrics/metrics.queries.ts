import type { ClientSql } from '../../core/db.ts';

/** File names of imports, by id. */
export async function importNames(sql: ClientSql, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const imports = await sql<{ id: string; fileName: string }[]>`
    select id, file_name from imports where client_id = ${sql.clientId} and id = any(${[...ids]}::uuid[])
  `;
  return new Map(imports.map(({ id, fileName }) => [id, fileName]));
}
