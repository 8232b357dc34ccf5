import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, vi } from 'vitest';
import { WebSocket } from 'ws';
import type { Sql } from '../core/db.ts';
import { createKey } from '../embed/keys.ts';
import type { Live } from '../modules/live/live.schema.ts';
import { countedPool } from '../modules/live/test/counted.ts';
import { visit } from '../modules/live/test/hits.ts';
import { testApp } from '../test/app.ts';
import { test, type TestClient, type TestDatabase } from '../test/fixtures.ts';

const soon = { timeout: 3_000, interval: 10 };
const stops: (() => unknown)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

describe('live.watch', () => {
  async function serve(database: TestDatabase, client: TestClient, sql: Sql) {
    const app = await testApp({ ...database, sql });
    await app.listen({ host: '127.0.0.1', port: 0 });
    stops.push(() => app.close());
    const address = `127.0.0.1:${(app.server.address() as AddressInfo).port}`;
    const { value } = await createKey(database.owner, { clientId: client.id, kind: 'secret', test: true });
    const mint = async (scopes: string[]) => {
      const body = JSON.stringify({ client: client.slug, scopes });
      const minted = await fetch(`http://${address}/api/embed/tokens`, { method: 'POST', headers: { authorization: `Bearer ${value}`, 'content-type': 'application/json' }, body });
      return ((await minted.json()) as { token: string }).token;
    };
    return { address, mint };
  }

  async function subscribe(address: string, token: string) {
    const socket = new WebSocket(`ws://${address}/api/trpc?connectionParams=1`);
    stops.push(() => socket.terminate());
    const cards: Live[] = [];
    const errors: string[] = [];
    socket.on('message', (text) => {
      const { result, error } = JSON.parse(String(text)) as { result?: { type: string; data: Live }; error?: { data: { reason: string } } };
      if (result?.type === 'data') cards.push(result.data);
      if (error) errors.push(error.data.reason);
    });
    await new Promise((resolve) => socket.once('open', resolve));
    socket.send(JSON.stringify({ method: 'connectionParams', data: { token } }));
    socket.send(JSON.stringify({ id: 2, method: 'subscription', params: { path: 'live.watch' } }));
    return { socket, cards, errors };
  }

  test('costs one count a tick with fifty sockets, and reaches them within two seconds of the hit', async ({ database, client }) => {
    const { sql, counts } = countedPool(database.url.service);
    stops.push(() => sql.end({ timeout: 1 }));
    const { address, mint } = await serve(database, client, sql);
    const token = await mint(['live:read']);
    const pages = await Promise.all(Array.from({ length: 50 }, () => subscribe(address, token)));
    await vi.waitFor(() => expect(pages.map(({ cards }) => cards.length)).toEqual(pages.map(() => 1)), soon);
    expect(counts()).toBe(1);

    const page = `/${randomUUID()}`;
    await visit(database.sql, client, [{ page }]);
    const began = Date.now();
    await vi.waitFor(() => expect(pages.map(({ cards }) => cards.at(-1)!.pages)).toEqual(pages.map(() => [{ page, visitors: 1 }])), soon);
    expect(Date.now() - began).toBeLessThan(2_000);
    expect(counts()).toBe(2);
  });

  test('is for who may read it alone', async ({ database, client }) => {
    const { address, mint } = await serve(database, client, database.sql);
    const page = await subscribe(address, await mint(['goals:read']));
    await vi.waitFor(() => expect(page.errors).toEqual(['scope_missing']), soon);
    expect(page.cards).toEqual([]);
  });
});
