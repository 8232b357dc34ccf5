import { oversees, router } from '../../core/trpc.ts';
import { listAudit, listSecurity } from './audit.queries.ts';
import { AuditEntries, ListAudit, ListSecurity, SecurityEntries } from './audit.schema.ts';

/** The records that nobody edits, for ARCO's administrators. */
export const auditRouter = router({
  list: oversees('audit')
    .input(ListAudit)
    .output(AuditEntries)
    .query(({ ctx, input: { before = ctx.now.toISOString(), limit } }) => ctx.asClient((sql) => listAudit(sql, before, limit))),

  security: oversees('audit')
    .input(ListSecurity)
    .output(SecurityEntries)
    .query(({ ctx, input: { before = ctx.now.toISOString(), limit } }) => ctx.asClient((sql) => listSecurity(sql, ctx.caller?.id ?? null, before, limit))),
});
