import { text as readText } from 'node:stream/consumers';
import * as z from 'zod';
import { checkNewPassword, setPassword } from '../auth/set-password.ts';
import { AppError, fromDatabase } from '../core/errors.ts';
import type { Client } from '../core/clients.ts';
import type { Sql } from '../core/db.ts';
import { audited } from './audited.ts';
import { command, type Answer } from './command.ts';
import { client, email } from './fields.ts';
import { UsageError } from './flags.ts';
import { assignManager, ensureManager, ensurePerson, findManager, invite, type Person } from './people.ts';

const roles = ['owner', 'viewer', 'manager', 'agent', 'admin'] as const;
type Role = (typeof roles)[number];

const isMember = (role: Role): role is 'owner' | 'viewer' => role === 'owner' || role === 'viewer';

export const userCreate = command({
  name: 'user create',
  summary: 'Adds a person, and prints a link that lets them in once',
  positionals: ['email'],
  input: z.strictObject({
    email,
    role: z.enum(roles).describe('owner or viewer (of --client), manager (of clients), agent or admin (of ARCO)'),
    client: client.optional().describe('the client: needed for an owner or a viewer, assigned to a manager'),
    name: z.string().trim().min(1).max(200).optional().describe("the person's name; else what stands before the @"),
    passwordStdin: z.boolean().optional().describe('a password on standard input, in place of a link'),
  }),
  example: 'arco user create cliente@moda.example --client moda --role owner',
  async run({ email: address, role, client: slug, name, passwordStdin }, session) {
    const password = passwordStdin ? (await readText(process.stdin)).replace(/\r?\n$/, '') : undefined;
    if (password !== undefined) checkNewPassword(password, [address, name ?? '']);
    if (isMember(role) && !slug) throw new UsageError(`--client is missing: expected the client that the ${role} belongs to`, [{ path: '--client', expected: 'a client' }]);
    if ((role === 'agent' || role === 'admin') && slug) throw new UsageError(`--client: an ${role} is of ARCO and of no client`, [{ path: '--client', expected: 'nothing' }]);
    const owner = await session.owner();
    const found = slug ? await session.client(slug) : undefined;
    const { publicUrl } = await session.signing();
    const add = async (tx: Sql): Promise<Added> => {
      const person = await ensurePerson(tx, address, name);
      await giveRole(tx, person, role, found);
      if (password === undefined) return { ...(await invite(tx, person, publicUrl)), id: person.id };
      await setPassword(tx, person.id, password);
      return { id: person.id };
    };
    const made = found ? await addTo(owner, found, role, add) : await addStaff(owner, role, add);
    return { json: { email: address, role, client: slug ?? null, ...made }, text: made.invitation ?? `${address} signs in at ${publicUrl}/portal/` };
  },
});

interface Added {
  id: string;
  invitation?: string;
  expiresAt?: string;
}

async function giveRole(tx: Sql, person: Person, role: Role, to: Client | undefined): Promise<void> {
  if (role === 'manager') {
    const manager = await ensureManager(tx, person);
    if (to) await assignManager(tx, to.id, manager.id);
  } else if (isMember(role)) {
    await tx`insert into memberships ${tx({ clientId: to!.id, personId: person.id, role })} on conflict (client_id, person_id) do nothing`;
    const [has] = await tx<{ role: Role }[]>`select role from memberships where client_id = ${to!.id} and person_id = ${person.id}`;
    if (has!.role !== role) throw new AppError('conflict', `${person.email} is already a member of ${to!.slug}, as ${has!.role}`);
  } else {
    const changed = await tx`update people set staff_role = ${role} where id = ${person.id} and coalesce(staff_role, ${role}) = ${role} returning id`;
    if (changed.length === 0) throw new AppError('conflict', `${person.email} has another role at ARCO already`);
  }
}

const addTo = <T extends { id: string }>(owner: Sql, { id: clientId }: Client, role: Role, add: (tx: Sql) => Promise<T>): Promise<T> =>
  audited(owner, async (tx) => {
    const result = await add(tx);
    return { result, clientId, entry: { action: 'user.create', subject: result.id, value: { role } } };
  });

/** The record of changes is kept per client, and staff belong to none: theirs is the record of signing in. */
async function addStaff<T extends { id: string }>(owner: Sql, role: Role, add: (tx: Sql) => Promise<T>): Promise<T> {
  try {
    return (await owner.begin(async (tx) => {
      const made = await add(tx as unknown as Sql);
      await tx`select arco.record_security(${made.id}, 'user.create', null, null, ${tx.json({ role })}, null)`;
      return made;
    })) as T;
  } catch (error) {
    throw fromDatabase(error);
  }
}

const assignment = z.strictObject({ email, client });

export const assign = command({
  name: 'assign',
  summary: 'Gives a client to an account manager',
  positionals: ['email'],
  input: assignment,
  example: 'arco assign ana@arco.example --client moda',
  async run({ email: address, client: slug }, session) {
    const { id: clientId } = await session.client(slug);
    await audited(await session.owner(), async (tx) => {
      const manager = await findManager(tx, address);
      await assignManager(tx, clientId, manager.id);
      return { result: undefined, clientId, entry: { action: 'manager.assign', subject: manager.id } };
    });
    return answer(address, slug, true);
  },
});

export const unassign = command({
  name: 'unassign',
  summary: 'Takes a client from an account manager',
  positionals: ['email'],
  input: assignment,
  example: 'arco unassign ana@arco.example --client moda',
  async run({ email: address, client: slug }, session) {
    const { id: clientId } = await session.client(slug);
    await audited(await session.owner(), async (tx) => {
      const manager = await findManager(tx, address);
      const ended = await tx`
        update client_account_managers set active = false
        where client_id = ${clientId} and account_manager_id = ${manager.id} and active
        returning client_id
      `;
      if (ended.length === 0) throw new AppError('not_found', `${address} is not assigned to ${slug}`);
      return { result: undefined, clientId, entry: { action: 'manager.unassign', subject: manager.id } };
    });
    return answer(address, slug, false);
  },
});

const answer = (address: string, slug: string, assigned: boolean): Answer => ({
  json: { email: address, client: slug, assigned },
  text: assigned ? `${address} looks after ${slug}` : `${address} no longer looks after ${slug}`,
});
