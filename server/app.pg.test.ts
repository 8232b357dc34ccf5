import { describe, expect } from 'vitest';
import { batchUrl, testApp } from './test/app.ts';
import { test as base, type TestClient, type TestDatabase } from './test/fixtures.ts';
import { createKey } from './embed/keys.ts';
import { RateCounter } from './core/rate.ts';

type App = Awaited<ReturnType<typeof testApp>>;

const test = base.extend<{ app: App }>({
  app: async ({ database }, use) => {
    const app = await testApp(database);
    await use(app);
    await app.close();
  },
});

async function authorization(app: App, { owner }: TestDatabase, client: TestClient, scopes?: string[]): Promise<string> {
  const key = await createKey(owner, { clientId: client.id, kind: 'secret', test: true });
  const answer = await app.inject({
    method: 'POST',
    url: '/api/embed/tokens',
    headers: { authorization: `Bearer ${key.value}` },
    payload: { client: client.slug, ...(scopes ? { scopes } : {}) },
  });
  return `Bearer ${answer.json().token}`;
}

describe('a batch', () => {
  test('answers what can be answered, and names what cannot, each with its reason', async ({ app, client, database }) => {
    const headers = { authorization: await authorization(app, database, client), 'accept-language': 'es' };
    const url = batchUrl({
      'goals.list': {},
      'metrics.get': { metric: 'nothing', from: '2026-01-01', to: 'ontem' },
      'goals.history': { id: crypto.randomUUID() },
      'nothing.here': null,
      'goals.create': {},
    });

    const answer = await app.inject({ url, headers });
    const [listed, refused, missing, unknown, wrongMethod] = answer.json() as { result?: { data: { goals: [] } }; error?: { data: { reason: string; requestId: string; fields?: { path: string; expected: string }[] } } }[];

    expect(answer.statusCode).toBe(207);
    expect(listed!.result!.data.goals).toEqual([]);
    expect(refused!.error!.data).toMatchObject({ reason: 'invalid_input', requestId: answer.headers['x-request-id'] });
    expect(refused!.error!.data.fields!.map(({ path }) => path)).toEqual(['metric', 'to']);
    // In the reader's language.
    expect(refused!.error!.data.fields![0]!.expected).toMatch(/^Opción inválida/);
    expect(missing!.error!.data.reason).toBe('not_found');
    expect(unknown!.error!.data.reason).toBe('not_found');
    expect(wrongMethod!.error!.data.reason).toBe('invalid_input');
  });

  test('is refused whole, call by call, when nobody may ask', async ({ app }) => {
    const answer = await app.inject({ url: batchUrl({ 'goals.list': {}, 'metrics.list': null }), headers: { authorization: 'Bearer a.b.c' } });
    expect(answer.statusCode).toBe(401);
    expect(answer.json().map((call: { error: { data: object } }) => call.error.data)).toEqual(
      Array(2).fill(expect.objectContaining({ reason: 'token_invalid', httpStatus: 401, requestId: expect.any(String) })),
    );
  });

  test('has limits: calls, depth, body, rate', async ({ app, client, database }) => {
    const headers = { authorization: await authorization(app, database, client) };
    const many = await app.inject({ url: `/api/trpc/${Array(31).fill('metrics.list').join(',')}?batch=1`, headers });
    expect(many.statusCode).toBe(413);
    const deep = '['.repeat(40) + ']'.repeat(40);
    expect((await app.inject({ url: `/api/trpc/goals.list?input=${deep}`, headers })).json().error.data.reason).toBe('invalid_input');
    const large = await app.inject({ method: 'POST', url: '/api/trpc/goals.create', headers: { ...headers, 'content-type': 'application/json' }, payload: `"${'x'.repeat(300_000)}"` });
    expect(large.json()).toMatchObject({ reason: 'too_large', requestId: expect.any(String) });
    expect(large.statusCode).toBe(413);
    const polluted = await app.inject({ method: 'POST', url: '/api/trpc/goals.create', headers: { ...headers, 'content-type': 'application/json' }, payload: '{"__proto__":{"metric":"leads"}}' });
    expect(polluted.json().error.data.reason).toMatch(/scope_missing|invalid_input/);

    const slow = await testApp(database, { requestsPerMinute: 5 });
    const token = { authorization: await authorization(app, database, client) };
    const statuses = [];
    for (let index = 0; index < 8; index += 1) statuses.push((await slow.inject({ url: '/api/trpc/metrics.list', headers: token })).statusCode);
    expect(statuses).toEqual([200, 200, 200, 200, 200, 429, 429, 429]);
    const refused = await slow.inject({ url: '/api/trpc/metrics.list', headers: token });
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    expect(refused.json().error.data).toMatchObject({ reason: 'rate_limited', retryAfter: expect.any(Number) });
    await slow.close();
  });
});

describe('the rate counter', () => {
  test('is shared by servers, and never lets more through than the limit', async ({ database }) => {
    const servers = [new RateCounter(database.sql), new RateCounter(database.sql), new RateCounter(database.sql)];
    const now = Date.now();
    const outcomes = await Promise.allSettled(Array.from({ length: 300 }, (_, index) => servers[index % 3]!.count('bucket', { perMinute: 100 }, now)));
    const passed = outcomes.filter(({ status }) => status === 'fulfilled').length;
    expect(passed).toBeLessThanOrEqual(100);
    expect(passed).toBeGreaterThanOrEqual(85);
    await expect(servers[0]!.count('bucket', { perMinute: 100 }, now + 60_000)).resolves.toBeUndefined();
  });
});

describe('an operator', () => {
  test('sees whether it lives, whether it serves, and figures — from inside alone', async ({ app }) => {
    expect((await app.inject({ url: '/healthz' })).json()).toEqual({ status: 'ok' });
    expect((await app.inject({ url: '/readyz' })).json()).toEqual({ status: 'ready' });
    const metrics = await app.inject({ url: '/metrics' });
    expect(metrics.body).toMatch(/arco_http_request_seconds_count\{route="\/healthz",status="200"\} 1/);
    expect((await app.inject({ url: '/metrics', remoteAddress: '203.0.113.9' })).statusCode).toBe(404);
    expect((await app.inject({ url: '/metrics', headers: { 'x-forwarded-for': '127.0.0.1' } })).statusCode).toBe(404);
  });

  test('reads one log line a request, with its id and without its secrets', async ({ app, client, database }) => {
    const bearer = await authorization(app, database, client);
    const answer = await app.inject({ url: `${batchUrl({ 'goals.list': {} })}&access_token=hidden`, headers: { authorization: bearer } });
    const line = app.logged.map((text) => JSON.parse(text)).find(({ requestId }) => requestId === answer.headers['x-request-id']);
    expect(line).toMatchObject({ msg: 'request', method: 'GET', path: '/api/trpc/goals.list', status: 200, ms: expect.any(Number) });
    expect(app.logged.join()).not.toContain(bearer.slice(7));
    expect(app.logged.join()).not.toContain('hidden');
  });

  test('can read what every procedure takes, answers and asks for', async ({ app }) => {
    const schema = (await app.inject({ url: '/api/schema.json' })).json();
    expect(schema['goals.create']).toMatchObject({ type: 'mutation', access: { scope: 'goals:write' }, input: { required: ['metric', 'target', 'period', 'startsOn'] } });
    expect(schema['metrics.list']).toMatchObject({ type: 'query', access: { scope: 'public' } });
    expect(schema['metrics.get'].output.properties).toHaveProperty('total');
  });

  test('stops it without cutting off who is being answered', async ({ database, client }) => {
    const app = await testApp(database);
    const headers = { authorization: await authorization(app, database, client) };
    const address = await app.listen({ port: 0, host: '127.0.0.1' });
    const lock = await database.owner.reserve();
    await lock`begin`;
    await lock`lock table client_goals in access exclusive mode`;
    const inFlight = fetch(address + batchUrl({ 'goals.list': {} }), { headers });
    await new Promise((done) => setTimeout(done, 200));

    const closed = app.close();
    await new Promise((done) => setTimeout(done, 100));
    await lock`rollback`;
    lock.release();

    expect((await inFlight).status).toBe(200);
    await closed;
    await expect(fetch(`${address}/healthz`)).rejects.toThrow();
  });

  test('is told nothing of a bug’s inside by the answer, and everything by the log', async ({ database, client }) => {
    const app = await testApp(database);
    const headers = { authorization: await authorization(app, database, client) };
    await database.owner`alter table client_goals rename column metric to metrica`;
    const answer = await app.inject({ url: batchUrl({ 'goals.list': {} }), headers });
    await database.owner`alter table client_goals rename column metrica to metric`;

    expect(answer.statusCode).toBe(500);
    expect(answer.json()[0].error).toMatchObject({ message: 'Something failed on our side', data: { reason: 'internal' } });
    expect(answer.body).not.toContain('column');
    expect(app.logged.join()).toContain('column \\"metric\\" does not exist');
    await app.close();
  });

  test('answers are compressed, and say what a browser may do with them', async ({ app }) => {
    const answer = await app.inject({ url: '/api/schema.json', headers: { 'accept-encoding': 'br' } });
    expect(answer.headers).toMatchObject({ 'content-encoding': 'br', 'x-content-type-options': 'nosniff', 'content-security-policy': "default-src 'none'; frame-ancestors 'none'" });
    const preflight = await app.inject({
      method: 'OPTIONS',
      url: '/api/trpc/goals.list',
      headers: { origin: 'https://loja.example', 'access-control-request-method': 'GET', 'access-control-request-headers': 'authorization' },
    });
    expect(preflight.headers).toMatchObject({ 'access-control-max-age': '86400', 'access-control-allow-origin': 'https://loja.example' });
    expect(preflight.headers).not.toHaveProperty('access-control-allow-credentials');
  });
});
