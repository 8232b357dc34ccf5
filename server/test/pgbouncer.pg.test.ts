import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { describe, expect, vi } from 'vitest';
import { WebSocket } from 'ws';
import { system } from '../core/access.ts';
import { connect, withClient, type Sql } from '../core/db.ts';
import { enqueue, startJobs, type ClientJob } from '../core/jobs.ts';
import { createLog } from '../core/log.ts';
import { Readers } from '../core/readers.ts';
import { createKey } from '../embed/keys.ts';
import { batchUrl, testApp } from './app.ts';
import { test as base, type TestClient } from './fixtures.ts';
import { findPgBouncer, startPgBouncer } from './pgbouncer.ts';

const program = findPgBouncer();
if (!program) process.stderr.write('PgBouncer is not installed here: the tests through a pooler are skipped\n');
const POOL = 2;

interface Pooled {
  app: Awaited<ReturnType<typeof testApp>>;
  sql: Sql;
  direct: Sql;
  authorization: (client: TestClient) => Promise<{ authorization: string }>;
}

const test = base.extend<{ pooled: Pooled }>({
  pooled: async ({ database }, use) => {
    const pooler = await startPgBouncer(program!, database.url.service, POOL);
    const sql = connect(pooler.url);
    const readers = new Readers(pooler.url);
    const direct = connect(database.url.service, { max: 3 });
    const app = await testApp({ ...database, sql, readers }, { direct });
    const authorization = async (client: TestClient) => {
      const { value } = await createKey(database.owner, { clientId: client.id, kind: 'secret', test: true });
      const scopes = ['goals:read', 'goals:write', 'metrics:read', 'score:read', 'actions:read'];
      const answer = await app.inject({ method: 'POST', url: '/api/embed/tokens', headers: { authorization: `Bearer ${value}` }, payload: { client: client.slug, scopes } });
      return { authorization: `Bearer ${answer.json().token}` };
    };
    await use({ app, sql, direct, authorization });
    await app.close();
    await Promise.all([sql.end({ timeout: 1 }), readers.end(), direct.end({ timeout: 1 })]);
    await pooler.stop();
  },
});

const window = { from: '2026-10-01', to: '2026-10-30' };
const asked = batchUrl({ 'metrics.get': { metric: 'leads', ...window }, 'goals.list': { from: '2026-01-01', to: '2026-12-31' }, 'score.get': {}, 'actions.list': {} });

/** A client whose days all say the same. */
async function withLeads(sql: Sql, client: TestClient, leads: number): Promise<void> {
  await withClient(sql, client.id, system, (scoped) => scoped`
    insert into client_metrics (client_id, date, source, leads)
    select ${scoped.clientId}, day::date, 'import', ${leads} from generate_series(${window.from}::date, ${window.to}::date, interval '1 day') day returning 1
  `);
}

const create = (app: Pooled['app'], headers: object, target: number, metric: string) =>
  app.inject({ method: 'POST', url: '/api/trpc/goals.create', headers: { ...headers, 'content-type': 'application/json' }, payload: JSON.stringify({ metric, target, period: 'month', startsOn: '2026-10-01' }) });

/** What every connection of the pooler remembers, and sees with no client entered. */
async function remembered(sql: Sql) {
  const rows = await Promise.all(
    Array.from({ length: 20 }, () => sql<{ pid: number; client: string; rows: number }[]>`
      select pg_backend_pid() as pid, coalesce(current_setting('arco.client_id', true), '') as client, (select count(*) from client_metrics) as rows, pg_sleep(0.005)
    `),
  );
  return rows.map(([row]) => row!);
}

describe.skipIf(!program)('through PgBouncer in transaction mode, with unnamed statements', () => {
  test('many connections share two, and none of them remembers a client', async ({ pooled: { app, sql, authorization }, client }) => {
    await withLeads(sql, client, 7);
    await app.inject({ url: asked, headers: await authorization(client) });
    const seen = await remembered(sql);
    expect(new Set(seen.map(({ pid }) => pid)).size).toBe(POOL);
    for (const { client: entered, rows } of seen) expect([entered, rows]).toEqual(['', 0]);
  });

  test('forty requests of two clients at once are each answered with their own rows', async ({ pooled: { app, sql, authorization }, client, newClient }) => {
    const other = await newClient();
    const sides = [
      { client, leads: 7, headers: await authorization(client) },
      { client: other, leads: 1_000, headers: await authorization(other) },
    ];
    for (const { client: owner, leads } of sides) await withLeads(sql, owner, leads);
    const answers = await Promise.all(
      Array.from({ length: 40 }, async (_, index) => {
        const { headers, leads } = sides[index % 2]!;
        // Every fourth one fails in the middle of its transaction, and must leave nothing behind for the next.
        if (index % 4 === 3) await withClient(sql, sides[index % 2]!.client.id, system, (scoped) => scoped`select 1 / 0 from client_metrics where client_id = ${scoped.clientId}`).catch(() => {});
        const answer = await app.inject({ url: asked, headers });
        const [metric, goals, score, actions] = answer.json() as { result?: { data: { total: number; goals: [] } } }[];
        return { status: answer.statusCode, right: metric?.result?.data.total === 30 * leads, whole: [goals, score, actions].every((one) => one?.result) };
      }),
    );
    expect(answers).toEqual(Array(40).fill({ status: 200, right: true, whole: true }));
  });

  test('what is written at once is kept once, by whom it belongs to', async ({ pooled: { app, authorization }, client, newClient, database }) => {
    const other = await newClient();
    const metrics = ['leads', 'revenue', 'sessions', 'visitors', 'pageviews', 'conversions', 'clicks', 'impressions', 'roas', 'ctr'];
    const [mine, theirs] = [await authorization(client), await authorization(other)];
    const answers = await Promise.all(metrics.flatMap((metric) => [create(app, mine, 3, metric), create(app, theirs, 4, metric)]));
    expect(answers.map(({ statusCode }) => statusCode)).toEqual(Array(20).fill(200));
    const kept = await database.owner`select client_id, target::float8 as target, count(*)::int as count from client_goals where client_id = any(${[client.id, other.id]}::uuid[]) group by 1, 2 order by 2`;
    expect(kept).toEqual([{ clientId: client.id, target: 3, count: 10 }, { clientId: other.id, target: 4, count: 10 }]);
    const again = await create(app, mine, 3, 'leads');
    expect([again.statusCode, again.json().error.data.reason]).toEqual([409, 'conflict']);
  });

  test('changes are heard past the pooler, on the direct connection', async ({ pooled: { app, authorization }, client }) => {
    await app.listen({ host: '127.0.0.1', port: 0 });
    const headers = await authorization(client);
    const socket = new WebSocket(`ws://127.0.0.1:${(app.addresses()[0] as AddressInfo).port}/api/trpc?connectionParams=1`);
    const said: string[] = [];
    socket.on('message', (text) => said.push(String(text)));
    await once(socket, 'open');
    socket.send(JSON.stringify({ method: 'connectionParams', data: { token: headers.authorization.slice(7) } }));
    socket.send(JSON.stringify({ id: 1, method: 'subscription', params: { path: 'changes.watch', input: {} } }));
    await vi.waitFor(() => expect(said.join()).toContain('"topics":[]'), 3_000);
    expect((await create(app, headers, 3, 'leads')).statusCode).toBe(200);
    await vi.waitFor(() => expect(said.join()).toContain('"goals"'), 3_000);
    socket.terminate();
  });

  test('jobs that are put into the queue through the pooler run past it', async ({ pooled: { sql, direct }, client, database }) => {
    const ran = vi.fn<(slug: string) => void>();
    await withClient(sql, client.id, system, (scoped) => enqueue(scoped, 'test.pooled'));
    const job: ClientJob = { name: 'test.pooled', run: async (_scoped, { slug }) => ran(slug) };
    const running = await startJobs({ url: database.url.service, sql: direct, log: createLog('silent'), jobs: [job] });
    await vi.waitFor(() => expect(ran).toHaveBeenCalledWith(client.slug), 8_000);
    await running.stop();
  });

  test('the setting in the URL is what makes statements unnamed', async ({ pooled: { sql }, database }) => {
    expect(sql.options.prepare).toBe(false);
    expect(database.sql.options.prepare).toBe(true);
  });
});
