import { describe, expect } from 'vitest';
import { vi } from 'vitest';
import { system } from '../../core/access.ts';
import { announce, ChangeFeed, forgetChanges, type Change } from '../../core/changes.ts';
import { withClient } from '../../core/db.ts';
import { createLog } from '../../core/log.ts';
import { test, type TestClient, type TestDatabase } from '../../test/fixtures.ts';

const change = ({ sql }: TestDatabase, client: TestClient, ...topics: string[]) => withClient(sql, client.id, system, (scoped) => announce(scoped, ...topics));

/** Everything that one page is told. */
async function follow(feed: ChangeFeed, client: TestClient, cursor?: string) {
  const told: Change[] = [];
  const leave = await feed.watch(client.id, cursor, (one) => told.push(one));
  return { told, leave, topics: () => told.flatMap(({ topics }) => topics) };
}

const soon = { timeout: 2_000, interval: 10 };

describe('changes', () => {
  test('reach every server once they are committed, and no other client', async ({ database, client, newClient }) => {
    const other = new ChangeFeed(database.sql, createLog('silent'));
    const stranger = await newClient();
    const [here, there, elsewhere] = [await follow(database.changes, client), await follow(other, client), await follow(database.changes, stranger)];
    await change(database, client, 'actions', 'score');
    await vi.waitFor(() => expect([here.topics(), there.topics()]).toEqual([['actions', 'score'], ['actions', 'score']]), soon);
    expect(elsewhere.topics()).toEqual([]);
    await other.stop();
  });

  test('of a transaction that failed reach nobody', async ({ database, client }) => {
    const page = await follow(database.changes, client);
    const failed = withClient(database.sql, client.id, system, async (sql) => {
      await announce(sql, 'goals');
      throw new Error('no');
    });
    await expect(failed).rejects.toThrow('no');
    await change(database, client, 'score');
    await vi.waitFor(() => expect(page.topics()).toEqual(['score']), soon);
  });

  test('are told to who comes back with a cursor, on any server', async ({ database, client }) => {
    const page = await follow(database.changes, client);
    page.leave();
    await change(database, client, 'actions');
    await change(database, client, 'goals');
    const restarted = new ChangeFeed(database.sql, createLog('silent'));
    const back = await follow(restarted, client, page.told[0]!.cursor);
    expect(back.topics().toSorted()).toEqual(['actions', 'goals']);
    const again = await follow(restarted, client, back.told[0]!.cursor);
    expect(again.topics()).toEqual([]);
    await restarted.stop();
  });

  test('of a transaction that was open when a later one committed are not missed', async ({ database, client }) => {
    const page = await follow(database.changes, client);
    let commit = () => {};
    const held = new Promise<void>((resolve) => (commit = resolve));
    const slow = withClient(database.sql, client.id, system, async (sql) => {
      await announce(sql, 'goals');
      await held;
    });
    await vi.waitFor(async () => {
      const [row] = await database.owner`select count(*)::int as count from pg_stat_activity where state = 'idle in transaction' and datname = current_database()`;
      expect(row).toEqual({ count: 1 });
    }, soon);
    await change(database, client, 'score');
    await vi.waitFor(() => expect(page.topics()).toEqual(['score']), soon);
    const cursor = page.told.at(-1)!.cursor;
    commit();
    await slow;
    await vi.waitFor(() => expect(page.topics()).toEqual(['score', 'goals']), soon);
    const back = await follow(database.changes, client, cursor);
    expect(back.topics()).toContain('goals');
  });

  test('come at most ten times a second, however many there are', async ({ database, client }) => {
    const page = await follow(database.changes, client);
    const before = page.told.length;
    const began = Date.now();
    await Promise.all(Array.from({ length: 60 }, () => change(database, client, 'actions')));
    await vi.waitFor(async () => {
      const back = await follow(database.changes, client, page.told.at(-1)!.cursor);
      expect(back.topics()).toEqual([]);
      back.leave();
    }, soon);
    expect(page.told.length - before).toBeGreaterThan(0);
    expect(page.told.length - before).toBeLessThanOrEqual(2 + (Date.now() - began) / 100);
  });

  test('are read again after the connection that listens was lost', async ({ database, client }) => {
    const page = await follow(database.changes, client);
    await database.owner`
      select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid() and query ilike 'listen%'
    `;
    await change(database, client, 'metrics');
    await vi.waitFor(() => expect(page.topics()).toEqual(['metrics']), { timeout: 8_000, interval: 20 });
  });

  test('since a page was loaded some seconds ago are told without a cursor', async ({ database, client }) => {
    await change(database, client, 'goals');
    expect((await follow(database.changes, client, '~5')).topics()).toEqual(['goals']);
    await database.owner`update changes set at = at - interval '2 minutes' where client_id = ${client.id}`;
    expect((await follow(database.changes, client, '~5')).topics()).toEqual([]);
    expect((await follow(database.changes, client, '~200')).topics()).toEqual(['goals']);
  });

  test('are kept for a day; who was away for longer may have missed anything', async ({ database, client }) => {
    await change(database, client, 'goals');
    const old = await follow(database.changes, client, `1-${Math.floor(Date.now() / 1000) - 25 * 3600}`);
    expect(old.told[0]!.topics).toBe('all');
    const foreign = await follow(database.changes, client, `999999999999-${Math.floor(Date.now() / 1000)}`);
    expect(foreign.told[0]!.topics).toBe('all');
    await forgetChanges(database.sql, new Date(Date.now() + 26 * 3_600_000));
    expect(await database.owner`select from changes`).toHaveLength(0);
  });
});

describe('changes.watch', () => {
  test('tells the topics that the token may read', async ({ database, client }) => {
    const narrow = client.as({ scopes: ['goals:read'] });
    const stream = (await narrow.changes.watch({}))[Symbol.asyncIterator]();
    expect((await stream.next()).value).toMatchObject({ topics: [], cursor: expect.stringMatching(/^\d+-\d+$/) });
    const next = stream.next();
    await change(database, client, 'actions');
    await change(database, client, 'actions', 'goals');
    expect((await next).value).toMatchObject({ topics: ['goals'] });
    await stream.return?.();
  });

  test('refuses a person who does not belong to the client, and a cursor that is none', async ({ client, database }) => {
    await database.owner`delete from memberships where client_id = ${client.id}`;
    await expect((await client.api.changes.watch({}))[Symbol.asyncIterator]().next()).rejects.toMatchObject({ reason: 'forbidden' });
    await expect(client.api.changes.watch({ cursor: 'yesterday' })).rejects.toThrow();
  });
});
