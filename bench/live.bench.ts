import { fork, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { connect, type Sql } from '../server/core/db.ts';
import { migrate } from '../server/core/migrate.ts';
import { createKey } from '../server/embed/keys.ts';
import { visit } from '../server/modules/live/test/hits.ts';
import { startPostgres } from '../server/postgres/embedded.ts';
import { mint } from './batch/http.ts';

const PAGES = 2_000;
const HITS = 40;
const PORT = 18_787;

/**
 * One server, one client's live card on 2,000 pages: from the commit of a hit to the last page that shows it, and what a
 * connection costs in memory. Hits come up to a second after another, so that they fall anywhere in the pace.
 */
export default async function live(): Promise<void> {
  const dataDir = await mkdtemp(join(tmpdir(), 'arco-bench-'));
  const database = await startPostgres({ dataDir });
  const owner = connect(database.url, { max: 2 });
  const sockets: WebSocket[] = [];
  let server: ChildProcess | undefined;
  try {
    const { client, url } = await prepare(owner, database.url);
    server = fork(new URL('live/server.ts', import.meta.url), [String(PORT), url], { execArgv: ['--expose-gc'] });
    await once(server, 'message');
    const key = await createKey(owner, { clientId: client.id, kind: 'secret', test: true });
    const token = await mint(`http://127.0.0.1:${PORT}`, key.value, client.slug);

    await subscribe(sockets, token, 1);
    const before = await memoryOf(server);
    await subscribe(sockets, token, PAGES - 1);
    await pause(3_000);
    const after = await memoryOf(server);

    const service = connect(url, { max: 1 });
    const delays = await measure(service, client, sockets);
    await service.end();
    const at = (share: number) => `${delays[Math.min(delays.length - 1, Math.floor(delays.length * share))]!.toFixed(0)} ms`;
    console.log(`  ${PAGES} pages, ${HITS} hits: from commit to the last page ${at(0.5)} p50, ${at(0.99)} p99`);
    console.log(`  ${((after - before) / (PAGES - 1) / 1_024).toFixed(1)} KB of the server's memory a connection`);
  } finally {
    for (const socket of sockets) socket.terminate();
    server?.kill();
    await owner.end();
    await database.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function prepare(owner: Sql, ownerUrl: string) {
  await migrate(owner, ownerUrl);
  await owner`create role app login password 'app' in role arco_service`;
  const [client] = await owner<{ id: string; slug: string }[]>`insert into clients (slug, name) values ('bench', 'Bench') returning id, slug`;
  const url = new URL(ownerUrl);
  url.username = url.password = 'app';
  return { client: client!, url: url.href };
}

async function memoryOf(server: ChildProcess): Promise<number> {
  server.send('memory');
  const [bytes] = (await once(server, 'message')) as [number];
  return bytes;
}

/** Opens so many pages, each with what the SDK subscribes to, and waits until every one shows the card. */
async function subscribe(sockets: WebSocket[], token: string, count: number): Promise<void> {
  const AT_ONCE = 100;
  for (let opened = 0; opened < count; opened += AT_ONCE) {
    const batch = Array.from({ length: Math.min(AT_ONCE, count - opened) }, () => new WebSocket(`ws://127.0.0.1:${PORT}/api/trpc?connectionParams=1`));
    sockets.push(...batch);
    await Promise.all(
      batch.map(async (socket) => {
        await once(socket, 'open');
        socket.on('message', (said: Buffer) => said.length === 4 && socket.send('PONG'));
        const shown = new Promise<void>((resolve) => {
          socket.on('message', (said: Buffer) => said.includes('"visitors"') && resolve());
        });
        socket.send(JSON.stringify({ method: 'connectionParams', data: { token } }));
        socket.send(JSON.stringify({ id: 1, method: 'subscription', params: { path: 'changes.watch', input: {} } }));
        socket.send(JSON.stringify({ id: 2, method: 'subscription', params: { path: 'live.watch' } }));
        await shown;
      }),
    );
  }
}

/** Of each hit, the milliseconds until the last page has it; sorted. */
async function measure(service: Sql, client: { id: string }, sockets: readonly WebSocket[]): Promise<number[]> {
  let page = '';
  let left = 0;
  let done = () => {};
  for (const socket of sockets) {
    socket.on('message', (said: Buffer) => {
      if (page === '' || !said.includes(page)) return;
      left -= 1;
      if (left === 0) done();
    });
  }
  const delays: number[] = [];
  const visitor = randomUUID();
  for (let hit = 0; hit < HITS; hit += 1) {
    await pause((hit * 137) % 1_000);
    const all = new Promise<void>((resolve) => (done = resolve));
    const next = `/${randomUUID()}`;
    [page, left] = [next, sockets.length];
    await visit(service, client, [{ page: next, visitor }]);
    const committed = performance.now();
    await all;
    page = '';
    delays.push(performance.now() - committed);
  }
  return delays.sort((a, b) => a - b);
}
