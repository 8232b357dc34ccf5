import { decodeJwt } from 'jose';
import { describe, expect } from 'vitest';
import { terms } from '../../privacy/terms.ts';
import { test } from '../../auth/test/keeper.ts';
import type { Sql } from '../../core/db.ts';

/** As if the password had been asked for an hour ago. */
const forgetProof = (owner: Sql, id: string) => owner`update auth.sessions set confirmed_at = now() - interval '1 hour' where person_id = ${id}`;

describe('members', () => {
  test('are invited by an owner, by a mail that lets them in once and proves their address', async ({ as, people, client }) => {
    const owner = await as('owner', client);
    const email = `${crypto.randomUUID()}@example.com`;
    expect(await owner.mutate('members.invite', { email, name: 'Rafael', role: 'viewer' })).toMatchObject({ id: expect.any(String) });
    expect(await owner.query('members.list')).toContainEqual(expect.objectContaining({ email, role: 'viewer', state: 'invited' }));
    expect(await owner.mutate('members.invite', { email, name: 'Rafael', role: 'owner' })).toBe('conflict');
    const accepted = await people.post('/api/auth/invitation/accept', { token: await people.mailed(email), name: 'Rafael Nunes', password: 'uma senha bem comprida', terms: terms.version });
    expect(accepted.json()).toEqual({ email, signedIn: true });
    expect(await owner.query('members.list')).toContainEqual(expect.objectContaining({ email, name: 'Rafael Nunes', state: 'active' }));
  });

  test('who can sign in already are added as they are, by no link that could replace what they have', async ({ as, people, client, newClient, database }) => {
    const owner = await as('owner', client);
    const known = await people.make({ client: await newClient(), role: 'owner' });
    expect(await owner.mutate('members.invite', { email: known.email, name: 'Outro Nome', role: 'viewer' })).toEqual({ id: known.id, expiresAt: null });
    const mail = await people.mail(known.email);
    expect(mail).not.toContain('#');
    expect(await database.owner`select from invitations where person_id = ${known.id}`).toHaveLength(0);
    // Nor does the list tell that the address is known, or whose it is, before they have been in.
    expect(await owner.query('members.list')).toContainEqual(expect.objectContaining({ email: known.email, name: 'Outro Nome', state: 'invited' }));
    const cookie = await people.signIn(known);
    expect(await owner.query('members.list')).toContainEqual(expect.objectContaining({ email: known.email, name: 'Marina Castro', state: 'active' }));
    expect((await people.get('/api/session', { cookie })).json()).toMatchObject({ person: { name: 'Marina Castro' }, clients: [{}, {}] });
  });

  test("of ARCO stay what they are to a client that makes them a member, and another's link goes on", async ({ as, people, client, database }) => {
    const owner = await as('owner', client);
    const admin = await people.make({ role: 'admin' });
    await owner.mutate('members.invite', { email: admin.email, name: 'Helena', role: 'viewer' });
    const { clients } = (await people.get('/api/session', { cookie: await people.signIn(admin) })).json() as { clients: { slug: string; role: string }[] };
    expect(clients.find(({ slug }) => slug === client.slug)).toMatchObject({ role: 'admin' });
    const email = `${crypto.randomUUID()}@arco.example`;
    await owner.mutate('members.invite', { email, name: 'Nova', role: 'viewer' });
    const first = await people.mailed(email);
    await database.owner`delete from memberships where person_id = (select id from people where email = ${email})`;
    await owner.mutate('members.invite', { email, name: 'Nova', role: 'viewer' });
    expect((await people.post('/api/auth/invitation/read', { token: first })).statusCode).toBe(200);
  });

  test('are invited with a name that carries nothing else, a few times', async ({ as, client }) => {
    const owner = await as('owner', client);
    for (const name of ['Acesse https://evil.example', 'Linha\noutra', 'a@b.example']) expect(await owner.mutate('members.invite', { email: 'x@example.com', name, role: 'viewer' })).toBe('invalid_input');
    const email = `${crypto.randomUUID()}@example.com`;
    const outcomes: unknown[] = [];
    for (let index = 0; index < 8; index += 1) {
      const made = (await owner.mutate('members.invite', { email, name: 'Rafael', role: 'viewer' })) as { id: string } | string;
      outcomes.push(typeof made === 'string' ? made : 'invited');
      if (typeof made !== 'string') await owner.mutate('members.remove', { id: made.id });
    }
    expect(outcomes).toContain('rate_limited');
  });

  test('who lose their role see nothing of members and keys from the next request on', async ({ as, client, database }) => {
    const owner = await as('owner', client);
    await as('owner', client);
    expect(await owner.query('keys.list')).toEqual([]);
    await database.owner`update memberships set role = 'viewer' where person_id = ${owner.id}`;
    for (const name of ['members.list', 'keys.list']) expect(await owner.query(name), name).toBe('forbidden');
  });

  test('of a client keep one owner, whatever is tried at once', async ({ as, client, database }) => {
    await database.owner`delete from memberships where client_id = ${client.id}`;
    const [one, two] = [await as('owner', client), await as('owner', client)];
    const outcomes = await Promise.all([one.mutate('members.setRole', { id: two.id, role: 'viewer' }), two.mutate('members.remove', { id: one.id })]);
    expect(outcomes.filter((outcome) => typeof outcome === 'object')).toHaveLength(1);
    const [{ owners }] = (await database.owner`select count(*)::int as owners from memberships where client_id = ${client.id} and role = 'owner'`) as unknown as [{ owners: number }];
    expect(owners).toBe(1);
  });

  test('are changed by nobody who has not just proved who they are', async ({ as, client, database }) => {
    const owner = await as('owner', client);
    await forgetProof(database.owner, owner.id);
    for (const [name, input] of Object.entries({ 'members.setRole': { id: client.personId, role: 'viewer' }, 'members.remove': { id: client.personId }, 'keys.create': { kind: 'secret' }, 'members.invite': { email: 'x@example.com', name: 'X', role: 'owner' } })) {
      expect(await owner.mutate(name, input), name).toBe('confirmation_required');
    }
  });

  test('are changed after the password was given again', async ({ as, people, client, database }) => {
    const { origin } = await as('admin', client);
    const person = await people.make({ client, role: 'owner' });
    const cookie = await people.signIn(person);
    await forgetProof(database.owner, person.id);
    const headers = { authorization: `Bearer ${await people.token(cookie)}`, origin, 'content-type': 'application/json' };
    const change = async () => (await people.app.inject({ method: 'POST', url: '/api/trpc/members.setRole', headers, payload: JSON.stringify({ id: client.personId, role: 'viewer' }) })).statusCode;
    expect(await change()).toBe(403);
    expect((await people.post('/api/auth/confirm', { password: 'errada' }, { cookie })).json()).toMatchObject({ code: 'INVALID_PASSWORD' });
    expect(await change()).toBe(403);
    expect((await people.post('/api/auth/confirm', { password: person.password }, { cookie })).json()).toMatchObject({ confirmedUntil: expect.any(String) });
    expect(await change()).toBe(200);
  });

  test('are removed from every open page at once', async ({ as, people, client }) => {
    const owner = await as('owner', client);
    const viewer = await people.make({ client, role: 'viewer' });
    const token = await people.token(await people.signIn(viewer));
    const ask = async () => (await people.app.inject({ url: '/api/trpc/goals.list?input={}', headers: { authorization: `Bearer ${token}`, origin: owner.origin } })).statusCode;
    expect(await ask()).toBe(200);
    expect(await owner.mutate('members.remove', { id: viewer.id })).toEqual({ id: viewer.id, role: null });
    expect(await ask()).toBe(403);
    expect(decodeJwt(token)).toMatchObject({ sub: viewer.id });
  });

  test('are kept by owners and administrators alone', async ({ as, client }) => {
    for (const role of ['viewer', 'manager'] as const) {
      const person = await as(role, client);
      expect(await person.query('members.list')).toBe('scope_missing');
      expect(await person.mutate('members.remove', { id: client.personId })).toBe('scope_missing');
    }
    expect(await (await as('admin', client)).query('members.list')).toContainEqual(expect.objectContaining({ id: client.personId, role: 'owner' }));
  });
});
