import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { arco } from '../../privacy/test/arco.ts';
import { test as base } from '../../test/fixtures.ts';

const header = 'sector,metric,country,year,median,q1,q3,n,source,url,definition,comparable,published_on';
const url = 'https://www.wordstream.com/blog/2025-google-ads-benchmarks';
const line = (changes: Partial<Record<string, string>> = {}) => {
  const cells = { sector: 'all', metric: 'ctr', country: 'US', year: '2025', median: '6.66 %', q1: '', q3: '', n: '"16,446"', source: 'WordStream/LocaliQ', url, definition: 'Clicks / impressions', comparable: '', published_on: '', ...changes };
  return header.split(',').map((name) => cells[name as keyof typeof cells]).join(',');
};

const test = base.extend<{ bring: (...lines: string[]) => ReturnType<typeof arco> }>({
  bring: async ({ database }, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'arco-test-'));
    await use(async (...lines) => {
      const path = join(folder, 'published.csv');
      await writeFile(path, lines.join('\n'));
      return arco(database, 'benchmarks', 'import', path);
    });
    await rm(folder, { recursive: true });
    await database.owner`delete from industry_benchmarks`;
  },
});

describe('arco benchmarks import', () => {
  test('takes a study once: twice changes nothing, and a correction changes its line', async ({ bring, client, database }) => {
    const lines = [header, line(), line({ metric: 'cpc', median: 'US$ 5.26', q1: 'USD 3.10', q3: 'USD 7.00' })];
    expect(await bring(...lines)).toMatchObject({ code: 0, json: { read: 2, added: 2, changed: 0, unchanged: 0, refused: [], first: 2025, last: 2025 } });
    const told = () => database.owner`select count(*)::int as count from changes where client_id = ${client.id} and topics = '{benchmarks}'`;
    expect([...(await told())]).toEqual([{ count: 1 }]);
    expect(await bring(...lines)).toMatchObject({ code: 0, json: { added: 0, changed: 0, unchanged: 2 } });
    expect([...(await told())]).toEqual([{ count: 1 }]);
    const rows = await database.owner`select metric, median, q1, q3, currency, n, country, source_name from industry_benchmarks order by metric`;
    expect([...rows]).toEqual([
      { metric: 'cpc', median: 526, q1: 310, q3: 700, currency: 'USD', n: 16_446, country: 'US', sourceName: 'WordStream/LocaliQ' },
      { metric: 'ctr', median: 0.0666, q1: null, q3: null, currency: null, n: 16_446, country: 'US', sourceName: 'WordStream/LocaliQ' },
    ]);
    expect(await bring(header, line({ median: '0.0667' }))).toMatchObject({ json: { added: 0, changed: 1, unchanged: 0 } });
  });

  test.for([
    ['sector', '', 'is empty'],
    ['metric', 'visitors', '"visitors" is not one of'],
    ['country', 'Brasil', 'not a country in two letters'],
    ['country', 'XX', 'not a country in two letters'],
    ['year', '25', 'not a year from 1990'],
    ['median', '', 'is empty'],
    ['median', '6.66', 'is more than the whole'],
    ['median', '"6,66 %"', 'has no decimal point'],
    ['median', '-1 %', 'is negative'],
    ['median', 'USD 5.26', 'is an amount of money'],
    ['q1', '3 %', 'both quartiles are expected'],
    ['n', '1.5', 'is not a whole number'],
    ['source', '', 'is empty'],
    ['url', 'wordstream.com', 'is not an address'],
    ['url', 'javascript:alert(1)', 'is not an address'],
    ['definition', '', 'is empty'],
    ['comparable', 'perhaps', 'is not yes or no'],
    ['published_on', '2025-02-30', 'is not a day'],
  ] as const)('refuses the line whose %s is "%s"', async ([field, value, reason], { bring, database }) => {
    const given = field === 'q1' ? { q1: value } : { [field]: value };
    expect(await bring(header, line({ metric: 'ctr', year: '2024' }), line(given))).toMatchObject({
      code: 1,
      json: { read: 2, added: 0, refusedCount: 1, refused: [{ line: 3, field: field === 'q1' ? 'q3' : field, reason: expect.stringContaining(reason) }] },
    });
    expect([...(await database.owner`select from industry_benchmarks`)]).toEqual([]);
  });

  test('refuses costs without a currency, quartiles around another median, lines that do not fit, and twins', async ({ bring }) => {
    const cpc = (changes: Partial<Record<string, string>>) => line({ metric: 'cpc', median: 'USD 5.26', ...changes });
    const { json } = await bring(header, cpc({ median: '5.26' }), cpc({ median: '$ 5.26' }), cpc({ q1: 'USD 6', q3: 'USD 7' }), cpc({ q1: 'BRL 3', q3: 'BRL 7' }), 'moda,ctr', line(), line());
    expect((json['refused'] as { line: number; field: string; reason: string }[]).map(({ line: at, field, reason }) => [at, field, reason.replace(/^".*?" /, '')])).toEqual([
      [2, 'median', 'does not say in which currency; cpc is expected as USD 5.26'],
      [3, 'median', 'does not say in which currency; cpc is expected as USD 5.26'],
      [4, 'q1', 'is more than the median'],
      [5, 'q1', 'is not in USD, as the median is'],
      [6, 'line', 'the line has 2 cells where the header has 13'],
      [8, 'line', 'the same source, sector, metric, country and year as line 7'],
    ]);
  });

  test('says which column is missing, or is one too many', async ({ bring }) => {
    expect(await bring('sector,metric', 'moda,ctr')).toMatchObject({ code: 1, json: { error: { reason: 'invalid_input', fields: [{ path: 'country' }] } } });
    expect(await bring(`${header},mean`, `${line()},1`)).toMatchObject({ json: { error: { fields: [{ path: 'mean' }] } } });
  });
});
