import * as z from 'zod';

/** A person of the client, and whether they have been in yet. */
export const Member = z.object({
  id: z.uuid(),
  email: z.string(),
  name: z.string(),
  role: z.enum(['owner', 'viewer']),
  state: z.enum(['active', 'invited', 'disabled']),
  since: z.string(),
});
export type Member = z.infer<typeof Member>;

export const Members = z.array(Member);

/** It stands in a mail of ours, which must not carry what somebody else wants read. */
const Name = z.string().trim().min(1).max(80).regex(/^[^\p{C}/:@<>]+$/u);

export const InviteMember = z.strictObject({ email: z.email().max(254), name: Name, role: z.enum(['owner', 'viewer']) });
/** `expiresAt` is when the link of the mail ends; `null` for who can sign in already, and sees the client from now on. */
export const Invited = z.object({ id: z.uuid(), expiresAt: z.string().nullable() });

export const SetRole = z.strictObject({ id: z.uuid(), role: z.enum(['owner', 'viewer']) });
export const RemoveMember = z.strictObject({ id: z.uuid() });
export const Changed = z.object({ id: z.uuid(), role: z.enum(['owner', 'viewer']).nullable() });
