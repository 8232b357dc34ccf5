import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect } from 'vitest';
import { testApp } from '../test/app.ts';
import { test as base } from '../test/fixtures.ts';

const nothing = "default-src 'none'; frame-ancestors 'none'";
const closed = { 'x-content-type-options': 'nosniff', 'x-frame-options': 'DENY', 'content-security-policy': nothing, 'referrer-policy': 'no-referrer', 'cross-origin-resource-policy': 'same-origin' };
const open = { ...closed, 'cross-origin-resource-policy': 'cross-origin' };

type App = Awaited<ReturnType<typeof testApp>>;

const test = base.extend<{ serve: (publicUrl?: string) => Promise<App> }>({
  serve: async ({ database }, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'arco-headers-'));
    for (const path of ['dist/sdk', 'demo/portal', 'demo/site']) await mkdir(join(folder, path), { recursive: true });
    await writeFile(join(folder, 'dist/sdk/arco.js'), 'loader');
    for (const page of ['portal', 'site']) await writeFile(join(folder, `demo/${page}/index.html`), '<h1>Page</h1>');
    const site = { dist: pathToFileURL(`${folder}/dist/`), demo: pathToFileURL(`${folder}/demo/`), version: '1.0.0' };
    const apps: App[] = [];
    await use(async (publicUrl = 'http://localhost:8787') => {
      const app = await testApp(database, { site, publicUrl: () => publicUrl });
      apps.push(app);
      return app;
    });
    for (const app of apps) await app.close();
    await rm(folder, { recursive: true });
  },
});

describe('every answer says what may be done with it', () => {
  test.for([
    ['the API', '/api/schema.json', 200, open],
    ['a refusal of the API', '/api/trpc/goals.list', 401, { ...open, 'cache-control': 'no-store' }],
    ['the SDK', '/sdk/v1/arco.js', 200, { ...open, 'access-control-allow-origin': '*' }],
    ['a file of the SDK that is not there', '/sdk/v1/none.js', 404, open],
    ['public keys', '/.well-known/jwks.json', 200, closed],
    ['liveness', '/healthz', 200, closed],
    ['readiness', '/readyz', 200, closed],
    ['nothing', '/nowhere', 404, closed],
    ['an address that cannot be read', '/%zz', 400, closed],
  ] as const)('%s', async ([, url, status, headers], { serve }) => {
    const answer = await (await serve()).inject({ url });
    expect(answer.statusCode).toBe(status);
    expect(answer.headers).toMatchObject({ ...headers, 'x-request-id': expect.stringMatching(/^[\da-f-]{36}$/) });
    expect(answer.headers).not.toHaveProperty('server');
    expect(answer.headers).not.toHaveProperty('x-powered-by');
    expect(answer.headers).not.toHaveProperty('strict-transport-security');
  });

  test.for(['/', '/portal/'])('our page at %s', async (url, { serve }) => {
    const { headers } = await (await serve()).inject({ url });
    const policy = String(headers['content-security-policy']);
    for (const part of ["default-src 'none'", "script-src 'self'", "base-uri 'none'", "frame-ancestors 'none'"]) expect(policy).toContain(part);
    expect(policy).not.toMatch(/unsafe|\*|http/);
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'cross-origin-resource-policy': 'same-origin',
      'cross-origin-opener-policy': 'same-origin',
    });
  });
});

test('failures outside tRPC have one shape, wherever they come from', async ({ serve }) => {
  const app = await serve();
  for (const [request, status, reason] of [
    [{ url: '/nowhere' }, 404, 'not_found'],
    [{ url: '/%zz' }, 400, 'invalid_input'],
    [{ url: `/api/trpc/${'x'.repeat(6_000)}` }, 400, 'invalid_input'],
    [{ method: 'DELETE', url: '/api/schema.json' }, 404, 'not_found'],
    [{ method: 'POST', url: '/api/embed/tokens', payload: '{', headers: { 'content-type': 'application/json' } }, 400, 'invalid_input'],
    [{ method: 'POST', url: '/api/embed/tokens', payload: 'x', headers: { 'content-type': 'application/xml' } }, 415, 'invalid_input'],
    [{ method: 'POST', url: '/api/embed/tokens' }, 401, 'signed_out'],
  ] as const) {
    const answer = await app.inject(request);
    expect([answer.statusCode, answer.json()], request.url.slice(0, 40)).toEqual([status, { reason, message: expect.any(String), requestId: answer.headers['x-request-id'] }]);
  }
});

test('a browser that came by https is told to stay there, on every answer', async ({ serve }) => {
  const app = await serve('https://widgets.arco.example');
  for (const url of ['/', '/portal/', '/sdk/v1/arco.js', '/api/schema.json', '/healthz', '/nowhere']) {
    expect((await app.inject({ url })).headers['strict-transport-security'], url).toBe('max-age=31536000');
  }
});

test('a preflight is kept for a day, and promises no cookies', async ({ serve }) => {
  const { headers } = await (await serve()).inject({
    method: 'OPTIONS',
    url: '/api/trpc/goals.list',
    headers: { origin: 'https://loja.example', 'access-control-request-method': 'POST', 'access-control-request-headers': 'authorization,content-type' },
  });
  expect(headers).toMatchObject({ 'access-control-max-age': '86400', 'access-control-allow-origin': 'https://loja.example', 'access-control-allow-methods': 'GET, POST' });
  expect(headers['vary']).toContain('Origin');
  expect(headers).not.toHaveProperty('access-control-allow-credentials');
});
