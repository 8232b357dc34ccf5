import type { ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { system } from '../server/core/access.ts';
import { dayIn, addDays } from '../server/core/dates.ts';
import { connect, withClient, type Sql } from '../server/core/db.ts';
import { migrate } from '../server/core/migrate.ts';
import { createKey } from '../server/embed/keys.ts';
import { foldTraffic } from '../server/modules/traffic/fold.queries.ts';
import { startPostgres } from '../server/postgres/embedded.ts';
import { mint, start } from './batch/http.ts';
import { medianOf } from './compare.ts';

const DAYS = 365;
const zone = 'America/Sao_Paulo';
/** Hits of a year: of a small shop, and of a hundred times as large a one. */
const sizes = [120_000, 12_000_000];
const ASKED = 40;

/**
 * What the cards of a year cost at 12 million hits beside 120,000: the answer through the API, rate limits and row-level
 * security included. Aim: within 1.5 times of each other, and under 50 ms each.
 */
export default async function traffic(): Promise<void> {
  const dataDir = await mkdtemp(join(tmpdir(), 'arco-bench-'));
  const server = await startPostgres({ dataDir, settings: { max_wal_size: '4GB', synchronous_commit: 'off' } });
  const owner = connect(server.url, { max: 2 });
  const children: ChildProcess[] = [];
  try {
    await migrate(owner, server.url);
    await owner`create role service login password 'service' in role arco_service`;
    const service = new URL(server.url);
    service.username = service.password = 'service';
    const url = await start(children, 'ours.ts', service.href);
    const times: Record<string, number[]> = {};
    for (const hits of sizes) {
      const began = performance.now();
      const slug = `hits-${hits}`;
      await fill(owner, service.href, slug, hits);
      const [client] = await owner<{ id: string }[]>`select id from clients where slug = ${slug}`;
      const { value } = await createKey(owner, { clientId: client!.id, kind: 'secret', test: true });
      const token = await mint(url, value, slug);
      console.log(`  ${hits} hits, made in ${((performance.now() - began) / 1000).toFixed(0)} s; ${await sizesOf(owner)}`);
      for (const [card, path] of Object.entries(cards())) (times[card] ??= []).push(await measure(url, path, token));
    }
    for (const [card, [small, large]] of Object.entries(times)) {
      console.log(`  ${card.padEnd(24)} ${small!.toFixed(1)} ms at 120,000, ${large!.toFixed(1)} ms at 12,000,000: ratio ${(large! / small!).toFixed(2)}, lower is better`);
    }
  } finally {
    for (const child of children) child.kill();
    await owner.end();
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

function cards(): Record<string, string> {
  const today = dayIn(zone, new Date());
  const ask = (procedure: string, input?: object) => `/api/trpc/${procedure}${input ? `?input=${encodeURIComponent(JSON.stringify(input))}` : ''}`;
  const month = { from: addDays(today, -29), to: today };
  const year = { from: addDays(today, -364), to: today };
  return {
    'traffic, 30 days': ask('traffic.get', month),
    'traffic, 12 months': ask('traffic.get', year),
    'pages, 30 days': ask('traffic.breakdown', { ...month, dimension: 'page' }),
    'pages, 12 months': ask('traffic.breakdown', { ...year, dimension: 'page' }),
    'sources, 12 months': ask('traffic.breakdown', { ...year, dimension: 'source' }),
    'one source, 12 months': ask('traffic.get', { ...year, filter: { dimension: 'source', value: 'google' } }),
    live: ask('live.get'),
  };
}

/** Hits in threes, a visit each, spread over the hours; visits and counts are made of them as they are of any. */
async function fill(owner: Sql, service: string, slug: string, hits: number): Promise<void> {
  const [client] = await owner<{ id: string }[]>`insert into clients (slug, name, time_zone) values (${slug}, 'Bench', ${zone}) returning id`;
  const id = client!.id;
  const today = dayIn('UTC', new Date());
  const perDay = Math.round(hits / DAYS);
  for (let ago = DAYS; ago >= 0; ago -= 1) {
    const day = addDays(today, -ago);
    await owner`select arco.prepare_day(${day})`;
    await owner`
      insert into realtime_events (client_id, day, id, at, type, visitor, consented, page, source, medium, campaign, device, country)
      select ${id}, ${day}, gen_random_uuid(), at, case when n % 40 = 0 then 'conversion' else 'pageview' end, md5(${day}::text || ${slug} || n / 3)::uuid, false,
        '/produto/' || floor(200 * power(random(), 3)), (array['google', 'instagram', 'facebook', 'direct', 'blog.example'])[1 + (n / 3 * 7919) % 5], 'none',
        (array[null, 'verao', 'marca'])[1 + (n / 3) % 3], (array['mobile', 'desktop'])[1 + (n / 3) % 2], (array['BR', 'PT', 'US'])[1 + (n / 3) % 3]
      from (
        select n, ${day}::date::timestamp at time zone 'UTC' + make_interval(secs => ((n / 3 * 7919::bigint) % 86100) + n % 3 * 40) as at from generate_series(0, ${perDay - 1}) n
      ) made
      where at < now()
    `;
  }
  await owner`analyze realtime_events`;
  const sql = connect(service, { max: 1 });
  for (let ago = DAYS; ago >= 0; ago -= 1) {
    const day = addDays(today, -ago);
    await withClient(sql, id, system, (scoped) => scoped`select arco.rebuild_traffic(${scoped.clientId}, ${zone}, ${day}, ${day})`);
  }
  await withClient(sql, id, system, (scoped) => foldTraffic(scoped, { timeZone: zone }, dayIn(zone, new Date())));
  await sql.end();
  await owner`vacuum analyze`;
}

async function sizesOf(owner: Sql): Promise<string> {
  const [size] = await owner<{ raw: string; visits: string; hours: string; days: string }[]>`
    select
      (select pg_size_pretty(sum(pg_total_relation_size(inhrelid))) from pg_inherits where inhparent = 'realtime_events'::regclass) as raw,
      pg_size_pretty(pg_total_relation_size('visits')) as visits, pg_size_pretty(pg_total_relation_size('traffic_hours')) as hours,
      pg_size_pretty(pg_total_relation_size('traffic_days') + pg_total_relation_size('traffic_months')) as days
  `;
  return `hits ${size!.raw}, visits ${size!.visits}, hours ${size!.hours}, days and months ${size!.days}`;
}

/** Milliseconds of a request, the median of some. */
async function measure(url: string, path: string, token: string): Promise<number> {
  const taken: number[] = [];
  for (let count = 0; count < ASKED; count += 1) {
    const began = performance.now();
    const answer = await fetch(url + path, { headers: { authorization: `Bearer ${token}` } });
    const body = (await answer.json()) as { result?: unknown };
    if (!body.result) throw new Error(`${path} was not answered: ${JSON.stringify(body)}`);
    taken.push(performance.now() - began);
  }
  return medianOf(taken.slice(5));
}
