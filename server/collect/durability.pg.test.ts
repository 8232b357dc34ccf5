import type { ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createConnection, createServer, type AddressInfo, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'vitest';
import { connect, type Sql } from '../core/db.ts';
import { migrate } from '../core/migrate.ts';
import { createKey } from '../embed/keys.ts';
import { findInstalledPostgres, startPostgres, type Postgres, type PostgresOptions } from '../postgres/embedded.ts';
import { testApp } from '../test/app.ts';
import { test as base } from '../test/fixtures.ts';
import { sendHits, type Hit, type Outcome } from './test/load.ts';
import { startServer, type ServerProcess } from './test/process.ts';

const PAGES_A_VISIT = 4;

const test = base.extend<{ start: (url: string) => Promise<ServerProcess> }>({
  start: async ({}, use) => {
    const children: ChildProcess[] = [];
    await use((url) => startServer(children, url));
    for (const child of children) child.kill('SIGKILL');
  },
});

/** Visits of four pages, their hits far from each other, as many visitors come at once. */
function hitsOf(count: number): Hit[] {
  const at = new Date().toISOString();
  const visitors = count / PAGES_A_VISIT;
  return Array.from({ length: count }, (_, index) => ({ id: randomUUID(), type: 'pageview', url: `https://loja.example/${index % 50}`, visitor: `visitor ${index % visitors}`, at }));
}

const left = (hits: readonly Hit[], ...outcomes: Outcome[]) => hits.filter(({ id }) => !outcomes.some(({ acknowledged }) => acknowledged.has(id)));

async function keptIds(owner: Sql, clientId: string): Promise<string[]> {
  return (await owner<{ id: string }[]>`select id from realtime_events where client_id = ${clientId}`).map(({ id }) => id);
}

/** Every hit is there once, and was counted once wherever hits are counted. */
async function expectOnce(owner: Sql, clientId: string, hits: readonly Hit[]): Promise<void> {
  expect((await keptIds(owner, clientId)).toSorted()).toEqual(hits.map(({ id }) => id).toSorted());
  const visitors = hits.length / PAGES_A_VISIT;
  const [hours] = await owner`
    select sum(pageviews)::int as pageviews, sum(visitors)::int as visitors, sum(sessions)::int as sessions from client_metric_hours where client_id = ${clientId}
  `;
  expect(hours).toEqual({ pageviews: hits.length, visitors, sessions: visitors });
  const [pages] = await owner`select sum(pageviews)::int as pageviews from traffic_hours where client_id = ${clientId} and dimension = 'page'`;
  expect(pages).toEqual({ pageviews: hits.length });
  const [visits] = await owner`
    select sum(pageviews)::int as pageviews, count(distinct visitor)::int as visitors, count(*)::int as visits from visits where client_id = ${clientId}
  `;
  expect(visits).toEqual({ pageviews: hits.length, visitors, visits: visitors });
}

test('a server that is killed has lost nothing it answered for, and what is sent again counts once', { timeout: 120_000 }, async ({ database: { owner, url }, client, start }) => {
  const { value: key } = await createKey(owner, { clientId: client.id, kind: 'secret' });
  const hits = hitsOf(20_000);
  const first = await start(url.service);
  let killed: Promise<unknown> | undefined;
  const before = await sendHits(first.url, key, hits, { onAnswer: (count) => count >= 8_000 && (killed ??= first.end('SIGKILL')) });
  await killed;
  expect(before.acknowledged.size).toBeGreaterThanOrEqual(8_000);
  expect(before.broken).toBe(20_000 - before.acknowledged.size);
  const kept = new Set(await keptIds(owner, client.id));
  expect([...before.acknowledged].filter((id) => !kept.has(id))).toEqual([]);

  const second = await start(url.service);
  const after = await sendHits(second.url, key, left(hits, before));
  expect(left(hits, before, after)).toEqual([]);
  // What had been kept and not yet answered was told to be known.
  expect(after.duplicates).toBeLessThanOrEqual(32);
  await expectOnce(owner, client.id, hits);
});

test('a server that is stopped answers every request that it took', { timeout: 60_000 }, async ({ database: { owner, url }, client, start }) => {
  const { value: key } = await createKey(owner, { clientId: client.id, kind: 'secret' });
  const hits = hitsOf(2_000);
  const first = await start(url.service);
  let stopped: ReturnType<ServerProcess['end']> | undefined;
  const before = await sendHits(first.url, key, hits, { connections: 500, onAnswer: () => (stopped ??= first.end('SIGTERM')) });
  const { taken, answered, code } = await stopped!;
  expect({ answered, code }).toEqual({ answered: taken, code: 0 });
  expect(before.acknowledged.size + before.refused.length).toBe(answered);
  expect(before.acknowledged.size).toBeLessThan(2_000);
  // Nothing was kept either of which nobody was told.
  expect((await keptIds(owner, client.id)).toSorted()).toEqual([...before.acknowledged].toSorted());

  const second = await start(url.service);
  const after = await sendHits(second.url, key, left(hits, before));
  expect(after).toMatchObject({ duplicates: 0, refused: [], broken: 0 });
  await expectOnce(owner, client.id, hits);
});

const DOWN_MS = 10_000;

test('while the database is down hits are refused in time, and nothing is lost that was answered for', { timeout: 120_000 }, async ({ database, start }) => {
  const dataDir = await mkdtemp(join(tmpdir(), 'arco-durability-'));
  const [running] = await database.owner<{ major: number }[]>`select current_setting('server_version_num')::int / 10000 as major`;
  const binDir = findInstalledPostgres(running!.major);
  const options: PostgresOptions = { dataDir, ...(running!.major === 15 && binDir ? { binDir } : {}) };
  const postgres = await startPostgres(options);
  const owner = connect(postgres.url, { max: 2 });
  let crashed: Promise<Postgres> | undefined;
  try {
    await migrate(owner, postgres.url);
    await owner`create role service login password 'service' in role arco_service`;
    const [client] = await owner<{ id: string }[]>`insert into clients (slug, name) values ('loja', 'Loja') returning id`;
    const { value: key } = await createKey(owner, { clientId: client!.id, kind: 'secret' });
    const service = new URL(postgres.url);
    service.username = service.password = 'service';
    const { url } = await start(service.href);

    const hits = hitsOf(4_000);
    let isUp = false;
    const crash = async () => {
      // Without a checkpoint, as in a power cut: what was committed is in the log alone.
      process.kill(Number.parseInt(await readFile(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8')), 'SIGQUIT');
      await sleep(DOWN_MS);
      const again = await startPostgres({ ...options, port: postgres.port });
      isUp = true;
      return again;
    };
    const rounds = [await sendHits(url, key, hits, { onAnswer: (count) => count >= 1_000 && (crashed ??= crash()) })];
    while (!isUp) {
      rounds.push(await sendHits(url, key, left(hits, ...rounds).slice(0, 64)));
      await sleep(250);
    }
    await crashed;
    const refused = rounds.flatMap((round) => round.refused);
    expect(refused.length).toBeGreaterThan(100);
    expect(new Set(refused.map(({ status, retryAfter }) => `${status}, again after ${retryAfter}`))).toEqual(new Set(['503, again after 2']));
    expect(rounds.reduce((sum, { broken }) => sum + broken, 0)).toBe(0);
    expect(Math.max(...rounds.map(({ slowest }) => slowest))).toBeLessThan(12_000);

    const last = await sendHits(url, key, left(hits, ...rounds));
    expect(last).toMatchObject({ refused: [], broken: 0 });
    await expectOnce(owner, client!.id, hits);
  } finally {
    await owner.end({ timeout: 1 });
    await (await crashed)?.stop();
    await postgres.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
});

test('a database that falls silent is not waited for', async ({ database, client }) => {
  let isSilent = false;
  const sockets: Socket[] = [];
  const { hostname, port } = new URL(database.url.service);
  const proxy = createServer((socket) => {
    sockets.push(socket);
    if (isSilent) return;
    const behind = createConnection(Number(port), hostname);
    socket.pipe(behind).pipe(socket);
    for (const side of [socket, behind]) side.on('error', () => {}).on('close', () => [socket, behind].forEach((other) => other.destroy()));
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  const through = new URL(database.url.service);
  through.port = String((proxy.address() as AddressInfo).port);
  const sql = connect(through.href);
  const app = await testApp({ ...database, sql }, { collect: { patience: 500 } });
  try {
    const keys = [await createKey(database.owner, { clientId: client.id, kind: 'secret' }), await createKey(database.owner, { clientId: client.id, kind: 'secret' })] as const;
    const send = (which: 0 | 1) => app.inject({ method: 'POST', url: '/api/collect', payload: hitsOf(4)[0]!, headers: { authorization: `Bearer ${keys[which].value}` } });
    expect((await send(0)).statusCode).toBe(202);
    isSilent = true;
    for (const socket of sockets) socket.unpipe();
    // One that would be written, and one of a key that has to be looked up first.
    for (const answer of await Promise.all([send(0), send(1)])) expect(answer).toMatchObject({ statusCode: 503, headers: { 'retry-after': '2' } });
    isSilent = false;
    for (const socket of sockets) socket.destroy();
    await expect.poll(async () => (await send(1)).statusCode, { timeout: 5_000 }).toBe(202);
  } finally {
    for (const socket of sockets) socket.destroy();
    proxy.close();
    await app.close();
    await sql.end({ timeout: 1 });
  }
});
