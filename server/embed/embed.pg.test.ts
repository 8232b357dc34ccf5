import { generateKeyPairSync, createHmac } from 'node:crypto';
import { decodeJwt, decodeProtectedHeader, SignJWT } from 'jose';
import { describe, expect, vi } from 'vitest';
import { batchUrl, publicUrl, secret, testApp } from '../test/app.ts';
import { test as base, type TestClient, type TestDatabase } from '../test/fixtures.ts';
import { createKey, listKeys, revokeKey, type NewKey } from './keys.ts';
import { SigningKeys } from './signing.ts';

const SHOP = 'https://loja.example';
type App = Awaited<ReturnType<typeof testApp>>;

const test = base.extend<{ app: App }>({
  app: async ({ database }, use) => {
    const app = await testApp(database);
    await use(app);
    await app.close();
  },
});

const newKey = ({ owner }: TestDatabase, client: TestClient, options: Partial<NewKey> = {}) =>
  createKey(owner, { clientId: client.id, kind: 'secret', ...options });

async function mint(app: App, key: string, body: object): Promise<{ status: number; body: Record<string, never> & { token: string; expiresIn: number; reason: string; fields: { path: string }[] } }> {
  const answer = await app.inject({ method: 'POST', url: '/api/embed/tokens', headers: { authorization: `Bearer ${key}` }, payload: body });
  return { status: answer.statusCode, body: answer.json() };
}

const list = batchUrl({ 'goals.list': {} });

async function ask(app: App, headers: Record<string, string>, url = list): Promise<{ status: number; reason: string | undefined; text: string; headers: Record<string, unknown> }> {
  const answer = await app.inject({ url, headers });
  const [first] = [answer.json()].flat() as { error?: { data: { reason: string } }; reason?: string }[];
  return { status: answer.statusCode, reason: first?.error?.data.reason ?? first?.reason, text: answer.body, headers: answer.headers };
}

describe('POST /api/embed/tokens', () => {
  test('mints a token with the claims of its key and host', async ({ app, client, database }) => {
    const key = await newKey(database, client);
    const { status, body } = await mint(app, key.value, { client: client.slug, origins: [SHOP], viewer: 'marina-42', expiresIn: 60 });

    expect(status).toBe(200);
    expect(body.expiresIn).toBe(60);
    const claims = decodeJwt(body.token);
    expect(claims).toMatchObject({ iss: publicUrl, aud: 'arco', sub: 'marina-42', client: client.id, origins: [SHOP], by: { kind: 'key', id: key.id } });
    expect(claims.exp! - claims.iat!).toBe(60);
    expect(claims['scopes']).toContain('goals:read');
    expect(decodeProtectedHeader(body.token)).toMatchObject({ alg: 'EdDSA', kid: expect.any(String) });

    const { keys } = (await app.inject({ url: '/.well-known/jwks.json' })).json();
    expect(keys).toEqual([expect.objectContaining({ kty: 'OKP', crv: 'Ed25519', kid: decodeProtectedHeader(body.token).kid })]);
    expect(JSON.stringify(keys)).not.toContain('"d"');
  });

  test('refuses another client, a life over 15 minutes, a live key without origins, a bad origin and an unknown field', async ({ app, client, newClient, database }) => {
    const key = await newKey(database, client);
    const neighbour = await newClient();

    expect(await mint(app, key.value, { client: neighbour.slug, origins: [SHOP] })).toMatchObject({ status: 403, body: { reason: 'forbidden' } });
    expect(await mint(app, key.value, { client: client.slug, origins: [SHOP], expiresIn: 901 })).toMatchObject({ status: 400, body: { fields: [{ path: 'expiresIn' }] } });
    expect(await mint(app, key.value, { client: client.slug })).toMatchObject({ status: 400, body: { fields: [{ path: 'origins' }] } });
    expect(await mint(app, key.value, { client: client.slug, origins: [`${SHOP}/page`] })).toMatchObject({ status: 400, body: { fields: [{ path: 'origins' }] } });
    expect(await mint(app, key.value, { client: client.slug, origins: [SHOP], admin: true })).toMatchObject({ status: 400, body: { reason: 'invalid_input' } });
    const test = await newKey(database, client, { test: true });
    expect(await mint(app, test.value, { client: client.slug })).toMatchObject({ status: 200 });
  });

  test('refuses a key that is unknown, publishable, revoked or missing', async ({ app, client, database }) => {
    const body = { client: client.slug, origins: [SHOP] };
    const publishable = await newKey(database, client, { kind: 'publishable', origins: [SHOP] });
    const revoked = await newKey(database, client);
    await revokeKey(database.owner, revoked.id);

    expect(await mint(app, 'sk_live_nobody_knows_this', body)).toMatchObject({ status: 401, body: { reason: 'token_invalid' } });
    expect(await mint(app, publishable.value, body)).toMatchObject({ status: 401, body: { reason: 'token_invalid' } });
    expect(await mint(app, revoked.value, body)).toMatchObject({ status: 401, body: { reason: 'token_revoked' } });
    const none = await app.inject({ method: 'POST', url: '/api/embed/tokens', payload: body });
    expect(none.json()).toMatchObject({ reason: 'signed_out' });
  });

  test('a secret key is kept as a hash, and shown once', async ({ client, database }) => {
    const key = await newKey(database, client);
    const dump = JSON.stringify(await database.owner`select k::text from keys k`);
    expect(dump).not.toContain(key.value);
    expect(JSON.stringify(await listKeys(database.owner))).not.toContain(key.value);
  });
});

describe('a request with a token', () => {
  const token = async (app: App, database: TestDatabase, client: TestClient, body: object = {}) => {
    const key = await newKey(database, client);
    return { key, token: (await mint(app, key.value, { client: client.slug, origins: [SHOP], ...body })).body.token };
  };

  test('reads its client from its own origin, uncached', async ({ app, client, database }) => {
    await client.api.goals.create({ metric: 'leads', target: 77, period: 'month', startsOn: new Date().toISOString().slice(0, 10) });
    const { token: mine } = await token(app, database, client);

    const answer = await ask(app, { authorization: `Bearer ${mine}`, origin: SHOP });

    expect(answer.status).toBe(200);
    expect(answer.text).toContain('"target":77');
    expect(answer.headers).toMatchObject({ 'cache-control': 'no-store', 'access-control-allow-origin': SHOP, 'cross-origin-resource-policy': 'cross-origin' });
    expect(answer.headers).not.toHaveProperty('access-control-allow-credentials');
    expect(answer.headers).not.toHaveProperty('set-cookie');
  });

  test('is refused from another origin, from a null one, and from none', async ({ app, client, database }) => {
    const authorization = `Bearer ${(await token(app, database, client)).token}`;

    expect(await ask(app, { authorization, origin: 'https://outra.example' })).toMatchObject({ status: 403, reason: 'origin_refused' });
    expect(await ask(app, { authorization, origin: `${SHOP}.evil.example` })).toMatchObject({ status: 403, reason: 'origin_refused' });
    expect(await ask(app, { authorization, origin: 'null' })).toMatchObject({ status: 403, reason: 'origin_refused' });
    expect(await ask(app, { authorization })).toMatchObject({ status: 403, reason: 'origin_refused' });
    expect(await ask(app, { authorization, 'sec-fetch-site': 'cross-site' })).toMatchObject({ status: 403, reason: 'origin_refused' });
    expect(await ask(app, { authorization, 'sec-fetch-site': 'same-origin' })).toMatchObject({ status: 200 });
  });

  test('without origins passes without an Origin, and not from a sandboxed frame', async ({ app, client, database }) => {
    const key = await newKey(database, client, { test: true });
    const authorization = `Bearer ${(await mint(app, key.value, { client: client.slug })).body.token}`;

    expect(await ask(app, { authorization })).toMatchObject({ status: 200 });
    expect(await ask(app, { authorization, origin: 'null' })).toMatchObject({ status: 403, reason: 'origin_refused' });
  });

  test('is refused when it has expired, whether it was seen before or not', async ({ database, client }) => {
    let time = Date.now();
    const app = await testApp(database, { clock: () => new Date(time) });
    const seen = `Bearer ${(await token(app, database, client, { expiresIn: 60 })).token}`;
    const unseen = `Bearer ${(await token(app, database, client, { expiresIn: 60 })).token}`;
    expect(await ask(app, { authorization: seen, origin: SHOP })).toMatchObject({ status: 200 });

    time += 70_000;
    for (const authorization of [seen, unseen]) {
      expect(await ask(app, { authorization, origin: SHOP })).toMatchObject({ status: 401, reason: 'token_expired' });
    }
    await app.close();
  });

  test('is refused when anything of it was changed, or when it was signed otherwise', async ({ app, client, newClient, database }) => {
    const { token: mine } = await token(app, database, client);
    const neighbour = await newClient();
    const [header, payload, signature] = mine.split('.') as [string, string, string];
    const claims = decodeJwt(mine);
    const write = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const forged = write({ ...claims, client: neighbour.id });
    const { kid } = decodeProtectedHeader(mine) as { kid: string };
    const jwks = (await app.inject({ url: '/.well-known/jwks.json' })).json() as { keys: { x: string }[] };
    const other = generateKeyPairSync('ed25519').privateKey;
    const hmacInput = `${write({ alg: 'HS256', kid })}.${payload}`;
    const tokens = {
      'another signature': `${header}.${payload}.${(signature[0] === 'A' ? 'B' : 'A') + signature.slice(1)}`,
      'other claims': `${header}.${forged}.${signature}`,
      'alg none': `${write({ alg: 'none', kid })}.${forged}.`,
      'the public key as an HMAC secret': `${hmacInput}.${createHmac('sha256', Buffer.from(jwks.keys[0]!.x, 'base64url')).update(hmacInput).digest('base64url')}`,
      'a key that is not ours': await new SignJWT(claims).setProtectedHeader({ alg: 'EdDSA', kid: 'mine' }).sign(other),
      'our kid, another key': await new SignJWT(claims).setProtectedHeader({ alg: 'EdDSA', kid }).sign(other),
      rubbish: 'abc.def.ghi',
    };
    for (const [name, text] of Object.entries(tokens)) {
      expect(await ask(app, { authorization: `Bearer ${text}`, origin: SHOP }), name).toMatchObject({ status: 401, reason: 'token_invalid' });
    }
    expect(await ask(app, { authorization: 'Basic abc', origin: SHOP })).toMatchObject({ status: 401, reason: 'token_invalid' });
    expect(await ask(app, { origin: SHOP })).toMatchObject({ status: 401, reason: 'signed_out' });
  });

  test('needs the scope of what it asks', async ({ app, client, database }) => {
    const authorization = `Bearer ${(await token(app, database, client, { scopes: ['metrics:read'] })).token}`;
    expect(await ask(app, { authorization, origin: SHOP })).toMatchObject({ status: 403, reason: 'scope_missing' });
  });

  test('dies with the key that minted it, at once', async ({ app, client, database }) => {
    const { key, token: mine } = await token(app, database, client);
    const authorization = `Bearer ${mine}`;
    expect(await ask(app, { authorization, origin: SHOP })).toMatchObject({ status: 200 });

    await revokeKey(database.owner, key.id);

    expect(await ask(app, { authorization, origin: SHOP })).toMatchObject({ status: 401, reason: 'token_revoked' });
  });

  test('is verified still after the signing key was rotated on another server', async ({ app, client, database }) => {
    const { token: mine } = await token(app, database, client);
    await new SigningKeys(database.sql, secret).rotate();
    const other = await testApp(database);

    const fresh = (await token(other, database, client)).token;
    expect(decodeProtectedHeader(fresh).kid).not.toBe(decodeProtectedHeader(mine).kid);
    expect(await ask(other, { authorization: `Bearer ${mine}`, origin: SHOP })).toMatchObject({ status: 200 });
    await vi.waitFor(async () => expect(await ask(app, { authorization: `Bearer ${fresh}`, origin: SHOP })).toMatchObject({ status: 200 }), 3_000);
    await other.close();
  });
});

describe('a request with a publishable key', () => {
  test('reads what is public, cached by origin and key, and nothing of the client', async ({ app, client, database }) => {
    const { value } = await newKey(database, client, { kind: 'publishable', origins: [SHOP] });
    const headers = { 'x-arco-key': value, origin: SHOP };

    const definitions = await ask(app, headers, batchUrl({ 'metrics.list': null }));
    expect(definitions).toMatchObject({ status: 200, headers: { 'cache-control': 'public, max-age=60' } });
    expect(definitions.headers['vary']).toMatch(/Origin.*x-arco-key/);
    expect(await ask(app, headers)).toMatchObject({ status: 403, reason: 'scope_missing' });
    expect(await ask(app, { ...headers, origin: 'https://outra.example' }, batchUrl({ 'metrics.list': null }))).toMatchObject({ status: 403, reason: 'origin_refused' });
    expect(await ask(app, { 'x-arco-key': 'pk_live_unknown' }, batchUrl({ 'metrics.list': null }))).toMatchObject({ status: 401, reason: 'token_invalid' });
  });

  test('without an origin works nowhere; a test key works on this machine', async ({ app, client, database }) => {
    const live = await newKey(database, client, { kind: 'publishable' });
    const trial = await newKey(database, client, { kind: 'publishable', test: true });
    const url = batchUrl({ 'metrics.list': null });

    expect(await ask(app, { 'x-arco-key': live.value, origin: 'http://localhost:3000' }, url)).toMatchObject({ status: 403, reason: 'origin_refused' });
    expect(await ask(app, { 'x-arco-key': trial.value, origin: 'http://localhost:3000' }, url)).toMatchObject({ status: 200 });
    expect(await ask(app, { 'x-arco-key': trial.value, origin: 'http://127.0.0.1:8788' }, url)).toMatchObject({ status: 200 });
    expect(await ask(app, { 'x-arco-key': trial.value, origin: SHOP }, url)).toMatchObject({ status: 403, reason: 'origin_refused' });
    expect(await ask(app, { 'x-arco-key': trial.value, origin: 'http://localhost.evil.example' }, url)).toMatchObject({ status: 403, reason: 'origin_refused' });
  });
});
