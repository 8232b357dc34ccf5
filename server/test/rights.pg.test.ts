import { createHmac, generateKeyPairSync, randomUUID } from 'node:crypto';
import { decodeJwt, decodeProtectedHeader, SignJWT } from 'jose';
import { describe, expect } from 'vitest';
import { test as withPeople, type People } from '../auth/test/people.ts';
import { kindOf } from '../core/access.ts';
import { rights, roles, type Role } from '../core/rights.ts';
import { createKey, revokeKey } from '../embed/keys.ts';
import { SigningKeys } from '../embed/signing.ts';
import { Tokens, type MintOptions } from '../embed/tokens.ts';
import { appRouter, declared, scopesOf } from '../router.ts';
import { publicUrl, secret, testApp } from './app.ts';
import { attacks, secretsOf, type Target } from './attacks.ts';
import type { TestClient } from './fixtures.ts';
import { furnish, MARK, snapshot } from './furnish.ts';
import { Caller, type Credential } from './caller.ts';

const SHOP = 'https://loja.example';
const types = appRouter._def.procedures as unknown as Record<string, { _def: { type: string } }>;
/** Reasons for which nobody gets as far as a procedure. */
const doors = ['signed_out', 'token_invalid', 'token_expired', 'token_revoked', 'origin_refused', 'scope_missing', 'forbidden'];

interface Scene {
  people: People;
  caller: Caller;
  /** Whose things are wanted. */
  victim: TestClient;
  target: Target;
  stranger: TestClient;
  tokens: Tokens;
}

const test = withPeople.extend<{ scene: Scene }>({
  scene: async ({ people, database, newClient }, use) => {
    const victim = await newClient();
    const stranger = await newClient();
    const soon = new Date(Date.now() + 5 * 86_400_000).toISOString().slice(0, 10);
    const target = { ...(await furnish(database.owner, database.sql, victim)), soon };
    await furnish(database.owner, database.sql, stranger);
    const caller = await Caller.on(people.app);
    await use({ people, caller, victim, target, stranger, tokens: new Tokens(new SigningKeys(database.sql, secret), () => publicUrl) });
    caller.close();
  },
});

/** What each procedure answers a credential, against what is expected of it. */
async function walk({ caller, target, victim }: Scene, credential: Credential, expected: (name: string) => readonly string[] | 'let in'): Promise<string[]> {
  const differences: string[] = [];
  for (const name of declared.keys()) {
    const { reason, text } = await caller.call(name, types[name]!._def.type, attacks[name]!(target), credential);
    const wanted = expected(name);
    const fits = wanted === 'let in' ? !doors.includes(reason) : wanted.includes(reason);
    if (!fits) differences.push(`${name}: ${reason}, expected ${String(wanted)}`);
    if (wanted === 'let in') continue;
    for (const secretText of [...secretsOf(target), String(MARK), '98.7654', 'segredo.csv', victim.id, victim.name]) {
      if (text.includes(secretText)) differences.push(`${name}: tells ${secretText}`);
    }
  }
  return differences;
}

const bearer = (token: string, origin = publicUrl): Credential => ({ authorization: `Bearer ${token}`, origin });

/** A token as the server would make it, with whatever claims. */
const mint = async ({ tokens, victim, stranger }: Scene, claims: Partial<MintOptions> = {}) =>
  (
    await tokens.mint({
      sub: stranger.personId,
      client: victim.id,
      scopes: [...new Set(roles.flatMap(scopesOf))],
      origins: [publicUrl],
      by: { kind: 'member', id: stranger.personId, role: 'owner', session: randomUUID() },
      expiresIn: 900,
      ...claims,
    })
  ).token;

describe('each role, at its own client', () => {
  test.for(roles)('%s calls what the table of rights says, and nothing else', async (role, { scene }) => {
    const { people, victim } = scene;
    const person = await people.make({ client: victim, role });
    const token = await people.token(await people.signIn(person), victim.slug);
    const allowed = (name: string) => rights[role].includes(declared.get(name)!.right);
    // What a procedure itself refuses of the input is no door.
    expect(await walk(scene, bearer(token), (name) => (allowed(name) ? 'let in' : ['scope_missing', 'forbidden']))).toEqual([]);
  });

  test('a secret key reads and writes, and keeps and oversees nothing, whatever scopes it asks for', async ({ scene, database }) => {
    const { tokens, victim } = scene;
    const key = await createKey(database.owner, { clientId: victim.id, kind: 'secret' });
    const { token } = await tokens.mint({ sub: 'x', client: victim.id, scopes: [...new Set(roles.flatMap(scopesOf))], origins: [SHOP], by: { kind: 'key', id: key.id }, expiresIn: 900 });
    expect(await walk(scene, bearer(token, SHOP), (name) => (rights.key.includes(declared.get(name)!.right) ? 'let in' : ['forbidden']))).toEqual([]);
  });
});

describe('the wrong client, everywhere', () => {
  test('nobody, and a publishable key', async ({ scene, database }) => {
    const key = await createKey(database.owner, { clientId: scene.stranger.id, kind: 'publishable', origins: [SHOP] });
    expect(await walk(scene, { origin: SHOP }, () => ['signed_out'])).toEqual([]);
    expect(await walk(scene, { key: key.value, origin: SHOP }, (name) => (declared.get(name)!.right === 'public' ? 'let in' : ['scope_missing', 'forbidden']))).toEqual([]);
  });

  test.for(roles.filter((role) => role !== 'agent' && role !== 'admin'))('a %s of another client is given no token, and a token that says otherwise opens nothing', async (role, { scene, database }) => {
    const { people, victim, stranger } = scene;
    const before = await snapshot(database.owner, victim);
    const person = await people.make({ client: stranger, role });
    const cookie = await people.signIn(person);
    expect((await people.post('/api/session/token', { client: victim.slug }, { cookie })).json()).toMatchObject({ reason: 'forbidden' });
    const own = await people.token(cookie);
    // Their own token, with the other's ids: what is not theirs is not there.
    expect(await leaks(scene, bearer(own))).toEqual([]);
    const session = String((decodeJwt(own)['by'] as { session: string }).session);
    const forged = await mint(scene, { sub: person.id, by: { kind: kindOf(role), id: person.id, role, session } });
    expect(await walk(scene, bearer(forged), () => ['forbidden'])).toEqual([]);
    expect(await snapshot(database.owner, victim)).toBe(before);
  });

  test('a person who says to be of ARCO and is not', async ({ scene }) => {
    const { people, stranger } = scene;
    const person = await people.make({ client: stranger, role: 'owner' });
    const { session } = decodeJwt(await people.token(await people.signIn(person)))['by'] as { session: string };
    for (const role of ['manager', 'agent', 'admin'] as const satisfies Role[]) {
      const forged = await mint(scene, { sub: person.id, by: { kind: role, id: person.id, role, session } });
      expect(await walk(scene, bearer(forged), () => ['forbidden'])).toEqual([]);
    }
  });

  test('a manager whose assignment was removed, from the next request on', async ({ scene, database }) => {
    const { people, victim } = scene;
    const manager = await people.make({ client: victim, role: 'manager' });
    const token = await people.token(await people.signIn(manager));
    expect(await scene.caller.call('goals.list', 'query', {}, bearer(token))).toMatchObject({ reason: 'answered' });
    await database.owner`update client_account_managers set active = false where client_id = ${victim.id}`;
    expect(await walk(scene, bearer(token), () => ['forbidden', 'scope_missing'])).toEqual([]);
  });

  test('a person who was barred, and one whose session was ended elsewhere', async ({ scene, database }) => {
    const { people, victim } = scene;
    const [barred, ended] = [await people.make({ client: victim, role: 'owner' }), await people.make({ client: victim, role: 'owner' })];
    const cookies = [await people.signIn(barred), await people.signIn(ended)] as const;
    const credentials = [bearer(await people.token(cookies[0])), bearer(await people.token(cookies[1]))];
    await database.owner`update people set disabled_at = now() where id = ${barred.id}`;
    await people.post('/api/auth/sign-out', {}, { cookie: cookies[1] });
    for (const credential of credentials) {
      expect(await walk(scene, credential, (name) => (rights.owner.includes(declared.get(name)!.right) ? ['token_revoked'] : ['scope_missing', 'forbidden']))).toEqual([]);
    }
  });

  test('a member who became a viewer changes nothing with the token they had', async ({ scene, database }) => {
    const { people, victim } = scene;
    const person = await people.make({ client: victim, role: 'owner' });
    const token = await people.token(await people.signIn(person));
    await database.owner`update memberships set role = 'viewer' where person_id = ${person.id}`;
    const before = await snapshot(database.owner, victim);
    const changes = [...declared].filter(([, { right }]) => right === 'write').map(([name]) => name);
    for (const name of changes) expect(await scene.caller.call(name, 'mutation', attacks[name]!(scene.target), bearer(token)), name).toMatchObject({ reason: expect.stringMatching(/forbidden|not_found|conflict|invalid_input/) });
    expect(await snapshot(database.owner, victim)).toBe(before);
  });

  test('a token that expired, was signed otherwise, comes from another origin, or has another scope', async ({ scene, database }) => {
    const { victim, caller } = scene;
    const key = await createKey(database.owner, { clientId: victim.id, kind: 'secret' });
    const by = { kind: 'key', id: key.id } as const;
    const good = await mint(scene, { sub: 'x', by, origins: [SHOP], scopes: scopesOf('key') });
    expect(await caller.call('goals.list', 'query', {}, bearer(good, SHOP))).toMatchObject({ reason: 'answered' });

    for (const [name, token] of Object.entries(await resigned(scene, good))) {
      expect(await walk(scene, bearer(token, SHOP), () => ['token_invalid']), name).toEqual([]);
    }
    expect(await walk(scene, bearer(good, 'https://outra.example'), () => ['origin_refused'])).toEqual([]);
    expect(await walk(scene, bearer(good, 'null'), () => ['origin_refused'])).toEqual([]);
    expect(await walk(scene, bearer(await mint(scene, { sub: 'x', by, origins: [SHOP], scopes: ['nothing:read'] }), SHOP), (name) => (name === 'changes.watch' || declared.get(name)!.right === 'public' ? 'let in' : ['scope_missing']))).toEqual([]);
    const old = await scene.tokens.mint({ sub: 'x', client: victim.id, scopes: scopesOf('key'), origins: [SHOP], by, expiresIn: 1 }, new Date(Date.now() - 60_000));
    expect(await walk(scene, bearer(old.token, SHOP), () => ['token_expired'])).toEqual([]);
    await revokeKey(database.owner, key.id);
    expect(await walk(scene, bearer(good, SHOP), (name) => (rights.key.includes(declared.get(name)!.right) ? ['token_revoked'] : ['scope_missing', 'forbidden']))).toEqual([]);
  });

  test("a batch that mixes two clients' ids answers the own and not the other's", async ({ scene }) => {
    const { people, stranger, target, caller } = scene;
    const own = await furnishedGoal(stranger);
    const person = await people.make({ client: stranger, role: 'owner' });
    const credential = bearer(await people.token(await people.signIn(person)));
    const answers = await caller.batch({ 'goals.history': [{ id: own }, { id: target.goalId }, { id: own }] }, credential);
    expect(answers.map(({ reason }) => reason)).toEqual(['answered', 'not_found', 'answered']);
    expect(answers[1]!.text).not.toContain(String(MARK));
  });
});

test('a server without sign-in refuses it and nothing else', async ({ database }) => {
  const app = await testApp(database);
  expect((await app.inject({ method: 'POST', url: '/api/session/token' })).json()).toMatchObject({ reason: 'unavailable' });
  expect((await app.inject({ method: 'POST', url: '/api/auth/sign-in/email', payload: {} })).json()).toMatchObject({ reason: 'unavailable' });
  await app.close();
});

async function furnishedGoal({ api }: TestClient): Promise<string> {
  const { goals } = await api.goals.list({ from: '2026-01-01', to: '2027-01-01' });
  return goals[0]!.id;
}

/** What an answer to somebody's own token tells of the victim. */
async function leaks(scene: Scene, credential: Credential): Promise<string[]> {
  const { caller, target, victim } = scene;
  const found: string[] = [];
  for (const name of declared.keys()) {
    const { text } = await caller.call(name, types[name]!._def.type, attacks[name]!(target), credential);
    for (const told of [target.actionId, victim.id]) if (text.includes(told) && !text.includes(`No `)) found.push(`${name}: tells ${told}`);
  }
  return found;
}

/** A good token, signed by whoever has no key of ours. */
async function resigned({ people, stranger }: Scene, good: string): Promise<Record<string, string>> {
  const [header, payload] = good.split('.') as [string, string, string];
  const { kid } = decodeProtectedHeader(good) as { kid: string };
  const { keys } = (await people.app.inject({ url: '/.well-known/jwks.json' })).json() as { keys: { x: string }[] };
  const write = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const hmacInput = `${write({ alg: 'HS256', kid })}.${payload}`;
  const sign = (head: object) => new SignJWT(decodeJwt(good)).setProtectedHeader({ alg: 'EdDSA', ...head }).sign(generateKeyPairSync('ed25519').privateKey);
  return {
    'alg none': `${write({ alg: 'none', kid })}.${payload}.`,
    'the public key as an HMAC secret': `${hmacInput}.${createHmac('sha256', Buffer.from(keys[0]!.x, 'base64url')).update(hmacInput).digest('base64url')}`,
    'another kid': await sign({ kid: 'mine' }),
    'our kid, another key': await sign({ kid }),
    'other claims': `${header}.${write({ ...decodeJwt(good), client: stranger.id })}.${good.split('.')[2]}`,
  };
}

