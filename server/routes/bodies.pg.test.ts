import type { FastifyInstance } from 'fastify';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { describe, expect } from 'vitest';
import { signInOptions } from '../auth/test/people.ts';
import { createKey } from '../embed/keys.ts';
import { testApp } from '../test/app.ts';
import { test as base, type TestDatabase } from '../test/fixtures.ts';

type App = Awaited<ReturnType<typeof testApp>>;
type Headers = Record<string, string>;

const json = { 'content-type': 'application/json' };

const test = base.extend<{ app: App; secretKey: Headers; token: Headers }>({
  app: async ({ database }, use) => {
    const app = await testApp(database, signInOptions(database.url.auth));
    await use(app);
    await app.close();
  },
  secretKey: async ({ database, client }, use) => {
    const key = await createKey(database.owner, { clientId: client.id, kind: 'secret', test: true });
    await use({ ...json, authorization: `Bearer ${key.value}` });
  },
  token: async ({ app, client, secretKey }, use) => {
    const answer = await app.inject({ method: 'POST', url: '/api/embed/tokens', headers: secretKey, payload: { client: client.slug, scopes: ['goals:read', 'goals:write'] } });
    await use({ ...json, authorization: `Bearer ${answer.json().token}` });
  },
});

/** Every route of the server that takes a body, with its parameters filled in. */
async function postRoutes(database: TestDatabase): Promise<string[]> {
  const routes: string[] = [];
  const listen = (message: unknown) =>
    (message as { fastify: FastifyInstance }).fastify.addHook('onRoute', ({ method, url }) => {
      if ([method].flat().includes('POST')) routes.push(url.replace(/:\w+/g, 'goals.list').replace('*', 'x'));
    });
  subscribe('fastify.initialization', listen);
  const app = await testApp(database, signInOptions(database.url.auth));
  unsubscribe('fastify.initialization', listen);
  await app.close();
  return routes;
}

const reasonOf = (body: { reason?: string; error?: { data: { reason: string } } }) => body.reason ?? body.error?.data.reason;

describe('every route that takes a body', () => {
  test('is found by this test', async ({ database }) => {
    expect(await postRoutes(database)).toEqual(expect.arrayContaining(['/api/embed/tokens', '/api/trpc/goals.list', '/api/auth/x', '/api/session/token']));
  });

  test('refuses one that is too large, before it has arrived whole', async ({ app, database }) => {
    for (const url of await postRoutes(database)) {
      const large = await app.inject({ method: 'POST', url, headers: json, payload: `{"x":"${'x'.repeat(300_000)}"}` });
      expect([large.statusCode, large.json().reason], url).toEqual([413, 'too_large']);
      const promised = await app.inject({ method: 'POST', url, headers: { ...json, 'content-length': '999999999' }, payload: '{}' });
      expect([promised.statusCode, promised.json().reason], url).toEqual([413, 'too_large']);
    }
  });

  test('refuses one that nests too deep, and takes one that does not', async ({ app, database }) => {
    const nested = (depth: number, open: string, close: string) => open.repeat(depth) + (open === '[' ? '' : '1') + close.repeat(depth);
    for (const url of await postRoutes(database)) {
      for (const [open, close] of [['[', ']'], ['{"a":', '}'], ['[{"a":', '}]']] as const) {
        const deep = await app.inject({ method: 'POST', url, headers: json, payload: nested(1_000, open, close) });
        expect([deep.statusCode, reasonOf(deep.json())], url).toEqual([400, 'invalid_input']);
        expect(deep.body, url).toContain('nested deeper');
      }
      const text = await app.inject({ method: 'POST', url, headers: json, payload: JSON.stringify({ x: '['.repeat(100), y: `\\"${'['.repeat(100)}` }) });
      expect(text.body, url).not.toContain('nested deeper');
    }
  });

  test('refuses one that is compressed, and expands nothing', async ({ app, database }) => {
    const bomb = Buffer.from(`{"x":"${'x'.repeat(50_000_000)}"}`);
    const encoded = { gzip: gzipSync(bomb), deflate: deflateSync(bomb), br: brotliCompressSync(Buffer.from('{}')), zstd: Buffer.from('x'), 'gzip, gzip': Buffer.from('x'), rubbish: Buffer.from('x') };
    for (const url of await postRoutes(database)) {
      for (const [encoding, payload] of Object.entries(encoded)) {
        const before = process.memoryUsage.rss();
        const answer = await app.inject({ method: 'POST', url, headers: { ...json, 'content-encoding': encoding }, payload });
        expect([answer.statusCode, answer.json().reason], `${url} ${encoding}`).toEqual([415, 'invalid_input']);
        expect(process.memoryUsage.rss() - before, `${url} ${encoding}`).toBeLessThan(25_000_000);
      }
    }
  });

  test('refuses one that is no JSON, or says that it is not', async ({ app, database }) => {
    for (const url of await postRoutes(database)) {
      for (const payload of ['{', 'undefined', '{"a":1}{"b":2}', '\0', '\ufeff\ufeff{}', 'NaN', "{'a':1}", '[1,]']) {
        const answer = await app.inject({ method: 'POST', url, headers: json, payload });
        expect([answer.statusCode, reasonOf(answer.json())], `${url} ${payload}`).toEqual([400, 'invalid_input']);
      }
      // What a form of another page can send without asking first.
      for (const type of ['application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'application/xml']) {
        const answer = await app.inject({ method: 'POST', url, headers: { 'content-type': type }, payload: 'a=b' });
        expect([answer.statusCode, answer.json().reason], `${url} ${type}`).toEqual([415, 'invalid_input']);
      }
    }
  });
});

describe('names that reach for a prototype', () => {
  const poisons = ['{"__proto__":{"polluted":true}}', '{"constructor":{"prototype":{"polluted":true}}}', '{"0":{"__proto__":{"polluted":true}}}', '{"__proto__":[]}', '{"\\u005f_proto__":{"polluted":true}}', '{"0":{"constructor":{"prototype":{"polluted":true}}}}'];

  test('do nothing in a body, a batch or a query, and are no fault of ours', async ({ app, token, secretKey }) => {
    const polluted = [];
    for (const payload of poisons) {
      const input = encodeURIComponent(payload);
      for (const request of [
        { method: 'POST', url: '/api/embed/tokens', headers: secretKey, payload },
        { method: 'POST', url: '/api/trpc/goals.create', headers: token, payload },
        { method: 'POST', url: '/api/trpc/goals.create,goals.create?batch=1', headers: token, payload },
        { method: 'GET', url: `/api/trpc/goals.list?input=${input}`, headers: token },
        { method: 'GET', url: `/api/trpc/goals.list,__proto__,constructor,goals.__proto__?batch=1&input=${input}`, headers: token },
        { method: 'GET', url: `/api/trpc/goals.list?__proto__[polluted]=1&__proto__=1&constructor.prototype.polluted=1&input=${input}`, headers: token },
        { method: 'GET', url: '/api/trpc/toString,hasOwnProperty,valueOf?batch=1&__proto__=1', headers: token },
      ] as const) {
        const answer = await app.inject(request);
        expect(answer.statusCode, `${request.url} ${payload}`).toBeLessThan(500);
        if ('polluted' in {} || 'polluted' in []) polluted.push(request.url);
      }
    }
    expect(polluted).toEqual([]);
  });

  test('give a caller no field that it did not send', async ({ app, token, database, client }) => {
    const goal = { metric: 'leads', target: 5, period: 'month', startsOn: '2026-10-01' };
    const payload = `{"__proto__":${JSON.stringify(goal)}}`;
    const answer = await app.inject({ method: 'POST', url: '/api/trpc/goals.create', headers: token, payload });
    expect(answer.json().error.data.reason).toBe('invalid_input');
    const [{ count }] = (await database.owner`select count(*)::int as count from client_goals where client_id = ${client.id}`) as unknown as [{ count: number }];
    expect(count).toBe(0);
  });
});

test('a text with a NUL or half a character is refused, one with a whole character is not', async ({ app, secretKey, client }) => {
  const mint = (viewer: string) => app.inject({ method: 'POST', url: '/api/embed/tokens', headers: secretKey, payload: `{"client":"${client.slug}","viewer":"${viewer}"}` });
  for (const viewer of ['a\\u0000b', '\\ud83d', '\\udE00\\uD83D', '\\uDbff x']) expect([(await mint(viewer)).statusCode, viewer]).toEqual([400, viewer]);
  const marked = await app.inject({ method: 'POST', url: '/api/embed/tokens', headers: secretKey, payload: `\ufeff{"client":"${client.slug}","viewer":"a\\u0000b"}` });
  expect(marked.statusCode).toBe(400);
  for (const viewer of ['\\ud83d\\ude00', '\\\\u0000', '\u00e9', '😀']) expect([(await mint(viewer)).statusCode, viewer]).toEqual([200, viewer]);
});

test('an input that is named twice is not read past the checks', async ({ app, token }) => {
  const deep = `${'['.repeat(50)}${']'.repeat(50)}]`;
  const answer = await app.inject({ url: `/api/trpc/goals.list?input=[1&input=${deep}`, headers: token });
  expect([answer.statusCode, answer.json().error.data.reason]).toEqual([400, 'invalid_input']);
  expect(answer.json().error.message).toBe('The input is given once');
});
