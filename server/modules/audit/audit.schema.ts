import * as z from 'zod';

const page = { before: z.iso.datetime().optional(), limit: z.int().min(1).max(500).default(100) };

export const ListAudit = z.strictObject(page);
export const ListSecurity = z.strictObject(page);

/** What was done to a client's things, newest first. */
export const AuditEntries = z.array(
  z.object({
    id: z.uuid(),
    at: z.string(),
    callerKind: z.string(),
    caller: z.string().nullable(),
    action: z.string(),
    subject: z.uuid().nullable(),
    former: z.unknown(),
    value: z.unknown(),
    requestId: z.string().nullable(),
  }),
);
export type AuditEntries = z.infer<typeof AuditEntries>;

/** What happened around signing in, newest first. The address is of a network; its last part is not kept. */
export const SecurityEntries = z.array(
  z.object({ at: z.string(), person: z.string().nullable(), action: z.string(), address: z.string().nullable(), device: z.string().nullable(), detail: z.unknown() }),
);
export type SecurityEntries = z.infer<typeof SecurityEntries>;
