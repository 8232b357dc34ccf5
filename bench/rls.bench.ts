import type { ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, type Sql } from '../server/core/db.ts';
import { migrate } from '../server/core/migrate.ts';
import { createKey } from '../server/embed/keys.ts';
import { startPostgres } from '../server/postgres/embedded.ts';
import { mint, start, type Asked } from './batch/http.ts';
import { compare, medianOf } from './compare.ts';

const CLIENTS = 1_000;
const DAYS = 2_000;
/** Clients whose pages ask: spread over the table, so that its pages are not always the same few. */
const ASKING = 100;
const window = { from: '2026-10-01', to: '2026-10-30' };

/**
 * What row-level security costs: thirty days of a metric through the API, of many clients among two million rows, as the
 * service's role and as one that bypasses policies. Aim: under 1.20 of its time.
 */
export default async function rls(): Promise<void> {
  const dataDir = await mkdtemp(join(tmpdir(), 'arco-bench-'));
  const server = await startPostgres({ dataDir });
  const owner = connect(server.url, { max: 2 });
  const children: ChildProcess[] = [];
  try {
    await migrate(owner, server.url);
    await fill(owner);
    await owner`create role guarded login password 'guarded' in role arco_service`;
    await owner`create role bypassing login password 'bypassing' bypassrls in role arco_service`;
    const guarded = await start(children, 'ours.ts', urlAs(server.url, 'guarded'));
    const bypassing = await start(children, 'ours.ts', urlAs(server.url, 'bypassing'));
    const keys = await keysOf(owner);
    const side = async (url: string) => {
      const requests = await requestsOf(url, keys);
      await check(url, requests);
      const run = async () => medianOf(await times(url, requests));
      await run();
      return run;
    };
    const [ours, reference] = [await side(guarded), await side(bypassing)];
    await compare(
      { name: 'row-level security', run: ours },
      { name: 'the same, bypassed', run: reference },
      { runs: 15, unit: ' ms a request', better: 'lower' },
    );
  } finally {
    for (const child of children) child.kill();
    await owner.end();
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function fill(owner: Sql): Promise<void> {
  await owner`
    insert into clients (slug, name) select 'bench-' || number, 'Bench' from generate_series(1, ${CLIENTS}) number
  `;
  await owner.begin(async (tx) => {
    // Every row would look up its client, which is there.
    await tx`set local session_replication_role = replica`;
    await tx`
      insert into client_metrics (client_id, date, source, sessions, pageviews, leads, conversions, revenue_cents)
      select clients.id, date '2026-10-30' - day, 'import', 40, 120, 3, 1, 15000
      from generate_series(${DAYS - 1}, 0, -1) day cross join clients
    `;
  });
  await owner`vacuum analyze`;
}

/** The URL of a login whose password is its name. */
function urlAs(ownerUrl: string, role: string): string {
  const url = new URL(ownerUrl);
  url.username = url.password = role;
  return url.href;
}

interface OwnedKey {
  slug: string;
  value: string;
}

async function keysOf(owner: Sql): Promise<OwnedKey[]> {
  const clients = await owner<{ id: string; slug: string }[]>`select id, slug from clients order by md5(slug) limit ${ASKING}`;
  return Promise.all(clients.map(async ({ id, slug }) => ({ slug, value: (await createKey(owner, { clientId: id, kind: 'secret', test: true })).value })));
}

function requestsOf(url: string, keys: readonly OwnedKey[]): Promise<Asked[]> {
  const input = encodeURIComponent(JSON.stringify({ metric: 'sessions', ...window }));
  const path = `/api/trpc/metrics.get?input=${input}`;
  return Promise.all(keys.map(async ({ slug, value }) => ({ path, headers: { authorization: `Bearer ${await mint(url, value, slug)}` } })));
}

/** Milliseconds of each of some hundred requests, one after the other: beside others on the same machine their median holds still longer than a rate. */
async function times(url: string, requests: readonly Asked[]): Promise<number[]> {
  const taken: number[] = [];
  for (const { path, headers } of [...requests, ...requests, ...requests, ...requests]) {
    const began = performance.now();
    await (await fetch(url + path, { headers })).arrayBuffer();
    taken.push(performance.now() - began);
  }
  return taken;
}

/** A side that finds nothing would win for nothing. */
async function check(url: string, requests: readonly Asked[]): Promise<void> {
  for (const { path, headers } of requests) {
    const answer = (await (await fetch(url + path, { headers })).json()) as { result?: { data: { total: number } } };
    if (answer.result?.data.total !== 30 * 40) throw new Error(`The benchmark does not get the figures it asks for: ${JSON.stringify(answer)}`);
  }
}
