import Fastify from 'fastify';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createLog } from '../../server/core/log.ts';
import { startPartner } from './server.ts';

const log = createLog('silent');
const minted: { authorization: string | undefined; body: unknown }[] = [];
let arco: Awaited<ReturnType<typeof startArco>>;
let partner: Awaited<ReturnType<typeof startPartner>>;

/** Answers mints as ARCO does, and keeps what it was asked. */
async function startArco() {
  const app = Fastify();
  app.post('/api/embed/tokens', async ({ headers, body }) => {
    minted.push({ authorization: headers.authorization, body });
    return { token: 'a.b.c', expiresIn: 900 };
  });
  await app.listen({ port: 0, host: '127.0.0.1' });
  return { url: `http://localhost:${(app.server.address() as AddressInfo).port}`, close: () => app.close() };
}

beforeAll(async () => {
  arco = await startArco();
  partner = await startPartner({ port: 0, apiUrl: arco.url, secretKey: 'sk_test_demo_moda', log });
});
afterAll(async () => {
  await partner.close();
  await arco.close();
});

test.each(['GET', 'POST'])('%s /arco-token mints for the page’s own origin, anew each time', async (method) => {
  minted.length = 0;
  for (let time = 0; time < 2; time += 1) {
    const answer = await fetch(`${partner.url}arco-token`, { method });
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(await answer.json()).toEqual({ token: 'a.b.c', expiresIn: 900 });
  }
  const asked = { authorization: 'Bearer sk_test_demo_moda', body: { client: 'moda', origins: [new URL(partner.url).origin] } };
  expect(minted).toEqual([asked, asked]);
});

test('refuses tokens to the pages of others', async () => {
  minted.length = 0;
  const answer = await fetch(`${partner.url}arco-token`, { method: 'POST', headers: { 'sec-fetch-site': 'cross-site' } });
  expect(answer.status).toBe(403);
  expect(minted).toEqual([]);
});

test.each(['', 'bare.html', 'preset.html', 'loja', 'loja/vestidos'])('/%s is under a strict policy, names the SDK and keeps the key', async (path) => {
  const answer = await fetch(`${partner.url}${path}`);
  const html = await answer.text();
  const policy = answer.headers.get('content-security-policy')!;
  expect(answer.headers.get('content-type')).toContain('text/html');
  expect(policy).toContain(`script-src 'self' ${arco.url};`);
  expect(policy).toMatch(/^default-src 'none';/);
  expect(policy).not.toContain('unsafe');
  expect(html).toContain(`src="${arco.url}/sdk/v1/`);
  expect(html).not.toMatch(/sk_test|\{\{|<style|\sstyle=|\son\w+=/);
});

test('says that there is no token while ARCO is down', async () => {
  const alone = await startPartner({ port: 0, apiUrl: 'http://localhost:9', secretKey: 'sk_test_demo_moda', log });
  const answer = await fetch(`${alone.url}arco-token`, { method: 'POST' });
  expect([answer.status, await answer.json()]).toEqual([502, { reason: 'unavailable', message: 'ARCO does not answer' }]);
  await alone.close();
});
