import { execFile } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'vitest';
import type { Metric } from '../server/modules/metrics/metrics.schema.ts';
import type { Arco } from './support/arco.ts';
import { isPainted, readFigure } from './support/figures.ts';
import { test as base } from './support/test.ts';

const test = base.extend<{ folder: string }>({
  folder: async ({ template }, use) => {
    const folder = await mkdtemp(join(tmpdir(), `arco-${template}-`));
    await use(folder);
    await rm(folder, { recursive: true, force: true });
  },
});

const root = new URL('..', import.meta.url);

/** Runs `npm run --silent arco -- …` on the database of the test, and reads what it printed. */
async function arcoCommand<T>({ ownerUrl }: Arco, ...args: string[]): Promise<T> {
  const env = { ...process.env, DATABASE_URL: ownerUrl, ARCO_SECRET: undefined, DATABASE_OWNER_URL: undefined, npm_lifecycle_event: undefined };
  const { stdout } = await promisify(execFile)(process.execPath, ['server/entry.mjs', 'arco', ...args, '--json'], { cwd: root, env });
  return JSON.parse(stdout) as T;
}

interface Report {
  read: number;
  added: number;
  unchanged: number;
  refused: unknown[];
  first: string;
  last: string;
}

type Got = Pick<Metric, 'metric' | 'unit' | 'total' | 'days'>;

test('the command line, the API, the painted figure and its explanation agree on an imported file', async ({ own, visit, folder }) => {
  const client = await own.newClient();
  const days = Array.from({ length: 31 }, (_, index) => `2026-10-${String(index + 1).padStart(2, '0')}`);
  const rows = days.map((day) => ({ day, visitors: randomInt(200, 4_000), sessions: randomInt(4_000, 9_000), revenue: randomInt(10_000, 900_000) }));
  const file = join(folder, 'outubro da loja.csv');
  const money = (cents: number) => `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`;
  await writeFile(file, ['date,visitors,sessions,revenue', ...rows.map(({ day, visitors, sessions, revenue }) => `${day},${visitors},${sessions},${money(revenue)}`)].join('\n'));
  const sums = {
    visitors: rows.reduce((total, row) => total + row.visitors, 0),
    sessions: rows.reduce((total, row) => total + row.sessions, 0),
    revenue: rows.reduce((total, row) => total + row.revenue, 0),
  };

  const report = await arcoCommand<Report>(own, 'import', 'metrics', file, '--client', client);
  expect(report).toMatchObject({ read: 31, added: 31, refused: [], first: days[0], last: days.at(-1) });
  expect(await arcoCommand<Report>(own, 'import', 'metrics', file, '--client', client)).toMatchObject({ added: 0, unchanged: 31 });

  const body = Object.keys(sums).map((metric) => `<arco-metric metric="${metric}" from="2026-10-01" to="2026-10-31"></arco-metric>`).join('');
  const visitor = await visit();
  await visitor.goto(own.host.page({ body, token: { client } }).url);
  await visitor.all('ready');
  for (const [metric, sum] of Object.entries(sums)) {
    const printed = await arcoCommand<Got>(own, 'metrics', 'get', '--client', client, '--metric', metric, '--from', '2026-10-01', '--to', '2026-10-31');
    const answered = await own.query<Metric>('metrics.get', { metric, from: '2026-10-01', to: '2026-10-31' }, client);
    const card = visitor.page.locator(`arco-metric[metric=${metric}]`);
    const painted = await card.locator('[part=figure]').innerText();
    expect([printed.total, answered.total], metric).toEqual([sum, sum]);
    expect(printed.days).toEqual(answered.days.map(({ date, value }) => ({ date, value })));
    expect(isPainted(painted, sum, answered.unit), `${metric} is ${sum}, and painted as ${painted}`).toBe(true);

    await card.getByRole('button', { name: /^Como sabemos/ }).click();
    const panel = visitor.page.getByRole('dialog', { name: 'Como sabemos' });
    await panel.getByText('outubro da loja.csv, 31 dias').waitFor();
    await panel.getByText('31 dias completos').waitFor();
    await visitor.page.keyboard.press('Escape');
    await panel.waitFor({ state: 'detached' });
  }
});

const published = new URL('../../shared/data/daily_visitors.csv', import.meta.url);

test.skipIf(!existsSync(published))('the portal shows the visitors of a real site in December 2018', async ({ own, visit }) => {
  const lines = readFileSync(published, 'utf8').trim().split(/\r?\n/);
  const columns = lines[0]!.split(',');
  // The file ends with the last day of that month.
  const december = lines.slice(-31).map((line) => Number(line.split(',')[columns.indexOf('Unique.Visits')]));
  const visitors = december.reduce((total, count) => total + count, 0);

  const report = await arcoCommand<Report>(own, 'import', 'metrics', decodeURIComponent(published.pathname), '--client', 'moda');
  expect(report).toMatchObject({ read: 1570, refused: [], first: '2014-09-14', last: '2018-12-31' });
  const printed = await arcoCommand<Got>(own, 'metrics', 'get', '--client', 'moda', '--metric', 'visitors', '--from', '2018-12-01', '--to', '2018-12-31');
  expect(printed.total).toBe(visitors);

  const visitor = await visit();
  const { page } = visitor;
  await visitor.goto(`${own.url}/portal/?from=2018-12-01&to=2018-12-31`);
  const card = page.locator('arco-metric[metric=visitors]');
  await card.scrollIntoViewIfNeeded();
  await visitor.state(card, 'ready');
  const painted = await card.locator('[part=figure]').innerText();
  expect(readFigure(painted)!.value).toBe(visitors);
  await card.getByRole('button', { name: /^Como sabemos/ }).click();
  await page.getByRole('dialog', { name: 'Como sabemos' }).getByText('daily_visitors.csv, 31 dias').waitFor();
});
