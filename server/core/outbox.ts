import type { ClientSql } from './db.ts';

export interface Notice {
  /** `<module>.<what happened>`. */
  kind: string;
  /** A notice with a key that was used before is not written again. */
  dedupeKey: string;
  /** Codes and parameters, never a sentence: it is read in three languages. */
  payload: Record<string, string | number>;
}

/** Whatever somebody may have to be told, kept in the transaction that caused it. */
export async function notify(sql: ClientSql, { kind, dedupeKey, payload }: Notice): Promise<void> {
  await sql`
    insert into outbox (client_id, kind, dedupe_key, payload)
    values (${sql.clientId}, ${kind}, ${dedupeKey}, ${sql.json(payload)})
    on conflict (dedupe_key) do nothing
  `;
}
