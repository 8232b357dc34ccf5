import { afterEach, describe, expect, vi } from 'vitest';
import { connect, type Sql } from '../../core/db.ts';
import { createLog } from '../../core/log.ts';
import { test, type TestClient, type TestDatabase } from '../../test/fixtures.ts';
import { LiveFeed } from './live-feed.ts';
import type { Live } from './live.schema.ts';
import { countedPool, type Counted } from './test/counted.ts';
import { visit } from './test/hits.ts';

const soon = { timeout: 3_000, interval: 10 };
const stops: (() => unknown)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

function counting(database: TestDatabase): Counted {
  const counted = countedPool(database.url.service);
  stops.push(() => counted.sql.end({ timeout: 1 }));
  return counted;
}

function open(database: TestDatabase, sql: Sql, clock = () => new Date()): LiveFeed {
  return new LiveFeed({ sql, changes: database.changes, clock, log: createLog('silent') });
}

async function follow(feed: LiveFeed, client: TestClient) {
  const told: { live: Live; at: number }[] = [];
  const leave = await feed.watch(client.id, (live) => told.push({ live, at: performance.now() }));
  stops.push(leave);
  return { told, leave, visitors: () => told.map(({ live }) => live.visitors) };
}

describe('the feed of live cards', () => {
  test('counts once for fifty pages, at once and for a hit', async ({ database, client, newClient }) => {
    const { sql, counts } = counting(database);
    const feed = open(database, sql);
    const pages = await Promise.all(Array.from({ length: 50 }, () => follow(feed, client)));
    const stranger = await follow(feed, await newClient());
    expect(counts()).toBe(2);

    await visit(database.sql, client, [{}]);
    await vi.waitFor(() => expect(pages.map((page) => page.visitors())).toEqual(pages.map(() => [0, 1])), soon);
    expect(counts()).toBe(3);
    expect(stranger.visitors()).toEqual([0]);
  });

  test('tells at most once a second, and the last state', async ({ database, client }) => {
    const page = await follow(open(database, database.sql), client);
    for (let hit = 0; hit < 25; hit += 1) {
      await visit(database.sql, client, [{}]);
      await new Promise((resolve) => setTimeout(resolve, 80));
    }
    await vi.waitFor(() => expect(page.visitors().at(-1)).toBe(25), soon);
    const gaps = page.told.slice(2).map(({ at }, index) => at - page.told[index + 1]!.at);
    expect(page.told.length).toBeGreaterThan(2);
    expect(Math.min(...gaps)).toBeGreaterThan(900);
  });

  test('counts again without a hit, so that who left is gone', async ({ database, client }) => {
    const { sql, counts } = counting(database);
    let ahead = 0;
    await visit(database.sql, client, [{ at: new Date(Date.now() - 60_000) }]);
    const page = await follow(open(database, sql, () => new Date(Date.now() + ahead)), client);
    // The hit itself is told of late.
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    const before = counts();
    ahead = 4 * 60_000 + 1_000;
    await vi.waitFor(() => expect(page.visitors()).toEqual([1, 0]), { timeout: 12_000, interval: 50 });
    expect(counts()).toBe(before + 1);
  }, 15_000);

  test('stops counting when the last page has gone, and begins anew for the next', async ({ database, client }) => {
    const { sql, counts } = counting(database);
    const feed = open(database, sql);
    const [one, two] = [await follow(feed, client), await follow(feed, client)];
    one.leave();
    two.leave();
    const watching = database.changes.watching;
    await visit(database.sql, client, [{}]);
    await new Promise((resolve) => setTimeout(resolve, 1_300));
    expect([counts(), watching]).toEqual([1, 0]);
    expect((await follow(feed, client)).visitors()).toEqual([1]);
  });

  test('waits ten times as long as counting took', async ({ database, client }) => {
    const slow = connect(database.url.service, { max: 2 });
    stops.push(() => slow.end({ timeout: 1 }));
    const delayed = new Proxy(slow, {
      get: (target, name) => (name === 'begin' ? async (run: never) => (await new Promise((resolve) => setTimeout(resolve, 250)), target.begin(run)) : Reflect.get(target, name)),
    });
    const page = await follow(open(database, delayed), client);
    await visit(database.sql, client, [{}]);
    await vi.waitFor(() => expect(page.visitors()).toEqual([0, 1]), { timeout: 6_000, interval: 10 });
    expect(page.told[1]!.at - page.told[0]!.at).toBeGreaterThan(2_200);
  }, 10_000);

  test('goes on after the database was away', async ({ database, client }) => {
    let isAway = false;
    const flaky = new Proxy(database.sql, {
      get: (target, name) => (name === 'begin' && isAway ? () => Promise.reject(Object.assign(new Error('away'), { code: 'CONNECT_TIMEOUT' })) : Reflect.get(target, name)),
    });
    const feed = open(database, flaky);
    const page = await follow(feed, client);
    isAway = true;
    await visit(database.sql, client, [{}]);
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect(page.visitors()).toEqual([0]);
    isAway = false;
    await vi.waitFor(() => expect(page.visitors()).toEqual([0, 1]), { timeout: 8_000, interval: 20 });
  }, 12_000);
});
