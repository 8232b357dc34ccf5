import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect } from 'vitest';
import { addDays } from '../core/dates.ts';
import { FakeGoogle, fixture, privateKey, serviceAccount } from '../integrations/ga4/test/google.ts';
import { test as base } from '../test/arco.ts';

let fake: FakeGoogle;
beforeAll(async () => {
  fake = await new FakeGoogle().listen();
});
afterAll(() => fake.close());

const yesterday = addDays(new Date().toISOString().slice(0, 10), -1);
const before = addDays(yesterday, -3);
beforeEach(() => {
  const { rows, ...report } = fixture('report');
  const [row] = rows as { metricValues: object[] }[];
  fake.report = () => ({ body: { ...report, rows: [{ ...row, dimensionValues: [{ value: before.replaceAll('-', '') }] }], rowCount: 1 } });
});

const test = base.extend<{ google: Record<string, string>; key: string }>({
  google: async ({ environment }, use) => use({ ...environment, ARCO_GA4_URL: `${fake.google.analyticsUrl}/`, ARCO_GOOGLE_TOKEN_URL: fake.google.tokenUrl }),
  key: async ({ folder }, use) => {
    const path = join(folder, 'key.json');
    // As Google writes it: with fields that are of no use here, one of which names another place to send the signature to.
    await writeFile(path, JSON.stringify({ ...serviceAccount, project_id: 'shop', token_uri: 'http://127.0.0.1:1/elsewhere', universe_domain: 'googleapis.com' }));
    await use(path);
  },
});

describe('ga4', () => {
  test('is connected, read, looked at and disconnected, and never prints the key', async ({ arco, google, key, slug }) => {
    const connect = await arco.in(google, 'ga4', 'connect', '--client', slug, '--property', '123456', '--credentials', key, '--from', before, '--json');
    expect(connect).toMatchObject({ code: 0, err: expect.stringContaining(`Delete ${key}`) });
    expect(connect.json()).toEqual({ client: slug, property: '123456', timeZone: 'America/Sao_Paulo', from: before });
    const sync = await arco.in(google, 'ga4', 'sync', '--client', slug, '--json');
    expect(sync.json()).toEqual({ client: slug, days: 1, changed: 1, problem: null, detail: null });
    const status = await arco.in(google, 'ga4', 'status', '--client', slug, '--json');
    expect(status.json()).toMatchObject({
      property: '123456', timeZone: 'America/Sao_Paulo', clientTimeZone: 'America/Sao_Paulo', sameDays: true, problem: null, live: null, syncedAt: expect.any(String),
      reconciliation: { figures: expect.arrayContaining([{ metric: 'sessions', value: null, own: null, difference: null, days: 0 }]) },
    });
    const text = await arco.in(google, 'ga4', 'status', '--client', slug);
    expect(text.out).toMatch(/property\s+123456/);
    const metrics = await arco.in(google, 'metrics', 'get', '--client', slug, '--metric', 'sessions', '--from', before, '--to', yesterday, '--json');
    expect(metrics.json()).toMatchObject({ days: [{ date: before, value: 468 }] });
    const gone = await arco.in(google, 'ga4', 'disconnect', '--client', slug, '--json');
    expect(gone.json()).toEqual({ client: slug, property: '123456', daysDeleted: 0 });
    expect(await arco.in(google, 'ga4', 'status', '--client', slug)).toMatchObject({ code: 1, err: expect.stringContaining('arco ga4 connect') });
    for (const { out, err } of [connect, sync, status, text, gone]) expect(out + err).not.toMatch(/PRIVATE KEY|private_key|sealed/);
  });

  test('says what Google refused, with exit code 1', async ({ arco, google, key, slug }) => {
    await arco.in(google, 'ga4', 'connect', '--client', slug, '--property', '123456', '--credentials', key, '--from', before);
    fake.report = () => ({ status: 403, body: fixture('error-denied') });
    const sync = await arco.in(google, 'ga4', 'sync', '--client', slug, '--json');
    expect([sync.code, sync.json()]).toEqual([1, { client: slug, days: 0, changed: 0, problem: 'denied', detail: expect.stringContaining('PERMISSION_DENIED') }]);
    const other = await arco.in(google, 'ga4', 'connect', '--client', slug, '--property', '9', '--credentials', key, '--json');
    expect(other.json().error).toMatchObject({ reason: 'forbidden', message: expect.stringContaining('sufficient permissions') });
  });

  test('names what is wrong with a file, and nothing that is in it', async ({ arco, google, slug, folder }) => {
    const path = join(folder, 'wrong.json');
    const connect = () => arco.in(google, 'ga4', 'connect', '--client', slug, '--property', '1', '--credentials', path, '--json');
    expect((await connect()).json().error).toMatchObject({ reason: 'invalid_input', message: `${path} cannot be read (ENOENT)` });
    await writeFile(path, privateKey);
    expect((await connect()).json().error.message).toBe(`${path} is not JSON`);
    await writeFile(path, JSON.stringify({ ...serviceAccount, client_email: 'no mail' }));
    const { out, json } = await connect();
    expect(json().error.message).toContain('look at client_email');
    expect(out).not.toMatch(/PRIVATE KEY|no mail/);
    const bad = await arco.in({ ...google, ARCO_GA4_URL: 'ftp://x' }, 'client', 'list', '--json');
    expect(bad.json().error.message).toContain('ARCO_GA4_URL: expected');
  });
});
