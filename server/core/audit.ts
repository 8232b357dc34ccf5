import type { Caller } from './access.ts';
import type { ClientSql } from './db.ts';

export interface Audited {
  /** `<module>.<verb>`, such as `goals.create`. */
  action: string;
  /** Id of the row it was done to. */
  subject: string | null;
  former?: object;
  value?: object;
  requestId?: string;
}

/** Records who changed what, in the transaction that changes it. */
export async function audit(sql: ClientSql, caller: Pick<Caller, 'kind' | 'label'>, entry: Audited): Promise<void> {
  await sql`
    insert into audit_log (client_id, caller_kind, caller, action, subject, former, value, request_id)
    values (
      ${sql.clientId}, ${caller.kind}, ${caller.label}, ${entry.action}, ${entry.subject},
      ${entry.former ? sql.json(entry.former as never) : null},
      ${entry.value ? sql.json(entry.value as never) : null},
      ${entry.requestId ?? null}
    )
  `;
}
