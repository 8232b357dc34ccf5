import { createHash } from 'node:crypto';
import { describe, expect } from 'vitest';
import { system } from '../core/access.ts';
import { withClient, type Sql } from '../core/db.ts';
import { test, type TestClient } from '../test/fixtures.ts';
import type { HitRow } from './collect.schema.ts';
import { keep, Keeper } from './keep.ts';
import { hoursOf, visitsOf, type ModelHour } from './test/model.ts';

const uuid = (name: string) => createHash('sha256').update(name).digest('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*/, '$1-$2-$3-$4-$5');
let made = 0;

function hit(at: string, more: Partial<HitRow> = {}): HitRow {
  made += 1;
  return { id: uuid(`hit ${made}`), at, type: 'pageview', visitor: uuid('somebody'), consented: false, page: '/', source: 'google', medium: 'organic', device: 'mobile', country: 'BR', ...more };
}

const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);
const today = daysAgo(0);

async function storedVisits(owner: Sql, { id }: TestClient) {
  return owner`
    select id, visitor, started_at, last_at, pageviews, events, conversions, page, source, campaign
    from visits where client_id = ${id} order by id
  `;
}

async function storedHours(owner: Sql, { id }: TestClient): Promise<Record<string, ModelHour>> {
  const rows = await owner<({ key: string } & ModelHour)[]>`
    select to_char(hour at time zone 'UTC', 'YYYY-MM-DD"T"HH24') || ' ' || dimension || ' ' || value as key,
      visitors, sessions, pageviews, bounces, bounces_page, bounces_engagement, session_seconds, conversions
    from (
      select hour, '' as dimension, '' as value, visitors, sessions, pageviews, bounces, bounces_page, bounces_engagement, session_seconds, conversions
      from client_metric_hours where client_id = ${id}
      union all
      select hour, dimension, value, visitors, sessions, pageviews, bounces, bounces_page, bounces_engagement, session_seconds, conversions
      from traffic_hours where client_id = ${id}
    ) hours
    -- A count that was taken back leaves a row of noughts, which says nothing.
    where visitors + sessions + pageviews + conversions > 0
    order by 1
  `;
  return Object.fromEntries(rows.map(({ key, ...counts }) => [key, counts]));
}

const modelHours = (hits: readonly HitRow[], timeZone: string) =>
  Object.fromEntries([...hoursOf(hits, timeZone)].filter(([, { visitors, sessions, pageviews, conversions }]) => visitors + sessions + pageviews + conversions > 0).toSorted());

async function expectModel(owner: Sql, client: TestClient, hits: readonly HitRow[]): Promise<void> {
  const expected = visitsOf(hits).map(({ id, visitor, startedAt, lastAt, pageviews, events, conversions, first }) => {
    return { id, visitor, startedAt, lastAt, pageviews, events, conversions, page: first.page, source: first.source, campaign: first.campaign ?? null };
  });
  expect([...(await storedVisits(owner, client))]).toEqual(expected.toSorted((a, b) => (a.id < b.id ? -1 : 1)));
  expect(await storedHours(owner, client)).toEqual(modelHours(hits, client.timeZone));
}

describe('a visit', () => {
  test('ends after thirty minutes without a hit, and not a second before', async ({ database: { sql, owner }, client }) => {
    const hits = [hit(`${today}T00:00:00.000Z`), hit(`${today}T00:29:59.000Z`), hit(`${today}T00:59:59.000Z`)];
    for (const each of hits) await keep(sql, client, [each]);
    await expectModel(owner, client, hits);
    expect((await storedVisits(owner, client)).map(({ pageviews }) => pageviews as number).toSorted()).toEqual([1, 2]);
  });

  test('goes on past midnight, under the name of the day on which it began', async ({ database: { sql, owner }, client }) => {
    const [before, after] = [uuid('of yesterday'), uuid('of today')];
    const first = hit(`${daysAgo(1)}T23:50:00.000Z`, { visitor: before });
    const second = hit(`${today}T00:05:00.000Z`, { visitor: after, former: before });
    await keep(sql, client, [first]);
    await keep(sql, client, [second]);
    await expectModel(owner, client, [first, { ...second, visitor: before }]);
  });

  test('bounces by each definition as they say (one page, one event, 45 seconds)', async ({ database: { sql, owner }, client }) => {
    const hits = [hit(`${today}T00:10:00.000Z`), hit(`${today}T00:10:45.000Z`, { type: 'event', name: 'play' })];
    await keep(sql, client, hits);
    const [row] = await owner`select bounces, bounces_page, bounces_engagement, session_seconds from client_metric_hours where client_id = ${client.id}`;
    expect(row).toEqual({ bounces: 0, bouncesPage: 1, bouncesEngagement: 0, sessionSeconds: 45 });
    await expectModel(owner, client, hits);
  });

  test('is lengthened, and two are joined, by a hit that comes late', async ({ database: { sql, owner }, client }) => {
    const hits = [hit(`${today}T00:00:00.000Z`, { page: '/a' }), hit(`${today}T00:50:00.000Z`, { page: '/b', source: 'direct' })];
    await keep(sql, client, hits);
    expect(await storedVisits(owner, client)).toHaveLength(2);
    const late = hit(`${today}T00:25:00.000Z`, { page: '/c', source: 'x' });
    await keep(sql, client, [late]);
    await expectModel(owner, client, [...hits, late]);
    const first = hit(`${daysAgo(1)}T23:40:00.000Z`, { page: '/d', source: 'y', campaign: 'z' });
    await keep(sql, client, [first]);
    await expectModel(owner, client, [...hits, late, first]);
    expect(await storedVisits(owner, client)).toMatchObject([{ pageviews: 4, page: '/d', campaign: 'z' }]);
  });
});

test('a hit counts once, whatever it comes with and on whichever side of midnight it is sent again', async ({ database: { sql, owner }, client }) => {
  const one = hit(`${today}T00:10:00.000Z`);
  expect(await keep(sql, client, [one])).toEqual([]);
  const other = hit(`${today}T00:11:00.000Z`);
  expect(await keep(sql, client, [one, other])).toEqual([one.id]);
  expect(await keep(sql, client, [other, one])).toHaveLength(2);
  await expectModel(owner, client, [one, other]);
});

test('bots and own visits are kept apart, and are in no figure', async ({ database: { sql, owner }, client }) => {
  const hits = [hit(`${today}T00:10:00.000Z`), hit(`${today}T00:11:00.000Z`, { excluded: 'bot' }), hit(`${today}T00:12:00.000Z`, { excluded: 'own' })];
  await keep(sql, client, hits);
  await expectModel(owner, client, hits.slice(0, 1));
  expect(await owner`select bots, own from excluded_hours where client_id = ${client.id}`).toEqual([{ bots: 1, own: 1 }]);
});

/** Hits of some days of a few visitors, with every kind of gap, and the order in which they arrive. */
function history(seed: number): { hits: HitRow[]; batches: HitRow[][] } {
  let state = seed * 7919 + 1;
  const random = () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
  const pick = <T>(from: readonly T[]) => from[Math.floor(random() * from.length)]!;
  const start = Date.now() - 3 * 86_400_000;
  const hits: HitRow[] = [];
  for (let visitor = 0; visitor < 4; visitor += 1) {
    let at = start + random() * 86_400_000;
    for (let count = 0; count < 18; count += 1) {
      at += pick([1, 9, 11, 600, 1_799, 1_800, 1_801, 7_200, 20_000, 40_000]) * 1_000;
      if (at > Date.now() - 1_000) break;
      hits.push(
        hit(new Date(at).toISOString(), {
          visitor: uuid(`visitor ${seed} ${visitor}`),
          type: pick(['pageview', 'pageview', 'pageview', 'event', 'conversion']),
          page: pick(['/', '/a', '/b']),
          source: pick(['google', 'direct']),
          campaign: pick([undefined, 'verao']),
          device: pick(['mobile', 'desktop']),
          country: pick(['BR', 'PT']),
        }),
      );
    }
  }
  // Mostly in order, some of them late.
  const arriving = hits.map((each) => ({ each, at: Date.parse(each.at) + (random() < 0.2 ? random() * 2e8 : 0) })).toSorted((a, b) => a.at - b.at);
  const batches: HitRow[][] = [];
  while (arriving.length > 0) batches.push(arriving.splice(0, 1 + Math.floor(random() * 9)).map(({ each }) => each));
  return { hits, batches };
}

test.for([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11])('visits and counts are what the definitions say, in whatever order hits come (%i)', async (seed, { database: { sql, owner }, newClient }) => {
  const client = await newClient({ timeZone: ['America/Sao_Paulo', 'Asia/Kolkata', 'Pacific/Auckland'][seed % 3]! });
  const { hits, batches } = history(seed);
  for (const [index, batch] of batches.entries()) {
    await keep(sql, client, batch);
    // Sent again, as after a connection that was lost.
    if (index % 4 === 0) expect(await keep(sql, client, batch)).toHaveLength(batch.length);
  }
  await expectModel(owner, client, hits);

  const before = await storedHours(owner, client);
  const [row] = await withClient(sql, client.id, system, (scoped) => scoped<{ again: string[] }[]>`
    select arco.rebuild_traffic(${scoped.clientId}, ${client.timeZone}, ${daysAgo(4)}, ${today})::text[] as again
  `);
  expect(row!.again.length).toBeGreaterThan(1);
  expect(await storedHours(owner, client)).toEqual(before);
  await expectModel(owner, client, hits);
});

test.for([20, 21, 22])('two servers that take in the hits of one client at once count them as one would (%i)', async (seed, { database: { sql, owner }, client }) => {
  const { hits, batches } = history(seed);
  const servers = [new Keeper(sql), new Keeper(sql)];
  // Sent again while it is still being written, too.
  const sent = batches.flatMap((batch, index) => (index % 5 === 0 ? [batch, batch] : [batch]));
  const repeated = await Promise.all(sent.map((batch, index) => servers[Math.floor(index / 3) % 2]!.keep(client, batch)));
  expect(repeated.flat()).toHaveLength(sent.flat().length - hits.length);
  await expectModel(owner, client, hits);
});

test('what was damaged is right again once its day is made again', async ({ database: { sql, owner }, client }) => {
  const hits = [hit(`${daysAgo(1)}T15:00:00.000Z`), hit(`${daysAgo(1)}T15:10:00.000Z`, { type: 'conversion' })];
  await keep(sql, client, hits);
  await owner`update client_metric_hours set pageviews = 99, conversions = 0 where client_id = ${client.id}`;
  await owner`delete from traffic_hours where client_id = ${client.id} and dimension = 'source'`;
  await withClient(sql, client.id, system, (scoped) => scoped`select arco.rebuild_traffic(${scoped.clientId}, ${client.timeZone}, ${daysAgo(1)}, ${daysAgo(1)})`);
  await expectModel(owner, client, hits);
});
