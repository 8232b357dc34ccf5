import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { isbot } from 'isbot';
import { describe, expect } from 'vitest';
import { test as base } from '../test/fixtures.ts';
import { importAccessLog } from './access-log/import.ts';

const real = new URL('../../../shared/data/access_log.gz', import.meta.url);

const test = base.extend<{ file: (text: string, name?: string) => Promise<string> }>({
  file: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'arco-log-'));
    await use(async (text, name = 'access.log') => {
      const path = join(folder, name);
      await writeFile(path, name.endsWith('.gz') ? gzipSync(text) : text);
      return path;
    });
    await rm(folder, { recursive: true });
  },
});

const chrome = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36';
const line = (time: string, target: string, { status = 200, address = '203.0.113.7', agent = chrome, method = 'GET', referrer = '-' } = {}) =>
  `${address} - - [${time}] "${method} ${target} HTTP/1.1" ${status} 512 "${referrer}" "${agent}"\n`;

interface Day {
  visitors: number;
  sessions: number;
  pageviews: number;
}

/**
 * The definitions of docs/collector.md, counted once more from the raw text: a bot is one by its User-Agent, an asset by the
 * end of its path, a hit a page that was delivered; a visitor is an address with a browser on a day, and a visit ends after
 * thirty minutes.
 */
function count(text: string, timeZone: string): { kinds: Record<string, number>; days: Record<string, Day>; pages: Record<string, number> } {
  const kinds = { hits: 0, bots: 0, assets: 0, refused: 0 };
  const days: Record<string, Day> = {};
  const pages: Record<string, number> = {};
  const last = new Map<string, number>();
  const views: { at: number; day: string; who: string; path: string }[] = [];
  const dayOf = new Intl.DateTimeFormat('sv-SE', { timeZone });
  const ends = 'css js mjs map png jpg jpeg gif webp avif svg ico bmp woff woff2 ttf otf eot mp3 mp4 webm ogg wav avi mov pdf zip gz tgz bz2 xz 7z rar tar deb rpm jar exe iso bin txt xml rss atom json csv py rb c h sh pl java patch diff'.split(' ');
  for (const row of text.split('\n').filter(Boolean)) {
    const quoted = row.split('"');
    const [request, answer, , , agent = ''] = [quoted[1]!, quoted[2]!, quoted[3], quoted[4], quoted[5]];
    const [method, target] = request.split(' ') as [string, string];
    const path = target.replace(/[?#].*/, '');
    const status = Number(answer.trim().split(' ')[0]);
    const isFeed = /(^|\/)(feed|rss|atom)\/?$/i.test(path) || /(^|\/)(feed|rss|atom)\/?$/i.test(target) || /[?&](flav|feed|format)=(rss|atom)/i.test(target);
    if (agent === '' || agent === '-' || isbot(agent)) kinds.bots += 1;
    else if (isFeed || ends.includes(path.split('/').at(-1)!.split('.').slice(1).at(-1)?.toLowerCase() ?? '')) kinds.assets += 1;
    else if (method !== 'GET' || ![200, 206, 304].includes(status)) kinds.refused += 1;
    else {
      kinds.hits += 1;
      const [, date, month, year, clock] = /\[(\d+)\/(\w+)\/(\d+):([\d:]+) \+0000\]/.exec(row)!;
      const at = Date.parse(`${date} ${month} ${year} ${clock} UTC`);
      const day = dayOf.format(at);
      // A day names its visitors anew, so that nobody is followed past midnight.
      views.push({ at, day, who: `${day} ${row.split(' ')[0]} ${agent}`, path: new URL(target, 'http://x').pathname });
    }
  }
  const seen = new Set<string>();
  for (const { at, day, who, path } of views.toSorted((a, b) => a.at - b.at)) {
    const counted = (days[day] ??= { visitors: 0, sessions: 0, pageviews: 0 });
    counted.pageviews += 1;
    pages[`${day} ${path}`] = (pages[`${day} ${path}`] ?? 0) + 1;
    if (!seen.has(who)) counted.visitors += 1;
    seen.add(who);
    if (at - (last.get(who) ?? -Infinity) >= 1_800_000) counted.sessions += 1;
    last.set(who, at);
  }
  return { kinds, days, pages };
}

describe.skipIf(!existsSync(real))('the log of a real site', () => {
  test('is imported whole, adds nothing twice, and counts what its lines say', { timeout: 120_000 }, async ({ database: { sql, owner }, client }) => {
    const first = await importAccessLog({ sql, client, input: { path: real.pathname } });
    const expected = count(gunzipSync(readFileSync(real)).toString(), client.timeZone);
    expect({ hits: first.hits, bots: first.bots, assets: first.assets, refused: first.refusedCount }).toEqual(expected.kinds);
    expect(first).toMatchObject({ read: 10_000, added: first.hits + first.bots, changed: 0, unchanged: 0, unreadable: 0, first: '2015-05-17', last: '2015-05-20' });

    const days = async () => {
      const rows = await owner<(Day & { day: string })[]>`
        select (hour at time zone ${client.timeZone})::date as day, sum(visitors)::int as visitors, sum(sessions)::int as sessions, sum(pageviews)::int as pageviews
        from client_metric_hours where client_id = ${client.id} group by 1 order by 1
      `;
      return Object.fromEntries(rows.map(({ day, ...counts }) => [day, counts]));
    };
    expect(await days()).toEqual(expected.days);
    const pages = await owner<{ day: string; value: string; pageviews: number }[]>`
      select (hour at time zone ${client.timeZone})::date as day, value, sum(pageviews)::int as pageviews
      from traffic_hours where client_id = ${client.id} and dimension = 'page' group by 1, 2 having sum(pageviews) > 0
    `;
    expect(Object.fromEntries(pages.map(({ day, value, pageviews }) => [`${day} ${value}`, pageviews]))).toEqual(expected.pages);

    const again = await importAccessLog({ sql, client, input: { path: real.pathname } });
    expect(again).toMatchObject({ read: 10_000, added: 0, unchanged: first.added });
    expect(await days()).toEqual(expected.days);
  });
});

test('a longer file adds what is new, gzipped or not, and equal lines are as many as they are', async ({ database: { sql, owner }, client, file }) => {
  const one = line('17/May/2015:10:05:03 -0300', '/a');
  const first = one + one + line('17/May/2015:10:06:00 -0300', '/b', { referrer: 'https://www.google.com/' });
  expect(await importAccessLog({ sql, client, input: { path: await file(first) } })).toMatchObject({ read: 3, hits: 3, added: 3 });
  const longer = first + line('17/May/2015:10:10:00 -0300', '/c');
  expect(await importAccessLog({ sql, client, input: { path: await file(longer, 'longer.gz') } })).toMatchObject({ read: 4, added: 1, unchanged: 3 });
  const [visit] = await owner`select pageviews, source, started_at from visits where client_id = ${client.id}`;
  expect(visit).toEqual({ pageviews: 4, source: 'direct', startedAt: new Date('2015-05-17T13:05:03Z').toISOString() });
  expect((await owner`select count(*)::int as count from realtime_events where client_id = ${client.id}`)[0]).toEqual({ count: 4 });
});

test('writes nothing while a line cannot be read, and names it; and then what can be', async ({ database: { sql, owner }, client, file }) => {
  const path = await file(`${line('17/May/2015:10:05:03 +0000', '/a')}rubbish\n${line('99/May/2015:10:05:03 +0000', '/a')}${line('17/May/2015:10:07:03 +0000', '/gone', { status: 404 })}`);
  const refused = await importAccessLog({ sql, client, input: { path } });
  expect(refused).toMatchObject({ read: 4, hits: 1, added: 0, unreadable: 2 });
  expect(refused.refused.map(({ line: number, field }) => [number, field])).toEqual([[2, 'line'], [3, 'time'], [4, 'status']]);
  expect(await owner`select 1 from realtime_events where client_id = ${client.id}`).toEqual([]);
  expect(await importAccessLog({ sql, client, input: { path }, skipInvalid: true })).toMatchObject({ added: 1, unreadable: 2 });
  await expect(importAccessLog({ sql, client, input: { path: await file(createHash('sha256').update('x').digest('hex').repeat(9)) } })).resolves.toMatchObject({ read: 1, unreadable: 1, added: 0 });
});

test('a file that is cut off says so', async ({ database: { sql }, client, file }) => {
  const path = await file(line('17/May/2015:10:05:03 +0000', '/a').repeat(200), 'cut.gz');
  await writeFile(path, readFileSync(path).subarray(0, 60));
  await expect(importAccessLog({ sql, client, input: { path } })).rejects.toMatchObject({ reason: 'invalid_input', message: expect.stringContaining('not a whole gzip file') });
});
