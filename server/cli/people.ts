import { createHash, randomBytes } from 'node:crypto';
import type { Sql } from '../core/db.ts';
import { AppError } from '../core/errors.ts';

const INVITATION_DAYS = 7;

export interface Person {
  id: string;
  email: string;
  name: string;
}

/** The person with this e-mail, made if there is none. */
export async function ensurePerson(tx: Sql, email: string, name: string | undefined): Promise<Person> {
  const row = { email, name: name ?? email.slice(0, email.indexOf('@')) };
  const [made] = await tx<Person[]>`insert into people ${tx(row)} on conflict (email) do nothing returning id, email, name`;
  if (made) return made;
  const [found] = await tx<Person[]>`select id, email, name from people where email = ${email}`;
  return found!;
}

/** Throws `not_found`. */
export async function findManager(tx: Sql, email: string): Promise<{ id: string }> {
  const [manager] = await tx<{ id: string }[]>`select id from account_managers where email = ${email} and active`;
  if (manager) return manager;
  throw new AppError('not_found', `No account manager has the e-mail ${email}. Add one: arco user create ${email} --role manager`);
}

export async function ensureManager(tx: Sql, { id, email, name }: Person): Promise<{ id: string }> {
  await tx`insert into account_managers ${tx({ personId: id, email, name })} on conflict (email) do nothing`;
  return findManager(tx, email);
}

export async function assignManager(tx: Sql, clientId: string, managerId: string): Promise<void> {
  await tx`
    insert into client_account_managers ${tx({ clientId, accountManagerId: managerId })}
    on conflict (client_id, account_manager_id) do update set active = true
  `;
}

/** Makes a link that lets a person in once, within a week, and ends the ones they had. Only its hash is kept. */
export async function invite(tx: Sql, person: Person, publicUrl: string): Promise<{ invitation: string; expiresAt: string }> {
  const token = randomBytes(32).toString('base64url');
  const row = {
    personId: person.id,
    tokenHash: createHash('sha256').update(token).digest(),
    expiresAt: new Date(Date.now() + INVITATION_DAYS * 86_400_000).toISOString(),
  };
  await tx`delete from invitations where person_id = ${person.id} and accepted_at is null`;
  await tx`insert into invitations ${tx(row)}`;
  // After the #: browsers do not send that part, so it ends up in no log.
  return { invitation: `${publicUrl}/portal/entrar/#invitation=${token}`, expiresAt: row.expiresAt };
}
