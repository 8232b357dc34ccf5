import type { ClientSql } from '../../core/db.ts';
import type { AuditEntries, SecurityEntries } from './audit.schema.ts';

export const listAudit = (sql: ClientSql, before: string, limit: number) => sql<AuditEntries>`
  select id, at, caller_kind, caller, action, subject, former, value, request_id
  from audit_log
  where client_id = ${sql.clientId} and at < ${before}
  order by at desc, id desc
  limit ${limit}
`;

/** Of every person; the function answers nothing to a reader who is no administrator. */
export const listSecurity = (sql: ClientSql, reader: string | null, before: string, limit: number) => sql<SecurityEntries>`
  select at, person, action, address, device, detail from arco.list_security(${reader}::uuid, ${before}, ${limit})
`;
