import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, vi } from 'vitest';
import { WebSocket } from 'ws';
import { system } from '../core/access.ts';
import { announce } from '../core/changes.ts';
import { withClient } from '../core/db.ts';
import { People, signInOptions } from '../auth/test/people.ts';
import { createKey, revokeKey } from '../embed/keys.ts';
import { publicUrl, testApp } from '../test/app.ts';
import { test as base, type TestClient, type TestDatabase } from '../test/fixtures.ts';

const shop = 'https://loja.example';

interface Fixtures {
  address: string;
  token: (options?: { origins?: string[]; expiresIn?: number; scopes?: string[] }) => Promise<string>;
}

const test = base.extend<Fixtures>({
  address: async ({ database }, use) => {
    const app = await testApp(database);
    await app.listen({ host: '127.0.0.1', port: 0 });
    const { port } = app.addresses()[0] as AddressInfo;
    await use(`127.0.0.1:${port}`);
    await app.close();
  },
  token: async ({ database, client, address }, use) => {
    const { value } = await createKey(database.owner, { clientId: client.id, kind: 'secret', test: false, origins: [] });
    await use(async (options = {}) => {
      const response = await fetch(`http://${address}/api/embed/tokens`, {
        method: 'POST',
        headers: { authorization: `Bearer ${value}`, 'content-type': 'application/json' },
        body: JSON.stringify({ client: client.slug, origins: [shop], ...options }),
      });
      return ((await response.json()) as { token: string }).token;
    });
  },
});

const sockets: WebSocket[] = [];
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.terminate();
});

async function open(address: string, origin: string = shop) {
  const socket = new WebSocket(`ws://${address}/api/trpc?connectionParams=1`, { origin });
  sockets.push(socket);
  const said: { id: number | null; result?: { type: string; data?: { topics: string[]; cursor: string } }; error?: { data: { reason: string; code: string } } }[] = [];
  socket.on('message', (text) => String(text) !== 'PING' && said.push(JSON.parse(String(text))));
  const closed = once(socket, 'close').then(([code, reason]) => ({ code: code as number, reason: String(reason) }));
  await once(socket, 'open');
  const send = (message: object) => socket.send(JSON.stringify(message));
  const watch = (token: string) => {
    send({ method: 'connectionParams', data: { token } });
    send({ id: 1, method: 'subscription', params: { path: 'changes.watch', input: {} } });
  };
  return { socket, said, closed, send, watch };
}

const change = ({ sql }: TestDatabase, client: TestClient, ...topics: string[]) => withClient(sql, client.id, system, (scoped) => announce(scoped, ...topics));
const soon = { timeout: 2_000, interval: 10 };

describe('a WebSocket at /api/trpc', () => {
  test('tells a page of changes', async ({ address, token, database, client }) => {
    const page = await open(address);
    page.watch(await token());
    await vi.waitFor(() => expect(page.said.find(({ result }) => result?.data)?.result?.data).toMatchObject({ topics: [] }), soon);
    await change(database, client, 'goals');
    await vi.waitFor(() => expect(page.said.at(-1)).toMatchObject({ id: 1, result: { type: 'data', data: { topics: ['goals'] } } }), soon);
  });

  test('closes with 4401 when nobody has said in five seconds who they are', async ({ address }) => {
    const began = Date.now();
    const silent = await open(address);
    expect(await silent.closed).toMatchObject({ code: 4401 });
    expect(Date.now() - began).toBeGreaterThan(4_500);
  });

  test('says why it refuses a token, an origin and a key, and closes', async ({ address, token, database, client }) => {
    const stranger = await open(address, 'https://outra.example');
    stranger.watch(await token());
    expect(await stranger.closed).toEqual({ code: 4403, reason: 'origin_refused' });
    expect(stranger.said[0]).toMatchObject({ error: { data: { reason: 'origin_refused' } } });

    const rubbish = await open(address);
    rubbish.watch('a.b.c');
    expect(await rubbish.closed).toEqual({ code: 4401, reason: 'token_invalid' });

    const nobody = await open(address);
    nobody.send({ method: 'connectionParams', data: {} });
    expect(await nobody.closed).toEqual({ code: 4401, reason: 'signed_out' });

    const { value } = await createKey(database.owner, { clientId: client.id, kind: 'publishable', test: false, origins: [shop] });
    const visitor = await open(address);
    visitor.send({ method: 'connectionParams', data: { 'x-arco-key': value } });
    visitor.send({ id: 1, method: 'subscription', params: { path: 'changes.watch', input: {} } });
    await vi.waitFor(() => expect(visitor.said[0]).toMatchObject({ error: { data: { reason: 'scope_missing' } } }), soon);
  });

  test('answers subscriptions only', async ({ address, token, client }) => {
    const page = await open(address);
    page.send({ method: 'connectionParams', data: { token: await token() } });
    page.send({ id: 1, method: 'query', params: { path: 'goals.list', input: {} } });
    page.send({ id: 2, method: 'mutation', params: { path: 'goals.remove', input: { id: client.id, version: 1 } } });
    await vi.waitFor(() => expect(page.said.map(({ error }) => error?.data.reason)).toEqual(['not_found', 'not_found']), soon);
  });

  test('closes with 4401 when the token ends', async ({ address, token }) => {
    const page = await open(address);
    page.watch(await token({ expiresIn: 10 }));
    await vi.waitFor(() => expect(page.said.length).toBeGreaterThan(0), soon);
    expect(await page.closed).toEqual({ code: 4401, reason: 'token_expired' });
  }, 15_000);

  test('closes within five seconds once the key behind the token is revoked, and leaves the others open', async ({ address, token, database, client, newClient }) => {
    const { owner } = database;
    const page = await open(address);
    page.watch(await token());
    const neighbour = await newClient();
    const { id, value } = await createKey(owner, { clientId: neighbour.id, kind: 'secret' });
    const minted = await fetch(`http://${address}/api/embed/tokens`, {
      method: 'POST',
      headers: { authorization: `Bearer ${value}`, 'content-type': 'application/json' },
      body: JSON.stringify({ client: neighbour.slug, origins: [shop] }),
    });
    const other = await open(address);
    other.watch(((await minted.json()) as { token: string }).token);
    await vi.waitFor(() => expect([page.said.length, other.said.length].every((count) => count > 0)).toBe(true), soon);
    const began = Date.now();
    await revokeKey(owner, id);
    expect(await other.closed).toEqual({ code: 4401, reason: 'token_revoked' });
    expect(Date.now() - began).toBeLessThan(5_000);
    expect(page.socket.readyState).toBe(WebSocket.OPEN);
    await change(database, client, 'goals');
    await vi.waitFor(() => expect(page.said.at(-1)).toMatchObject({ result: { data: { topics: ['goals'] } } }), soon);
  }, 15_000);

  test("closes within five seconds once a person's session, assignment or membership ended", async ({ database, client, newClient }) => {
    const { owner } = database;
    const app = await testApp(database, signInOptions(database.url.auth));
    await app.listen({ host: '127.0.0.1', port: 0 });
    const address = `127.0.0.1:${(app.addresses()[0] as AddressInfo).port}`;
    const people = new People(app, owner);
    const assigned = await newClient();
    const [member, removed, manager] = [await people.make({ client, role: 'owner' }), await people.make({ client, role: 'viewer' }), await people.make({ client: assigned, role: 'manager' })];
    const pages = [];
    for (const person of [member, removed, manager]) {
      const page = await open(address, publicUrl);
      page.watch(await people.token(await people.signIn(person)));
      await vi.waitFor(() => expect(page.said.length).toBeGreaterThan(0), soon);
      pages.push(page);
    }
    const began = Date.now();
    await owner`delete from auth.sessions where person_id = ${member.id}`;
    await owner`delete from memberships where person_id = ${removed.id}`;
    await owner`update client_account_managers set active = false where client_id = ${assigned.id}`;
    expect(await Promise.all(pages.map(({ closed }) => closed))).toEqual([{ code: 4401, reason: 'token_revoked' }, { code: 4403, reason: 'forbidden' }, { code: 4403, reason: 'forbidden' }]);
    expect(Date.now() - began).toBeLessThan(5_000);
    await app.close();
  }, 20_000);

  test('closes on who says too much, and on a message that is too large', async ({ address, token }) => {
    const flood = await open(address);
    flood.watch(await token());
    for (let index = 0; index < 80; index += 1) flood.send({ id: index + 2, method: 'subscription.stop' });
    expect(await flood.closed).toEqual({ code: 4429, reason: 'rate_limited' });
    const large = await open(address);
    large.send({ method: 'connectionParams', data: { token: 'x'.repeat(20_000) } });
    expect(await large.closed).toMatchObject({ code: 1009 });
  });

  test('keeps a stop of the server waiting for nobody', async ({ database }) => {
    const app = await testApp(database);
    await app.listen({ host: '127.0.0.1', port: 0 });
    const page = await open(`127.0.0.1:${(app.addresses()[0] as AddressInfo).port}`, publicUrl);
    const began = Date.now();
    await app.close();
    expect(Date.now() - began).toBeLessThan(2_000);
    expect((await page.closed).code).toBeGreaterThan(1000);
  });
});
