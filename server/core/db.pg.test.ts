import { expect } from 'vitest';
import { test } from '../test/fixtures.ts';
import { system } from './access.ts';
import { connect, withClient } from './db.ts';

test('a transaction whose connection is lost is refused as unavailable, and the pool goes on', async ({ client, database }) => {
  const pool = connect(database.url.service, { max: 1 });
  const lost = withClient(pool, client.id, system, async (sql) => {
    const [row] = await sql<[{ pid: number }]>`select pg_backend_pid() as pid`;
    await database.owner`select pg_terminate_backend(${row.pid})`;
    await sql`insert into metric_sources (client_id, metric, sources) values (${sql.clientId}, 'leads', '{import}')`;
  });
  await expect(lost).rejects.toMatchObject({ reason: 'unavailable' });

  const settings = await withClient(pool, client.id, system, (sql) => sql`select metric from metric_sources where client_id = ${sql.clientId}`);
  expect(settings).toEqual([]);
  await pool.end();
});

test('numbers come as numbers, and one that JSON cannot carry is refused', async ({ database }) => {
  const [row] = await database.sql`select 9007199254740991::bigint as whole, 12.37::numeric as part, date '2026-11-23' as day, timestamptz '2026-11-23T12:00:00Z' as instant`;
  expect(row).toEqual({ whole: 9_007_199_254_740_991, part: 12.37, day: '2026-11-23', instant: '2026-11-23T12:00:00.000Z' });
  await expect(database.sql`select 9007199254740993::bigint as whole`).rejects.toThrow('does not fit');
});
