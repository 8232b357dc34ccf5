import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { describe, expect } from 'vitest';
import { formatDay } from '../../core/csv/calendar.ts';
import { test, type TestClient, type TestDatabase } from '../../test/fixtures.ts';
import { importMetrics, type ImportOptions } from './metrics.import.ts';

type Options = Partial<Omit<ImportOptions, 'sql' | 'client' | 'input'>>;

const importText = ({ sql }: TestDatabase, client: TestClient, text: string, options: Options = {}) =>
  importMetrics({ sql, client, input: { stream: Readable.from([text]), name: '/home/ana/visitas.csv' }, ...options });

const stored = ({ owner }: TestDatabase, client: TestClient) => owner`
  select date, source, visitors, pageviews, conversions, revenue_cents, import_id, updated_at
  from client_metrics where client_id = ${client.id} order by date, source
`;

const revisions = ({ owner }: TestDatabase, client: TestClient) => owner`
  select date, source, field, former, value, import_id
  from client_metric_revisions where client_id = ${client.id} order by date, field
`;

const imports = ({ owner }: TestDatabase, client: TestClient) => owner`
  select id, kind, file_name, sha256, read, added, changed, unchanged, refused, first_on, last_on, caller_kind, caller
  from imports where client_id = ${client.id} order by id
`;

const three = 'date,visitors,revenue\n2026-02-01,10,"R$ 1,234.50"\n2026-02-02,20,0\n2026-02-03,,5.5\n';

describe('an import', () => {
  test('adds the days, says what it found and who brought it', async ({ database, client }) => {
    const report = await importText(database, client, three);

    expect(report).toEqual({
      read: 3,
      added: 3,
      changed: 0,
      unchanged: 0,
      refused: [],
      first: '2026-02-01',
      last: '2026-02-03',
      refusedCount: 0,
      dryRun: false,
      importId: expect.any(String) as string,
      mapping: [
        { column: 'date', field: 'date' },
        { column: 'visitors', field: 'visitors' },
        { column: 'revenue', field: 'revenue' },
      ],
      dialect: { encoding: 'utf-8', delimiter: ',', headerLine: 1 },
      dateOrder: { order: 'Y/M/D', provedBy: 'format', evidence: 'every date reads one way only' },
    });
    const same = { source: 'import', pageviews: null, conversions: null, importId: report.importId, updatedAt: expect.any(String) as string };
    expect(await stored(database, client)).toEqual([
      { date: '2026-02-01', visitors: 10, revenueCents: 123450, ...same },
      { date: '2026-02-02', visitors: 20, revenueCents: 0, ...same },
      { date: '2026-02-03', visitors: null, revenueCents: 550, ...same },
    ]);
    expect(await imports(database, client)).toEqual([
      {
        id: report.importId,
        kind: 'metrics',
        fileName: 'visitas.csv',
        sha256: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
        read: 3,
        added: 3,
        changed: 0,
        unchanged: 0,
        refused: 0,
        firstOn: '2026-02-01',
        lastOn: '2026-02-03',
        callerKind: 'system',
        caller: 'system',
      },
    ]);
  });

  test('is what the metric then shows, with the file it came from', async ({ database, client }) => {
    await importText(database, client, three);

    const figures = await client.api.metrics.get({ metric: 'revenue', from: '2026-02-01', to: '2026-02-03' });
    expect(figures).toMatchObject({ total: 124000, days: [{ value: 123450 }, { value: 0 }, { value: 550 }] });
    const explained = await client.api.metrics.explain({ metric: 'visitors', from: '2026-02-01', to: '2026-02-03' });
    expect(explained.sources).toEqual([expect.objectContaining({ source: 'import', name: 'visitas.csv', days: 2 })]);
  });

  test('done twice changes nothing', async ({ database, client }) => {
    await importText(database, client, three);
    const before = await Promise.all([stored(database, client), imports(database, client)]);

    const again = await importText(database, client, three);

    expect(again).toMatchObject({ read: 3, added: 0, changed: 0, unchanged: 3, refused: [], importId: null });
    expect(await Promise.all([stored(database, client), imports(database, client)])).toEqual(before);
    expect(await revisions(database, client)).toEqual([]);
  });

  test('keeps the former value of what it changes', async ({ database, client }) => {
    const first = await importText(database, client, three);
    const second = await importText(database, client, 'date,visitors,revenue\n2026-02-01,11,1234.50\n2026-02-02,,0\n2026-02-03,7,5.50\n2026-02-04,1,1\n');

    expect(second).toMatchObject({ read: 4, added: 1, changed: 3, unchanged: 0 });
    expect(await revisions(database, client)).toEqual([
      { date: '2026-02-01', source: 'import', field: 'visitors', former: 10, value: 11, importId: second.importId },
      { date: '2026-02-02', source: 'import', field: 'visitors', former: 20, value: null, importId: second.importId },
    ]);
    expect((await stored(database, client)).map(({ visitors, importId }) => [visitors, importId === second.importId])).toEqual([
      [11, true], [null, true], [7, true], [1, true],
    ]);
    expect((await imports(database, client)).map(({ id }) => id)).toEqual([first.importId, second.importId]);
  });

  test('leaves columns that are not in the file as they are', async ({ database, client }) => {
    const first = await importText(database, client, three);
    const second = await importText(database, client, 'date,pageviews,conversions\n2026-02-01,100,1.5\n2026-02-02,-,-\n2026-02-05,-,-\n');

    // A day of which the file knows nothing is no day.
    expect(second).toMatchObject({ added: 0, changed: 1, unchanged: 2 });
    expect((await stored(database, client)).map(({ date, visitors, pageviews, conversions, importId }) => ({ date, visitors, pageviews, conversions, importId }))).toEqual([
      { date: '2026-02-01', visitors: 10, pageviews: 100, conversions: 1.5, importId: second.importId },
      { date: '2026-02-02', visitors: 20, pageviews: null, conversions: null, importId: first.importId },
      { date: '2026-02-03', visitors: null, pageviews: null, conversions: null, importId: first.importId },
    ]);
    expect(await revisions(database, client)).toEqual([]);
  });

  test("touches no other source, and no other client's days", async ({ database, client, newClient }) => {
    const neighbour = await newClient();
    await importText(database, neighbour, three);
    await database.owner`
      insert into client_metrics (client_id, date, source, visitors) values (${client.id}, '2026-02-01', 'manual', 99)
    `;
    await importText(database, client, three.replace(',10,', ',12,'));

    expect((await stored(database, client)).slice(0, 2).map(({ source, visitors }) => [source, visitors])).toEqual([['import', 12], ['manual', 99]]);
    expect((await stored(database, neighbour))[0]).toMatchObject({ visitors: 10 });
  });

  test('twice at the same time is done once', async ({ database, client }) => {
    const reports = await Promise.all([importText(database, client, three), importText(database, client, three)]);

    expect(reports.map(({ added }) => added).toSorted()).toEqual([0, 3]);
    expect(reports.map(({ unchanged }) => unchanged).toSorted()).toEqual([0, 3]);
  });

  test('keeps the larger numbers a count can have', async ({ database, client }) => {
    await importText(database, client, 'date,visitors,conversions,revenue\n2026-02-01,9007199254740991,999999999.999999,-90071992547409.91\n');

    expect((await stored(database, client))[0]).toMatchObject({ visitors: 9007199254740991, conversions: 999999999.999999, revenueCents: -9007199254740991 });
  });
});

describe('a dry run', () => {
  test('says what would happen, and leaves no trace', async ({ database, client }) => {
    await importText(database, client, three);
    const before = await Promise.all([stored(database, client), imports(database, client)]);

    const report = await importText(database, client, `${three.replace(',20,', ',21,')}2026-02-04,1,1\n`, { dryRun: true });

    expect(report).toMatchObject({ read: 4, added: 1, changed: 1, unchanged: 2, dryRun: true, importId: null });
    expect(await Promise.all([stored(database, client), imports(database, client)])).toEqual(before);
    expect(await revisions(database, client)).toEqual([]);
  });
});

describe('a file with broken lines', () => {
  const broken = `${three}2026-02-31,1,1\n2026-02-04,1,1\n2026-02-04,2,1\n2026-02-04,1,1.0\n`;

  test('writes nothing', async ({ database, client }) => {
    const report = await importText(database, client, broken);

    expect(report).toMatchObject({ read: 7, added: 0, changed: 0, unchanged: 0, refusedCount: 2, first: '2026-02-01', last: '2026-02-04', importId: null });
    expect(report.refused).toEqual([
      expect.objectContaining({ line: 5, field: 'date', code: 'no_such_day' }),
      expect.objectContaining({ line: 7, field: 'date', code: 'duplicate', reason: '"2026-02-04" is on line 6 already, with other figures; one row a day is expected' }),
    ]);
    expect([...(await stored(database, client)), ...(await imports(database, client))]).toEqual([]);
  });

  test('writes the rest with skipInvalid', async ({ database, client }) => {
    const report = await importText(database, client, broken, { skipInvalid: true });

    expect(report).toMatchObject({ read: 7, added: 4, changed: 0, unchanged: 1, refusedCount: 2 });
    expect(await stored(database, client)).toHaveLength(4);
    expect(await imports(database, client)).toEqual([expect.objectContaining({ read: 7, added: 4, unchanged: 1, refused: 2 })]);
  });
});

/** Consecutive days from 1400 on; those before `from` are left out. */
function manyDays(count: number, from = 0): string {
  const first = Date.UTC(1400, 0, 1) / 86_400_000;
  const rows = Array.from({ length: count - from }, (_, index) => `${formatDay(first + from + index)},${(from + index) % 977},"${(from + index) % 89},5"\n`);
  return `date,visitors,revenue\n${rows.join('')}`;
}

describe('an import that is killed', () => {
  test('in the middle leaves nothing, and can be done again', async ({ database, client }) => {
    const text = manyDays(12_000);
    const [, ...lines] = text.trim().split('\n');
    const stuck = lines[9_000]!.slice(0, 10);
    await importText(database, client, `date,visitors\n${stuck},1\n`);
    const before = await stored(database, client);

    // The import comes to a stop in its second batch, at a row that somebody else holds.
    const outcome = await database.owner.begin(async (tx) => {
      await tx`select from client_metrics where client_id = ${client.id} for update`;
      const importing = importText(database, client, text).then(() => 'done', (error: unknown) => error);
      await expect.poll(() => waiting(database), { timeout: 10_000 }).toHaveLength(1);
      const [blocked] = await waiting(database);
      await database.owner`select pg_terminate_backend(${blocked!.pid}::int)`;
      return importing;
    });

    expect(outcome).toMatchObject({ reason: 'unavailable' });
    expect(await stored(database, client)).toEqual(before);
    expect(await imports(database, client)).toHaveLength(1);
    await expect(importText(database, client, text)).resolves.toMatchObject({ added: 11_999, changed: 1, unchanged: 0 });
  });
});

const waiting = ({ owner }: TestDatabase) => owner<{ pid: number }[]>`
  select pid from pg_stat_activity
  where datname = current_database() and wait_event_type = 'Lock' and query like '%insert into client_metrics%'
`;

describe('a file of 200,000 days', () => {
  const rows = 200_000;

  test('goes through a heap of 64 MB', { timeout: 120_000 }, async ({ database, client }) => {
    const folder = await mkdtemp(join(tmpdir(), 'arco-test-'));
    try {
      const path = join(folder, 'days.csv');
      await writeFile(path, manyDays(rows));
      const script = `
        import { connect } from ${JSON.stringify(new URL('../../core/db.ts', import.meta.url).href)};
        import { importMetrics } from ${JSON.stringify(new URL('metrics.import.ts', import.meta.url).href)};
        const sql = connect(${JSON.stringify(database.url.service)}, { max: 1 });
        const { read, added, changed, unchanged } = await importMetrics({ sql, client: ${JSON.stringify(client)}, input: { path: ${JSON.stringify(path)} } });
        console.log(JSON.stringify({ read, added, changed, unchanged }));
        await sql.end();
      `;
      const run = async () => {
        const { stdout } = await promisify(execFile)(process.execPath, ['--max-old-space-size=64', '--input-type=module', '--eval', script]);
        return JSON.parse(stdout) as unknown;
      };

      expect(await run()).toEqual({ read: rows, added: rows, changed: 0, unchanged: 0 });
      expect(await run()).toEqual({ read: rows, added: 0, changed: 0, unchanged: rows });
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});
