import { createHash, randomBytes } from 'node:crypto';
import type { ClientSql } from '../../core/db.ts';
import type { Member } from './members.schema.ts';

const INVITATION_DAYS = 7;

// The tables of people are closed to the service: what stands behind these functions is the client that was entered.

export const listMembers = (sql: ClientSql) => sql<Member[]>`select id, email, name, role, state, since from arco.list_members()`;

/**
 * Answers the secret part of the link, which is kept as a hash; none for who can sign in already. Throws `conflict` for
 * who is a member already.
 */
export async function inviteMember(sql: ClientSql, { email, name, role }: Pick<Member, 'email' | 'name' | 'role'>, now: Date): Promise<{ id: string; token: string | null; expiresAt: string | null }> {
  const token = randomBytes(32).toString('base64url');
  const expiresAt = new Date(now.getTime() + INVITATION_DAYS * 86_400_000).toISOString();
  const hash = createHash('sha256').update(token).digest();
  const [made] = await sql<{ id: string; known: boolean }[]>`select id, known from arco.invite_member(${email}, ${name}, ${role}, ${hash}, ${expiresAt})`;
  const { id, known } = made!;
  return known ? { id, token: null, expiresAt: null } : { id, token, expiresAt };
}

/** Gives a member another role, or none. Answers the former one, and `null` for who is no member. */
export async function changeMember(sql: ClientSql, id: string, role: Member['role'] | null): Promise<Member['role'] | null> {
  const [changed] = await sql<{ former: Member['role'] | null }[]>`select arco.change_member(${id}::uuid, ${role}) as former`;
  return changed!.former;
}
