import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, beforeEach, describe, expect } from 'vitest';
import { system } from '../../core/access.ts';
import { addDays, eachDay, type Day } from '../../core/dates.ts';
import { connect, withClient } from '../../core/db.ts';
import { beside, ga4Now } from '../../core/metrics/ga4-beside.ts';
import { readMetric } from '../../core/metrics/read.ts';
import { exportClient } from '../../privacy/export-client.ts';
import { test, type TestClient, type TestDatabase } from '../../test/fixtures.ts';
import { connect as connectGa4, disconnect } from './ga4-connect.ts';
import { readLive, syncDays, type Ga4 } from './ga4-sync.ts';
import { ga4Jobs } from './ga4.jobs.ts';
import { FakeGoogle, fixture, oauth, privateKey, serviceAccount, type Asked, type Reply } from './test/google.ts';

const secret = 'k3R9vWq2LxT7mB4nZc8JdY1hPs6FgUaE';
/** In São Paulo the 20th, 12h: the 19th is the last complete day. */
const now = new Date('2026-11-20T15:00:00Z');
const later = (hours: number) => new Date(now.getTime() + hours * 3_600_000);

let fake: FakeGoogle;
let ga4: Ga4;
/** Sessions that the property has, by day. */
let sessions: Map<Day, number>;

beforeAll(async () => {
  fake = await new FakeGoogle().listen();
  ga4 = { google: fake.google, secret };
});
afterAll(() => fake.close());
beforeEach(() => {
  fake.asked.length = 0;
  fake.next.length = 0;
  fake.report = (asked) => reportOf(asked);
  fake.realtime = () => ({ body: fixture('realtime') });
  sessions = new Map(eachDay('2026-07-01', '2026-11-20').map((day, index) => [day, 100 + (index % 7)]));
});

/** What Google would answer: only days with a session have a row. */
function reportOf({ body }: Asked, metadata: object = {}): Reply {
  const [range] = body.dateRanges!;
  const rows = eachDay(range!.startDate, range!.endDate).flatMap((day) => {
    const count = sessions.get(day);
    if (!count) return [];
    const values = [count - 10, count - 50, count, count * 3, count - 40, 120.5, 2].map((value) => ({ value: String(value) }));
    return [{ dimensionValues: [{ value: day.replaceAll('-', '') }], metricValues: values }];
  });
  const { rows: _rows, ...report } = fixture('report');
  return { body: { ...report, ...(rows.length > 0 ? { rows } : {}), rowCount: rows.length, metadata: { ...(report['metadata'] as object), ...metadata } } };
}

const connected = async ({ sql }: TestDatabase, client: TestClient, from = '2026-07-01', property = '123456') => {
  await connectGa4(sql, client.id, { property, credentials: serviceAccount, from }, ga4);
  fake.asked.length = 0;
};
const ranges = () => fake.asked.map(({ body }) => [body.dateRanges![0]!.startDate, body.dateRanges![0]!.endDate]);

interface StoredDay {
  date: Day;
  sessions: number;
  bounces: number;
  sessionSeconds: number;
  conversions: number;
}

const stored = ({ owner }: TestDatabase, client: TestClient) =>
  withClient(owner, client.id, system, (sql) => sql<StoredDay[]>`
    select date, visitors, new_visitors, sessions, pageviews, bounces, session_seconds, conversions from client_metrics
    where client_id = ${sql.clientId} and source = 'ga4' order by date
  `);
const revisions = ({ owner }: TestDatabase, client: TestClient) =>
  withClient(owner, client.id, system, (sql) => sql`
    select date, field, former, value from client_metric_revisions where client_id = ${sql.clientId} and source = 'ga4' order by field
  `);
const state = async ({ owner }: TestDatabase, client: TestClient) => {
  const [row] = await withClient(owner, client.id, system, (sql) => sql`select * from ga4_connections where client_id = ${sql.clientId}`);
  return row as Record<string, unknown>;
};

describe('connecting', () => {
  test('asks Google first, and takes the time zone of the property', async ({ database, client }) => {
    fake.report = (asked) => reportOf(asked, { timeZone: 'America/Manaus' });
    expect(await connectGa4(database.sql, client.id, { property: '123456', credentials: oauth, from: '2026-07-01' }, ga4)).toEqual({ timeZone: 'America/Manaus' });
    expect(await state(database, client)).toMatchObject({ property: '123456', timeZone: 'America/Manaus', syncedUntil: null, problem: null });
    fake.next.push({ status: 403, body: fixture('error-denied') });
    const refused = connectGa4(database.sql, client.id, { property: '123456', credentials: serviceAccount, from: '2026-07-01' }, ga4);
    await expect(refused).rejects.toMatchObject({ reason: 'forbidden', message: expect.stringContaining('sufficient permissions') });
  });

  test('keeps credentials that nobody reads: not in the table, under another secret, for another client, in a copy or the audit', async ({ database, newClient, client }) => {
    await connected(database, client);
    const { sealedCredentials } = await state(database, client);
    const text = Buffer.from(sealedCredentials as Uint8Array).toString('latin1');
    for (const word of ['private_key', 'iam.gserviceaccount', privateKey.slice(30, 60)]) expect(text).not.toContain(word);

    expect(await syncDays(database.sql, client.id, { ...ga4, secret: `${secret}x` }, now)).toMatchObject({ problem: 'invalid' });
    const other = await newClient();
    await withClient(database.sql, other.id, system, (sql) => sql`
      insert into ga4_connections (client_id, property, sealed_credentials, time_zone, backfill_from) values (${sql.clientId}, '123456', ${sealedCredentials as Buffer}, 'UTC', '2026-11-01')
    `);
    expect(await syncDays(database.sql, other.id, ga4, now)).toMatchObject({ problem: 'invalid', days: 0 });
    expect(fake.asked).toEqual([]);

    const written: Uint8Array[] = [];
    const file = { writeFile: async (chunk: Uint8Array) => void written.push(chunk) };
    await exportClient(database.owner, client, file as never, now);
    const copy = strFromU8(unzipSync(Buffer.concat(written))['ga4_connections.jsonl']!);
    expect(copy).toContain('"property": "123456"');
    expect(copy).not.toMatch(/sealed_|\\x/);
    const audited = await withClient(database.owner, client.id, system, (sql) => sql`select value from audit_log where client_id = ${sql.clientId} and action = 'ga4.connect'`);
    expect(audited).toEqual([{ value: { property: '123456', timeZone: 'America/Sao_Paulo', from: '2026-07-01', credentials: 'service_account' } }]);
  });

  test('to a second property is refused, and with another’s client there is nothing to see', async ({ database, newClient, client }) => {
    await connected(database, client);
    await syncDays(database.sql, client.id, ga4, now);
    await expect(connectGa4(database.sql, client.id, { property: '999', credentials: serviceAccount, from: '2026-07-01' }, ga4)).rejects.toMatchObject({ reason: 'conflict' });
    const other = await newClient();
    expect(await syncDays(database.sql, other.id, ga4, now)).toBeUndefined();
    const seen = await withClient(database.sql, other.id, system, (sql) => sql`select from ga4_connections`);
    expect(seen).toHaveLength(0);
    expect(await withClient(database.sql, other.id, system, (sql) => beside(sql, 'sessions', { from: '2026-07-01', to: '2026-11-19' }))).toBeNull();
    await expect(disconnect(database.sql, other.id, { forget: false })).rejects.toMatchObject({ reason: 'not_found' });
    expect(await disconnect(database.sql, client.id, { forget: true })).toEqual({ property: '123456', days: 142 });
    expect(await stored(database, client)).toEqual([]);
  });
});

describe('reading days', () => {
  test('begins where it was told, in pieces, and ends with the property’s yesterday', async ({ database, client }) => {
    await connected(database, client);
    expect(await syncDays(database.sql, client.id, ga4, now)).toEqual({ days: 142, changed: 142, problem: null, detail: null });
    expect(ranges()).toEqual([['2026-07-01', '2026-09-28'], ['2026-09-29', '2026-11-19']]);
    const days = await stored(database, client);
    expect(days).toHaveLength(142);
    expect(days[0]).toEqual({ date: '2026-07-01', visitors: 90, newVisitors: 50, sessions: 100, pageviews: 300, bounces: 40, sessionSeconds: 12_050, conversions: 2 });
    expect(await state(database, client)).toMatchObject({ syncedUntil: '2026-11-19', syncedAt: now.toISOString(), thresholded: false, quota: { tokensPerHour: { remaining: 39_997 } } });
  });

  test('twice writes the same rows, and asks again only for what may have changed', async ({ database, client }) => {
    await connected(database, client);
    await syncDays(database.sql, client.id, ga4, now);
    const [first, version] = [await stored(database, client), await versions(database, client)];
    fake.asked.length = 0;
    expect(await syncDays(database.sql, client.id, ga4, later(6))).toMatchObject({ days: 4, changed: 0 });
    expect(ranges()).toEqual([['2026-11-16', '2026-11-19']]);
    expect(await stored(database, client)).toEqual(first);
    expect(await versions(database, client)).toEqual(version);
    expect(await revisions(database, client)).toEqual([]);
  });

  test('keeps what a restated day was, and writes no other', async ({ database, client }) => {
    await connected(database, client);
    await syncDays(database.sql, client.id, ga4, now);
    const before = (await stored(database, client)).find(({ date }) => date === '2026-11-18')!;
    sessions.set('2026-11-18', before.sessions + 8);
    expect(await syncDays(database.sql, client.id, ga4, later(6))).toMatchObject({ changed: 1 });
    const changed = await revisions(database, client);
    expect(changed).toContainEqual({ date: '2026-11-18', field: 'sessions', former: before.sessions, value: before.sessions + 8 });
    expect(changed.map(({ field }) => field)).toEqual(['new_visitors', 'pageviews', 'session_seconds', 'sessions', 'visitors']);
    const [figure] = await withClient(database.sql, client.id, system, (sql) => readMetric(sql, client, 'sessions', { from: '2026-11-18', to: '2026-11-18' }));
    expect(figure).toMatchObject({ value: before.sessions + 8, revised: true, source: 'ga4' });
  });

  test('a settled day without a row is a zero; one that may still come, and one of before the first, are unknown', async ({ database, client }) => {
    sessions = new Map([['2026-11-10', 50], ['2026-11-13', 60]]);
    await connected(database, client, '2026-11-01');
    await syncDays(database.sql, client.id, ga4, now);
    expect((await stored(database, client)).map((day) => [day.date, day.sessions])).toEqual([
      ['2026-11-10', 50], ['2026-11-11', 0], ['2026-11-12', 0], ['2026-11-13', 60], ['2026-11-14', 0], ['2026-11-15', 0], ['2026-11-16', 0],
    ]);
    await syncDays(database.sql, client.id, ga4, later(24));
    expect((await stored(database, client)).at(-1)).toMatchObject({ date: '2026-11-17', sessions: 0 });
  });

  test('where Google holds counts back, no day is a zero, and that is said', async ({ database, client }) => {
    sessions = new Map([['2026-11-10', 50], ['2026-11-13', 60]]);
    fake.report = (asked) => reportOf(asked, { subjectToThresholding: true });
    await connected(database, client, '2026-11-01');
    await syncDays(database.sql, client.id, ga4, now);
    expect((await stored(database, client)).map(({ date }) => date)).toEqual(['2026-11-10', '2026-11-13']);
    expect(await state(database, client)).toMatchObject({ thresholded: true });
  });

  test('a property without a session is none, and no failure', async ({ database, client }) => {
    sessions = new Map();
    await connected(database, client);
    expect(await syncDays(database.sql, client.id, ga4, now)).toMatchObject({ days: 0, changed: 0, problem: null });
    expect(await stored(database, client)).toEqual([]);
  });
});

/** Which transaction wrote each day. */
async function versions({ owner }: TestDatabase, client: TestClient): Promise<unknown> {
  return withClient(owner, client.id, system, (sql) => sql`select date, xmin::text from client_metrics where client_id = ${sql.clientId} order by date`);
}

describe('what goes wrong', () => {
  const quota = { status: 429, headers: { 'retry-after': '1800' }, body: fixture('error-quota') };

  test('keeps what was there, says since when and what, and is over with the next success', async ({ database, client }) => {
    await connected(database, client);
    await syncDays(database.sql, client.id, ga4, now);
    fake.next.push(quota);
    expect(await syncDays(database.sql, client.id, ga4, later(6))).toMatchObject({ problem: 'quota', detail: expect.stringContaining('RESOURCE_EXHAUSTED') });
    expect(await stored(database, client)).toHaveLength(142);
    expect(await state(database, client)).toMatchObject({ problem: 'quota', syncedAt: now.toISOString(), problemAt: later(6).toISOString(), retryAt: later(6.5).toISOString() });
    const shown = await withClient(database.sql, client.id, system, (sql) => beside(sql, 'sessions', { from: '2026-11-01', to: '2026-11-19' }));
    expect(shown).toEqual({ value: null, own: null, difference: null, days: 0, syncedAt: now.toISOString(), problem: 'quota' });
    await syncDays(database.sql, client.id, ga4, later(7));
    expect(await state(database, client)).toMatchObject({ problem: null, problemDetail: null, problemAt: null, retryAt: null, syncedAt: later(7).toISOString() });
  });

  test('in the middle of a long reading: what was read stays, and the rest comes later', async ({ database, client }) => {
    await connected(database, client);
    fake.report = (asked) => (fake.asked.length > 1 ? quota : reportOf(asked));
    expect(await syncDays(database.sql, client.id, ga4, now)).toMatchObject({ days: 90, problem: 'quota' });
    expect(await state(database, client)).toMatchObject({ syncedUntil: '2026-09-28', syncedAt: null });
    fake.report = (asked) => reportOf(asked);
    fake.asked.length = 0;
    expect(await syncDays(database.sql, client.id, ga4, later(1))).toMatchObject({ changed: 52, problem: null });
    expect(ranges()).toEqual([['2026-09-25', '2026-11-19']]);
    expect(await stored(database, client)).toHaveLength(142);
  });

  test('stops before the quota of a property is used up', async ({ database, client }) => {
    await connected(database, client);
    fake.report = (asked) => {
      const reply = reportOf(asked);
      return { body: { ...(reply.body as object), propertyQuota: { tokensPerHour: { consumed: 10, remaining: 4 }, concurrentRequests: { remaining: 10 } } } };
    };
    expect(await syncDays(database.sql, client.id, ga4, now)).toMatchObject({ days: 90, problem: 'quota' });
    expect(fake.asked).toHaveLength(1);
  });

  test('a stop between the answer and the writing loses nothing and writes nothing twice', async ({ database, client }) => {
    await connected(database, client);
    const dying = connect(database.url.service, { max: 1 });
    fake.report = async (asked) => {
      await dying.end({ timeout: 0 });
      return reportOf(asked);
    };
    await expect(syncDays(dying, client.id, ga4, now)).rejects.toThrow('The database cannot be reached');
    expect(fake.asked).toHaveLength(1);
    expect(await stored(database, client)).toEqual([]);
    expect(await state(database, client)).toMatchObject({ syncedUntil: null, syncedAt: null, problem: null });
    fake.report = (asked) => reportOf(asked);
    expect(await syncDays(database.sql, client.id, ga4, now)).toMatchObject({ changed: 142 });
    expect(await stored(database, client)).toHaveLength(142);
  });

  test('an answer that comes after a later one is not written over it, nor one of a property that is gone', async ({ database, client }) => {
    await connected(database, client, '2026-11-10');
    let release = () => {};
    const slow = new Promise<void>((resolve) => (release = resolve));
    fake.report = async (asked) => {
      const reply = reportOf(asked);
      await slow;
      return reply;
    };
    const first = syncDays(database.sql, client.id, ga4, now);
    await expect.poll(() => fake.asked.length).toBe(1);
    const open = await database.owner`select from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and xact_start is not null`;
    expect(open, 'a transaction waits for Google').toHaveLength(0);
    fake.report = (asked) => reportOf(asked);
    sessions.set('2026-11-18', 777);
    expect(await syncDays(database.sql, client.id, ga4, now)).toMatchObject({ changed: 10 });
    release();
    expect(await first).toMatchObject({ days: 0, changed: 0 });
    expect((await stored(database, client)).find(({ date }) => date === '2026-11-18')).toMatchObject({ sessions: 777 });
    expect(await revisions(database, client)).toEqual([]);

    fake.report = async (asked) => {
      await disconnect(database.sql, client.id, { forget: true });
      return reportOf(asked);
    };
    expect(await syncDays(database.sql, client.id, ga4, later(6))).toMatchObject({ changed: 0, problem: null });
    expect(await stored(database, client)).toEqual([]);
  });
});

describe('jobs', () => {
  const run = (database: TestDatabase, name: string, at: Date) => ga4Jobs(ga4).find((job) => job.name === name)!.run(database.sql, at);

  test('read each client every six hours, and one that was refused once it may ask again', async ({ database, client }) => {
    await connected(database, client, '2026-11-10', '777');
    const asks = async (at: Date) => {
      fake.asked.length = 0;
      await run(database, 'ga4.sync', at);
      return fake.asked.filter(({ property }) => property === '777').length;
    };
    await run(database, 'ga4.sync', now);
    expect(await state(database, client)).toMatchObject({ syncedAt: now.toISOString() });
    expect(await asks(later(5.9))).toBe(0);
    fake.report = () => ({ status: 403, body: fixture('error-denied') });
    expect(await asks(later(6))).toBeGreaterThan(0);
    expect(await state(database, client)).toMatchObject({ problem: 'denied', retryAt: later(12).toISOString() });
    expect(await asks(later(11))).toBe(0);
    fake.report = (asked) => reportOf(asked);
    expect(await asks(later(12))).toBeGreaterThan(0);
    expect(await state(database, client)).toMatchObject({ problem: null });
  });

  test('keep Google’s number of active users with its time, beside ours', async ({ database, client }) => {
    await connected(database, client);
    await run(database, 'ga4.live', now);
    const known = () => withClient(database.sql, client.id, system, (sql) => ga4Now(sql));
    expect(await known()).toEqual({ users: 37, at: now.toISOString() });
    fake.realtime = () => ({ status: 429, body: fixture('error-quota'), headers: { 'retry-after': '1800' } });
    expect(await readLive(database.sql, client.id, ga4, later(1))).toBeUndefined();
    expect(await known()).toEqual({ users: 37, at: now.toISOString() });
    fake.realtime = () => ({ body: fixture('realtime-empty') });
    expect(await readLive(database.sql, client.id, ga4, later(2))).toBe(0);
  });
});

describe('beside our own count', () => {
  const window = { from: '2026-11-10', to: '2026-11-19' };
  const collect = (database: TestDatabase, client: TestClient, hours: [string, number][]) =>
    withClient(database.sql, client.id, system, async (sql) => {
      for (const [hour, count] of hours) {
        await sql`
          insert into client_metric_hours (client_id, hour, visitors, sessions, pageviews, bounces, bounces_page, bounces_engagement, session_seconds, conversions)
          values (${sql.clientId}, ${hour}, ${count}, ${count}, ${count}, ${count}, ${count}, ${count / 2}, 0, 1)
        `;
      }
    });

  test('the days that both have are compared, in the property’s zone, and never mixed', async ({ database, client }) => {
    fake.report = (asked) => reportOf(asked, { timeZone: 'America/Los_Angeles' });
    sessions = new Map(eachDay(window.from, window.to).map((day) => [day, day === '2026-11-18' ? 500 : 100]));
    await connected(database, client, window.from);
    await syncDays(database.sql, client.id, ga4, now);
    // The 15th is when the collector began. Two o'clock of the 18th, UTC, is still the 17th in Los Angeles.
    await collect(database, client, [['2026-11-15T12:00:00Z', 40], ['2026-11-16T12:00:00Z', 100], ['2026-11-18T02:00:00Z', 130], ['2026-11-20T12:00:00Z', 998]]);
    const both = (metric: 'sessions' | 'bounce_rate' | 'leads') => withClient(database.sql, client.id, system, (sql) => beside(sql, metric, window));
    expect(await both('sessions')).toMatchObject({ value: 200, own: 230, difference: 0.15, days: 2, syncedAt: now.toISOString(), problem: null });
    expect(await both('bounce_rate')).toMatchObject({ value: 0.4, own: 0.5, difference: expect.closeTo(0.25, 9) });
    expect(await both('leads')).toMatchObject({ value: null, own: null, difference: null, days: 0 });

    const figures = () => withClient(database.sql, client.id, system, (sql) => readMetric(sql, client, 'sessions', window));
    const of = async (date: Day) => (await figures()).find((figure) => figure.date === date);
    expect(await of('2026-11-16')).toMatchObject({ source: 'collector', value: 100 });
    expect(await of('2026-11-19')).toMatchObject({ source: 'ga4', value: 100 });
    await withClient(database.sql, client.id, system, (sql) => sql`insert into metric_sources (client_id, metric, sources) values (${sql.clientId}, 'sessions', '{ga4,collector}')`);
    expect(await of('2026-11-16')).toMatchObject({ source: 'ga4', value: 100 });
  });

  test('a day of ours without one of theirs is left out', async ({ database, client }) => {
    sessions = new Map();
    await connected(database, client, window.from);
    await syncDays(database.sql, client.id, ga4, now);
    await collect(database, client, [['2026-11-15T12:00:00Z', 40], ['2026-11-16T12:00:00Z', 100]]);
    expect(await withClient(database.sql, client.id, system, (sql) => beside(sql, 'sessions', { from: addDays(window.from, 1), to: window.to }))).toMatchObject({ days: 0, value: null });
  });
});
