import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect } from 'vitest';
import { createLog } from '../core/log.ts';
import { createKey } from '../embed/keys.ts';
import { batchUrl, testApp } from '../test/app.ts';
import { test } from '../test/fixtures.ts';

const bad = { authorization: 'Bearer a.b.c' };

describe('a forwarded address', () => {
  /** The statuses of bad tokens, one an address that the client claims; six in a minute are one too many. */
  async function tries(database: Parameters<typeof testApp>[0], trustProxy: string[], remoteAddress: string, header = 'x-forwarded-for') {
    const app = await testApp(database, { trustProxy, requestsPerMinute: 20 });
    const statuses = [];
    for (let index = 1; index <= 8; index += 1) {
      const answer = await app.inject({ url: '/api/trpc/goals.list', remoteAddress, headers: { ...bad, [header]: `198.51.100.${index}` } });
      statuses.push(answer.statusCode);
    }
    const logged = app.logged.map((line) => (JSON.parse(line) as { ip: string }).ip);
    await app.close();
    return { statuses, logged };
  }

  test('counts for nothing where no proxy is trusted: the limit and the log keep to the socket', async ({ database }) => {
    const { statuses, logged } = await tries(database, [], '203.0.113.1');
    expect(statuses.slice(-2)).toEqual([429, 429]);
    expect(new Set(logged)).toEqual(new Set(['203.0.113.1']));
  });

  test('counts for nothing from an address that is not the proxy’s', async ({ database }) => {
    const { statuses, logged } = await tries(database, ['10.0.0.0/8'], '203.0.113.2');
    expect(statuses.slice(-2)).toEqual([429, 429]);
    expect(new Set(logged)).toEqual(new Set(['203.0.113.2']));
  });

  test('counts from the proxy', async ({ database }) => {
    const { statuses, logged } = await tries(database, ['10.0.0.0/8'], '10.0.0.7');
    expect(new Set(statuses)).toEqual(new Set([401]));
    expect(logged[0]).toBe('198.51.100.1');
  });

  test('counts in no other header', async ({ database }) => {
    for (const [index, header] of ['forwarded', 'x-real-ip', 'cf-connecting-ip', 'true-client-ip', 'x-client-ip'].entries()) {
      const { statuses, logged } = await tries(database, ['10.0.0.7'], `10.0.1.${index}`, header);
      expect(statuses.slice(-2), header).toEqual([429, 429]);
      expect(new Set(logged), header).toEqual(new Set([`10.0.1.${index}`]));
    }
  });

  test('is the last one that no trusted proxy vouches for', async ({ database }) => {
    const app = await testApp(database, { trustProxy: ['10.0.0.1', '10.0.0.2'] });
    const seen = async (forwarded: string) => {
      await app.inject({ url: '/healthz', remoteAddress: '10.0.0.1', headers: { 'x-forwarded-for': forwarded } });
      return (JSON.parse(app.logged.at(-1)!) as { ip: string }).ip;
    };
    expect(await seen('198.51.100.1, 10.0.0.2')).toBe('198.51.100.1');
    expect(await seen('127.0.0.1, 198.51.100.1, 10.0.0.2')).toBe('198.51.100.1');
    expect(await seen('127.0.0.1, 10.9.9.9')).toBe('10.9.9.9');
    await app.close();
  });
});

describe('the log', () => {
  const secrets = {
    key: 'sk_live_a-key-that-nobody-may-read',
    publishable: 'pk_live_another-key-that-nobody-may-read',
    jwt: 'eyJhbGciOiJFZERTQSJ9.eyJzdWIiOiJ4In0.c2lnbmF0dXJl',
    password: 'correct-horse-battery',
    email: 'marina@loja.example',
    cookie: 'session=cookie-value-of-a-person',
    query: 'words-of-a-query',
  };

  test('of a run of bad requests has no key, token, cookie, password, e-mail or query in it, and each id once', async ({ database, client }) => {
    const app = await testApp(database, { requestsPerMinute: 40 });
    const { value } = await createKey(database.owner, { clientId: client.id, kind: 'secret' });
    const headers = { cookie: secrets.cookie, 'x-arco-key': secrets.publishable, 'user-agent': secrets.email, referer: `https://x.example/?${secrets.query}`, 'x-request-id': secrets.query };
    const input = JSON.stringify({ email: secrets.email, password: secrets.password });
    const bearers = [secrets.key, secrets.jwt, value, secrets.password];
    const paths = ['/api/trpc/goals.list', `/api/trpc/${secrets.jwt}`, `/${secrets.key}/x`, `/${secrets.email}`, `/invite/${encodeURIComponent(secrets.email)}`, `/%zz${secrets.key}`, `http://x:${secrets.password}@loja.example/`, '/api/embed/tokens', '/sdk/v1/none.js'];
    for (const bearer of bearers) {
      for (const path of paths) {
        for (const method of ['GET', 'POST'] as const) {
          await app.inject({ method, url: `${path}?access_token=${secrets.query}&input=${encodeURIComponent(input)}`, headers: { ...headers, authorization: `Bearer ${bearer}`, 'content-type': 'application/json' }, ...(method === 'POST' ? { payload: input } : {}) });
        }
      }
    }
    await app.inject({ url: batchUrl({ [secrets.email]: { password: secrets.password } }), headers: { authorization: `Basic ${secrets.password}` } });

    const log = app.logged.join('');
    expect(app.logged.length).toBeGreaterThan(60);
    for (const [name, secret] of Object.entries({ ...secrets, value })) {
      expect(log.includes(secret), name).toBe(false);
      expect(log.includes(encodeURIComponent(secret)), name).toBe(false);
    }
    for (const line of app.logged) {
      expect(line.match(/"(?:requestId|reqId)":/g), line).toEqual(['"requestId":']);
    }
    await app.close();
  });

  test('of an error has neither the row that the database quotes nor what hangs on it', async ({ database, client }) => {
    const lines: string[] = [];
    const log = createLog('info', { write: (line) => void lines.push(line) });
    const error = await database.owner`insert into memberships (client_id, person_id, role) values (${client.id}, null, 'owner')`.catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: '23502', detail: expect.stringContaining(client.id) });
    const hung = Object.assign(new Error(`for ${secrets.email} with ${secrets.key}`, { cause: error }), { parameters: [secrets.password] });
    log.error({ err: hung }, 'failed');
    expect(lines[0]).toContain('null value in column');
    expect(lines[0]).toContain('"code":"23502"');
    for (const secret of [client.id, secrets.email, secrets.key, secrets.password]) expect(lines[0]).not.toContain(secret);
  });

  test('is not slowed down by a path that was made for it', async ({ database }) => {
    const app = await testApp(database);
    const began = performance.now();
    for (let index = 0; index < 20; index += 1) await app.inject({ url: `/${'a%4'.repeat(5_000)}` });
    expect(performance.now() - began).toBeLessThan(2_000);
    await app.close();
  });
});

test('no secret is compared with ===, which tells by its time how much was right', () => {
  const server = new URL('../', import.meta.url);
  const name = String.raw`\w*(?:secret|token|password|signature|digest|hash|hmac|csrf)\w*`;
  const compared = new RegExp(`(?<!typeof )\\b${name}\\s*[!=]==(?!\\s*(?:undefined|null|'|\\d|true|false))|[!=]==\\s*(?:\\w+\\.)*${name}\\b(?!\\()`, 'i');
  expect('if (given.token === expected) return').toMatch(compared);
  expect("if (kind === 'token') return").not.toMatch(compared);
  const found = (readdirSync(server, { recursive: true }) as string[])
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && !file.startsWith('test/'))
    .flatMap((file) => readFileSync(new URL(file, server), 'utf8').split('\n').flatMap((line, index) => (compared.test(line) ? [`server/${file}:${index + 1} ${line.trim()}`] : [])));
  expect(found).toEqual([]);
});
