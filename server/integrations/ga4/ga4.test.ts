import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createFileRegistry, fromBinary, fromJson, type JsonValue } from '@bufbuild/protobuf';
import { FileDescriptorSetSchema } from '@bufbuild/protobuf/wkt';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { dailyRequest, daysOf, realtimeRequest } from './ga4-report.ts';
import { Ga4Client } from './ga4.client.ts';
import { Report } from './ga4.schema.ts';
import { FakeGoogle, fixture, oauth, privateKey, serviceAccount, type Asked } from './test/google.ts';

const window = { from: '2026-11-18', to: '2026-11-20' };
let fake: FakeGoogle;
beforeAll(async () => {
  fake = await new FakeGoogle().listen();
});
afterAll(() => fake.close());
beforeEach(() => {
  fake.asked.length = 0;
  fake.next.length = 0;
  fake.tokensGiven = 0;
  fake.report = () => ({ body: fixture('report') });
});

const client = (credentials = serviceAccount, property = '123456') => new Ga4Client(credentials, property, fake.google);
const failure = (run: Promise<unknown>) => run.then(() => undefined, (error: unknown) => error as Error & { problem: string; retryAfter?: number });

describe('signing in', () => {
  test('as a service account: a JWT that Google can verify, once for several requests', async () => {
    const google = client();
    await google.daily(window);
    await google.activeUsers();
    expect(fake.tokensGiven).toBe(1);
    expect(fake.asked.map(({ method, property }) => [method, property])).toEqual([['runReport', '123456'], ['runRealtimeReport', '123456']]);
  });

  test('by a refresh token', async () => {
    expect((await client(oauth).daily(window)).days).toHaveLength(3);
  });

  test('again where a token was withdrawn before its end, and once alone', async () => {
    const google = client();
    await google.daily(window);
    fake.valid.clear();
    expect((await google.daily(window)).days).toHaveLength(3);
    expect(fake.tokensGiven).toBe(2);
    fake.next.push({ status: 401, body: {} }, { status: 401, body: {} }, { status: 401, body: {} });
    expect(await failure(google.daily(window))).toMatchObject({ problem: 'denied' });
    expect(fake.next).toHaveLength(1);
  });

  test('is denied where the agreement was withdrawn, and invalid where the key is none; no message holds either', async () => {
    const withdrawn = await failure(client({ ...oauth, refresh_token: 'withdrawn' } as typeof oauth).daily(window));
    expect(withdrawn).toMatchObject({ problem: 'denied', message: '400 invalid_grant: Invalid JWT Signature.' });
    const broken = await failure(client({ ...serviceAccount, private_key: privateKey.replace(/\n.{30}/, '\nAAAA') } as typeof serviceAccount).daily(window));
    expect(broken).toMatchObject({ problem: 'invalid' });
    expect(`${broken!.message}${withdrawn!.message}`).not.toMatch(/BEGIN|AAAA|withdrawn/);
    expect(fake.asked).toEqual([]);
  });
});

describe('a report', () => {
  test('is days of counts: bounces are sessions that were not engaged, time is the average by sessions', async () => {
    const { days, timeZone, thresholded, quota } = await client().daily(window);
    expect(days).toEqual([
      { date: '2026-11-18', visitors: 412, new_visitors: 297, sessions: 468, pageviews: 1351, bounces: 167, session_seconds: 86259, conversions: 14 },
      { date: '2026-11-19', visitors: 389, new_visitors: 271, sessions: 440, pageviews: 1204, bounces: 174, session_seconds: 75460, conversions: 11.5 },
      { date: '2026-11-20', visitors: 0, new_visitors: 0, sessions: 0, pageviews: 0, bounces: 0, session_seconds: 0, conversions: 0 },
    ]);
    expect({ timeZone, thresholded }).toEqual({ timeZone: 'America/Sao_Paulo', thresholded: false });
    expect(quota).toMatchObject({ tokensPerHour: { consumed: 3, remaining: 39_997 }, concurrentRequests: { consumed: 0, remaining: 10 } });
  });

  test('without rows is no day, and not a failure', async () => {
    fake.report = () => ({ body: fixture('report-empty') });
    expect((await client().daily(window)).days).toEqual([]);
    fake.realtime = () => ({ body: fixture('realtime-empty') });
    expect((await client().activeUsers()).users).toBe(0);
    fake.realtime = () => ({ body: fixture('realtime') });
    expect((await client().activeUsers()).users).toBe(37);
  });

  test('says where Google held counts back', async () => {
    fake.report = () => ({ body: fixture('report-thresholded') });
    expect(await client().daily(window)).toMatchObject({ thresholded: true, days: [{ date: '2026-11-18' }] });
  });

  test('is read page by page', async () => {
    const whole = fixture('report');
    const rows = whole['rows'] as unknown[];
    fake.report = ({ body }: Asked) => ({ body: { ...whole, rows: rows.slice(Number(body.offset), Number(body.offset) + 2) } });
    expect((await client().daily(window)).days.map(({ date }) => date)).toEqual(['2026-11-18', '2026-11-19', '2026-11-20']);
    expect(fake.asked.map(({ body }) => body.offset)).toEqual(['0', '2']);
  });

  test('goes by the names of columns, and is invalid where one is missing or no number', async () => {
    const report = Report.parse(fixture('report'));
    const turned = { ...report, metricHeaders: report.metricHeaders.toReversed(), rows: report.rows.map((row) => ({ ...row, metricValues: row.metricValues.toReversed() })) };
    expect(daysOf(turned)).toEqual(daysOf(report));
    fake.report = () => ({ body: { ...report, metricHeaders: report.metricHeaders.slice(1) } });
    expect(await failure(client().daily(window))).toMatchObject({ problem: 'invalid' });
    fake.report = () => ({ body: { ...report, rows: [{ dimensionValues: [{ value: '(other)' }], metricValues: report.rows[0]!.metricValues }] } });
    expect(await failure(client().daily(window))).toMatchObject({ problem: 'invalid' });
    fake.report = () => ({ body: '<html>' });
    expect(await failure(client().daily(window))).toMatchObject({ problem: 'invalid' });
  });
});

describe('a refusal', () => {
  const quota = { status: 429, body: fixture('error-quota') };

  test('that passes by itself is asked again, three times at most', async () => {
    fake.next.push({ status: 503, body: '' }, { ...quota, headers: { 'retry-after': '0' } });
    expect((await client().daily(window)).days).toHaveLength(3);
    expect(fake.asked).toHaveLength(3);
    fake.next.push(quota, quota, quota, quota);
    expect(await failure(client().daily(window))).toMatchObject({ problem: 'quota', message: expect.stringContaining('RESOURCE_EXHAUSTED') });
    expect(fake.next).toHaveLength(1);
  });

  test('waits as long as Google says, and hands a long wait on', async () => {
    fake.next.push({ ...quota, headers: { 'retry-after': '1' } });
    const began = Date.now();
    await client().daily(window);
    expect(Date.now() - began).toBeGreaterThanOrEqual(990);
    fake.next.push({ ...quota, headers: { 'retry-after': '1800' } });
    expect(await failure(client().daily(window))).toMatchObject({ problem: 'quota', retryAfter: 1800 });
    fake.next.push({ ...quota, headers: { 'retry-after': new Date(Date.now() + 900_000).toUTCString() } });
    expect(await failure(client().daily(window))).toMatchObject({ retryAfter: expect.closeTo(900, -1) });
    expect(fake.asked).toHaveLength(4);
  });

  test.each([
    ['denied', { status: 403, body: fixture('error-denied') }],
    ['invalid', { status: 400, body: { error: { code: 400, status: 'INVALID_ARGUMENT', message: 'Field visits is not a valid metric.' } } }],
    ['invalid', { status: 404, body: '' }],
  ])('that does not pass is %s at once', async (problem, reply) => {
    fake.next.push(reply);
    expect(await failure(client().daily(window))).toMatchObject({ problem });
    expect(fake.asked).toHaveLength(1);
  });

  test('of the network is unreachable, and so is silence', async () => {
    fake.next.push(null, null, null);
    expect(await failure(client().daily(window))).toMatchObject({ problem: 'unreachable' });
    const google = { ...fake.google, http: { timeout: 30, pause: 1 } };
    fake.report = () => new Promise(() => {});
    expect(await failure(new Ga4Client(serviceAccount, '1', google).daily(window))).toMatchObject({ problem: 'unreachable', message: 'Google did not answer in time' });
  });

  test('a redirect is not followed with the token', async () => {
    fake.next.push(...Array.from({ length: 3 }, () => ({ status: 307, headers: { location: `${fake.google.analyticsUrl}/v1beta/properties/9:runReport` }, body: '' })));
    expect(await failure(client().daily(window))).toMatchObject({ problem: 'unreachable' });
    expect(fake.asked.every(({ property }) => property === '123456')).toBe(true);
  });
});

const descriptors = new URL('../../../../shared/contracts/google/ga4_v1beta.binpb', import.meta.url);

describe.skipIf(!existsSync(descriptors))('against the descriptors that Google publishes', () => {
  const check = (message: string, json: unknown) => {
    const registry = createFileRegistry(fromBinary(FileDescriptorSetSchema, readFileSync(descriptors)));
    return fromJson(registry.getMessage(`google.analytics.data.v1beta.${message}`)!, json as JsonValue, { registry });
  };

  test('every request is one', () => {
    expect(() => check('RunReportRequest', dailyRequest(window, 10_000))).not.toThrow();
    expect(() => check('RunRealtimeReportRequest', realtimeRequest())).not.toThrow();
    expect(() => check('RunReportRequest', { ...dailyRequest(window, 0), dimension: [] })).toThrow(/dimension/);
  });

  test.each(readdirSync(new URL('fixtures/', import.meta.url)).filter((file) => /^(report|realtime)/.test(file)))('%s is an answer', (file) => {
    const [name] = file.split('.');
    expect(() => check(name!.startsWith('report') ? 'RunReportResponse' : 'RunRealtimeReportResponse', fixture(name!))).not.toThrow();
  });

  test('a kind of value that there is not is found', () => {
    const report = fixture('report');
    expect(() => check('RunReportResponse', { ...report, metricHeaders: [{ name: 'sessions', type: 'TYPE_INT' }] })).toThrow(/TYPE_INT/);
  });
});
