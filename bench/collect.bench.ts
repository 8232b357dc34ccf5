import autocannon from 'autocannon';
import { execFile, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { connect, type Sql } from '../server/core/db.ts';
import { migrate } from '../server/core/migrate.ts';
import { createKey } from '../server/embed/keys.ts';
import { startPostgres } from '../server/postgres/embedded.ts';
import { start } from './batch/http.ts';
import { hitRequests, type HitRequest } from './collect/visits.ts';
import { compare } from './compare.ts';

const SECONDS = 3;
const ARRAY = 100;

/**
 * What it costs to keep a hit with all that follows from it, answered after the commit: beside a bare route that keeps one
 * row a request and does nothing else (aim: 0.8 of its hits a second at 32 connections, 1.5 times at 256), and arrays of
 * 100 beside pgbench's inserts of 100 rows into the same table (aim: half of its rows a second).
 */
export default async function collect(): Promise<void> {
  const dataDir = await mkdtemp(join(tmpdir(), 'arco-bench-'));
  const server = await startPostgres({ dataDir });
  const owner = connect(server.url, { max: 2 });
  const children: ChildProcess[] = [];
  try {
    await migrate(owner, server.url);
    await owner`create role service login password 'service' in role arco_service`;
    const [client] = await owner<{ id: string }[]>`insert into clients (slug, name) values ('bench', 'Bench') returning id`;
    const { value: key } = await createKey(owner, { clientId: client!.id, kind: 'publishable', origins: ['https://loja.example'] });
    const service = new URL(server.url);
    service.username = service.password = 'service';
    const ours = await start(children, '../collect/ours.ts', service.href);
    // Row-level security would keep the bare route from writing at all: it comes as the owner.
    const bare = await start(children, '../collect/bare.ts', server.url, client!.id);
    // What has just started is still being compiled while it is measured.
    await rate(ours, hitRequests('/api/collect', key, 4_000), 32);
    await rate(bare, hitRequests('/', key, 4_000), 32);
    for (const connections of [32, 256]) {
      await compare(
        { name: `collector, ${connections} connections`, run: () => rate(ours, hitRequests('/api/collect', key, 4_000), connections) },
        { name: 'bare route, one row a request', run: () => rate(bare, hitRequests('/', key, 4_000), connections) },
        { unit: ' hits/s' },
      );
    }
    const pgbench = await findPgbench();
    if (pgbench) {
      await compare(
        { name: `collector, arrays of ${ARRAY}`, run: async () => ARRAY * (await rate(ours, hitRequests('/api/collect', key, 300, ARRAY), 8)) },
        { name: `pgbench, inserts of ${ARRAY} rows`, run: () => pgbenchRows(pgbench, server.url, client!.id, dataDir) },
        { unit: ' rows/s' },
      );
    } else console.log('  pgbench is not installed (postgresql-contrib): arrays were not compared');
    await account(owner, client!.id);
  } finally {
    for (const child of children) child.kill();
    await owner.end();
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function rate(url: string, requests: readonly HitRequest[], connections: number): Promise<number> {
  let next = 0;
  const result = await autocannon({
    url,
    connections,
    duration: SECONDS,
    // To make a connection's requests takes time of what is measured: each sends its share of them again and again.
    setupClient: (one) => one.setRequests(Array.from({ length: Math.max(8, requests.length / connections) }, () => requests[next++ % requests.length]!)),
  });
  if (result.non2xx > 0 || result.errors > 0) throw new Error(`${result.non2xx} refused and ${result.errors} failed requests at ${url}`);
  return result.requests.average;
}

async function findPgbench(): Promise<string | undefined> {
  return [18, 17, 16, 15].map((version) => `/usr/lib/postgresql/${version}/bin/pgbench`).find((path) => existsSync(path));
}

async function pgbenchRows(pgbench: string, url: string, clientId: string, folder: string): Promise<number> {
  const script = join(folder, 'insert.sql');
  await writeFile(
    script,
    `insert into realtime_events (client_id, day, id, at, type, visitor, consented, page, source, medium, device, country)
    select '${clientId}', (now() at time zone 'UTC')::date, gen_random_uuid(), now(), 'pageview', gen_random_uuid(), false, '/produto/' || n, 'google', 'organic', 'mobile', 'BR'
    from generate_series(1, ${ARRAY}) n;\n`,
  );
  const { stdout } = await promisify(execFile)(pgbench, ['-n', '-c', '8', '-j', '2', '-T', String(SECONDS), '-f', script, url]);
  const tps = /tps = ([\d.]+)/.exec(stdout)?.[1];
  if (!tps) throw new Error(`pgbench said no rate:\n${stdout}`);
  return Number(tps) * ARRAY;
}

/** A side that loses what it acknowledged would win for nothing. */
async function account(owner: Sql, clientId: string): Promise<void> {
  const [counted] = await owner<{ hits: number; pageviews: number; seen: number }[]>`
    select
      (select count(*)::int from realtime_events where client_id = ${clientId} and type = 'pageview' and country <> 'BR') as hits,
      (select sum(pageviews)::int from client_metric_hours where client_id = ${clientId}) as pageviews,
      (select sum(pageviews)::int from visits where client_id = ${clientId}) as seen
  `;
  console.log(`  kept ${counted!.pageviews} page views in the hours, ${counted!.seen} in visits`);
  if (counted!.pageviews !== counted!.seen) throw new Error('The hours and the visits do not hold the same page views');
}
