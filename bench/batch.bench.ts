import type { ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { system } from '../server/core/access.ts';
import { connect, withClient, type Sql } from '../server/core/db.ts';
import { migrate } from '../server/core/migrate.ts';
import { createKey } from '../server/embed/keys.ts';
import { startPostgres } from '../server/postgres/embedded.ts';
import { load, mint, start } from './batch/http.ts';
import { compare } from './compare.ts';

const window = { from: '2026-10-01', to: '2026-10-30' };
const SECONDS = 4;

/**
 * A batch of three reads through tRPC, token and row-level security, against the same SQL asked bare. Aim 0.9, floor 0.7.
 * Twice: of a client whose days were imported, where the SQL is light and our own cost shows, and of one whose hours were
 * collected, as most clients' are.
 */
export default async function batch(): Promise<void> {
  for (const kind of ['imported days', 'collected hours'] as const) {
    console.log(` ${kind}`);
    await measure(kind);
  }
}

type Kind = 'imported days' | 'collected hours';

async function measure(kind: Kind): Promise<void> {
  const dataDir = await mkdtemp(join(tmpdir(), 'arco-bench-'));
  const server = await startPostgres({ dataDir });
  const owner = connect(server.url, { max: 2 });
  const children: ChildProcess[] = [];
  try {
    const { clientId, slug, url } = await prepare(owner, server.url, kind);
    const key = await createKey(owner, { clientId, kind: 'secret', test: true });
    const ours = await start(children, 'ours.ts', url);
    const bare = await start(children, 'bare.ts', server.url, clientId, window.from, window.to);

    const token = await mint(ours, key.value, slug);
    const inputs = ['sessions', 'revenue', 'conversion_rate'].map((metric) => ({ metric, ...window }));
    const input = encodeURIComponent(JSON.stringify({ ...inputs }));
    const asked = `${ours}/api/trpc/metrics.get,metrics.get,metrics.get?batch=1&input=${input}`;
    const headers = { authorization: `Bearer ${token}` };
    await check(asked, bare, headers);

    const askOurs = (seconds: number) => load(ours, [{ path: asked.slice(ours.length), headers }], seconds);
    const askBare = (seconds: number) => load(bare, [{ path: '/', headers: {} }], seconds);
    await askOurs(3);
    await askBare(3);
    await compare(
      { name: 'tRPC, token, row-level security', run: () => askOurs(SECONDS) },
      { name: 'bare Fastify + postgres', run: () => askBare(SECONDS) },
      { runs: 7, unit: ' requests/s' },
    );
  } finally {
    for (const child of children) child.kill();
    await owner.end();
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

/** A client with 92 days. */
async function prepare(owner: Sql, ownerUrl: string, kind: Kind) {
  await migrate(owner, ownerUrl);
  await owner`create role app login password 'app' in role arco_service`;
  const slug = 'bench';
  const [client] = await owner<{ id: string }[]>`insert into clients (slug, name) values (${slug}, 'Bench') returning id`;
  const url = new URL(ownerUrl);
  url.username = url.password = 'app';
  const service = connect(url.href, { max: 1 });
  await withClient(service, client!.id, system, async (sql) => {
    if (kind === 'collected hours') {
      await sql`
        insert into client_metric_hours (client_id, hour, sessions, pageviews, conversions, revenue_cents)
        select ${sql.clientId}, hour, 40, 120, 1, 15000
        from generate_series(timestamptz '2026-08-01', timestamptz '2026-11-01', interval '1 hour') hour returning 1
      `;
    } else {
      await sql`
        insert into client_metrics (client_id, date, source, sessions, pageviews, conversions, revenue_cents)
        select ${sql.clientId}, day::date, 'import', 24 * 40, 24 * 120, 24, 24 * 15000
        from generate_series(date '2026-08-01', date '2026-11-01', interval '1 day') day returning 1
      `;
    }
  });
  await service.end();
  await owner`analyze`;
  return { clientId: client!.id, slug, url: url.href };
}

/** Both sides answer the same 30 days of the same three metrics: a reference that finds nothing would win for nothing. */
async function check(asked: string, bare: string, headers: Record<string, string>): Promise<void> {
  const answer = await fetch(asked, { headers });
  const calls = (await answer.json()) as { result?: { data: { total: number } } }[];
  const totals = calls.map(({ result }) => result?.data.total).join();
  const answers = (await (await fetch(bare)).json()) as { rows: Record<string, unknown>[] }[];
  const sums = answers.map(({ rows }) => rows.length).join();
  const expected = [30 * 24 * 40, 30 * 24 * 15_000, 1 / 40].join();
  if (totals !== expected || sums !== '30,30,30') throw new Error(`The benchmark does not get the figures it asks for: ${totals} and ${sums}`);
}
