import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { formatDay, weekdayNamed, weekdayOf, type DayNumber } from '../../core/csv/calendar.ts';
import { openSource, type FileInput } from '../../core/csv/source.ts';
import { openTable } from '../../core/csv/table.ts';
import { readDays } from './metrics.import-read.ts';
import { surveyTable, type SurveyOptions } from './metrics.import-survey.ts';

const ignore = { onBytes: () => {}, onRow: () => {} };
type Options = Partial<Pick<SurveyOptions, 'map' | 'dateOrder' | 'mark' | 'currency'>>;

/** What an import would write, without a database. */
async function read(input: FileInput, options: Options = {}) {
  const source = await openSource(input);
  try {
    const currency = options.currency ?? 'BRL';
    const survey = await surveyTable(await openTable(source), { map: {}, dateOrder: undefined, mark: undefined, ...options, currency, ...ignore });
    const reading = await readDays(survey, { currency, ...ignore });
    const rows = [...reading.days.batches()].flatMap(({ dates, counts }) =>
      dates.map((date, index) => ({ date, ...Object.fromEntries(counts.map(({ count, values }) => [count, values[index]])) })),
    );
    return { ...reading, survey, rows };
  } finally {
    await source.close();
  }
}

const readText = (text: string | Buffer, options: Options = {}) => read({ stream: Readable.from([Buffer.from(text)]) }, options);

describe('rows are refused by line, with what was expected', () => {
  test('whatever is wrong with them', async () => {
    const { refused, rows } = await readText(
      [
        'data;visitantes;receita',
        '13/02/2026;10;1,50',
        '"14/02/2026";"11";"1.000,00"',
        '30/02/2026;1;1,00',
        '02/15/2026;1;1,00',
        '16/02/2026;dez;1,00',
        '17/02/2026;-1;1,00',
        '18/02/2026;1',
        '13/02/2026;10;1,50',
        '13/02/2026;11;1,50',
        ';1;1,00',
        '19/02/2026 08:00;1;1,00',
        '20/02/2026;1;1.50',
        '21/02/2026;1;2,00',
      ].join('\n'),
    );
    expect(refused).toEqual([
      { line: 4, field: 'date', column: 'data', code: 'no_such_day', reason: '"30/02/2026" is not a day of the calendar' },
      { line: 5, field: 'date', column: 'data', code: 'date_order', reason: '"02/15/2026" is no date day first (D/M/Y), as the other rows are; month first it would be 2026-02-15' },
      { line: 6, field: 'visitors', column: 'visitantes', code: 'not_a_number', reason: '"dez" is not a number; a whole number such as 1234 is expected' },
      { line: 7, field: 'visitors', column: 'visitantes', code: 'negative', reason: '"-1" is negative; visitors is zero or more' },
      { line: 8, field: 'row', code: 'cells', reason: 'the line has 2 cells where the header has 3' },
      { line: 10, field: 'date', column: 'data', code: 'duplicate', reason: '"13/02/2026" is on line 2 already, with other figures; one row a day is expected' },
      { line: 11, field: 'date', column: 'data', code: 'date_missing', reason: 'the date is missing' },
      { line: 12, field: 'date', column: 'data', code: 'has_time', reason: '"19/02/2026 08:00" has a time of day; figures are imported by day' },
      { line: 13, field: 'revenue', column: 'receita', code: 'decimal_mark', reason: '"1.50" is no number with a decimal comma, which the rest of this column uses' },
    ]);
    expect(rows).toEqual([
      { date: '2026-02-13', visitors: 10, revenue_cents: 150 },
      { date: '2026-02-14', visitors: 11, revenue_cents: 100000 },
      { date: '2026-02-21', visitors: 1, revenue_cents: 200 },
    ]);
  });

  test('a date that contradicts its weekday, in two languages', async () => {
    const { refused } = await readText('date,weekday,visitors\n9/30/2014,Tuesday,1\n10-01-2014,Wednesday,2\n02-10-2014,quinta-feira,3\n10/03/2014,Monday,4\n10/04/2014,,5\n');
    expect(refused).toEqual([
      expect.objectContaining({ line: 4, code: 'weekday', reason: '"02-10-2014" is 2014-02-10, a Monday, but column "weekday" says "quinta-feira" (Thursday); read day first it would be 2014-10-02, which is one' }),
      expect.objectContaining({ line: 5, code: 'weekday', reason: '"10/03/2014" is 2014-10-03, a Friday, but column "weekday" says "Monday" (Monday); read day first it would be 2014-03-10, which is one' }),
    ]);
  });

  test('a date that is the other way round among consecutive days', async () => {
    const { refused, survey } = await readText('date,visitors\n9/28/2014,1\n9/29/2014,1\n9/30/2014,1\n10/01/2014,1\n02-10-2014,1\n03-10-2014,1\n10/4/2014,1\n10/6/2014,1\n');
    expect(survey.dates).toMatchObject({ order: 'M/D/Y', provedBy: 'past-12' });
    expect(refused.map(({ line, code }) => [line, code])).toEqual([[6, 'sequence'], [7, 'sequence']]);
    expect(refused[0]!.reason).toBe('"02-10-2014" is 2014-02-10 month first, as the other rows are read, but what follows line 5 is 2014-10-02, which it would be day first');
  });

  test('a date that reads both ways where the file has both', async () => {
    const { refused } = await readText('date,visitors\n13/01/2026,1\n14/01/2026,1\n01/15/2026,1\n03/02/2026,1\n05/05/2026,1\n');
    expect(refused).toEqual([
      expect.objectContaining({ line: 4, code: 'date_order' }),
      expect.objectContaining({ line: 5, code: 'date_order', reason: '"03/02/2026" is 2026-02-03 day first and 2026-03-02 month first, and this file has dates of both kinds' }),
    ]);
  });

  test('a thousand are listed, and all are counted', async () => {
    const { refused, refusedCount, rows } = await readText(`date,visitors\n2026-01-02,1\n${'2026-13-01,1\n'.repeat(2_500)}`);
    expect([refused.length, refusedCount, rows.length]).toEqual([1_000, 2_500, 1]);
  });
});

describe('a file that is wrong as a whole', () => {
  test.each([
    ['date,visitors\n', 'nothing below the header on line 1'],
    ['date,visitors\n03/04/2026,1\n', '--date-format D/M/Y or --date-format M/D/Y'],
    ['date,revenue\n2026-01-02,1.234\n', '--decimal comma or --decimal point'],
    ['date,notes\n2026-01-02,x\n', 'No column holds a figure'],
    ['name,visitors\nx,1\n', 'No column holds the date'],
  ])('%j', async (text, message) => {
    await expect(readText(text)).rejects.toMatchObject({ reason: 'invalid_input', message: expect.stringContaining(message) as string });
  });
});

/** mulberry32: the same files on every run. */
function random(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

const pad = (number: number) => String(number).padStart(2, '0');
const parts = (day: DayNumber) => formatDay(day).split('-') as [string, string, string];
const portuguese = ['domingo', 'segunda-feira', 'terça-feira', 'quarta-feira', 'quinta-feira', 'sexta-feira', 'sábado'];

type WriteDate = (year: string, month: string, day: string, weekday: number) => string;
const dateWriters: WriteDate[] = [
  (year, month, day) => `${year}-${month}-${day}`,
  (year, month, day) => `${day}/${month}/${year}`,
  (year, month, day) => `${Number(month)}/${Number(day)}/${year}`,
  (year, month, day) => `${day}.${month}.${year.slice(2)}`,
  (year, month, day) => `${year}${month}${day}`,
  (year, month, day) => (Number(day) > 12 ? `${Number(month)}/${Number(day)}/${year}` : `${month}-${day}-${year}`),
  (year, month, day) => `${day} de ${['jan', 'fev', 'mar', 'abr', 'mai', 'jun', 'jul', 'ago', 'set', 'out', 'nov', 'dez'][Number(month) - 1]}. de ${year}`,
  (year, month, day, weekday) => `${portuguese[weekday]}, ${day}/${month}/${year}`,
  (year, month, day) => `${year}-${month}-${day} 00:00:00`,
];

function grouped(whole: string, separator: string): string {
  return whole.replace(/\B(?=(\d{3})+$)/g, separator);
}

const amountWriters: ((cents: number) => string)[] = [
  (cents) => `${Math.floor(cents / 100)}.${pad(cents % 100)}`,
  (cents) => `${grouped(String(Math.floor(cents / 100)), '.')},${pad(cents % 100)}`,
  (cents) => `R$ ${grouped(String(Math.floor(cents / 100)), '.')},${pad(cents % 100)}`,
  (cents) => `${grouped(String(Math.floor(cents / 100)), ',')}.${pad(cents % 100)}`,
  (cents) => `${grouped(String(Math.floor(cents / 100)), '\u00a0')},${pad(cents % 100)} BRL`,
  // What is left of an amount that went through a 32-bit float somewhere.
  (cents) => `${Math.floor(cents / 100)}.${pad(cents % 100)}00000${cents % 7}`,
];

function quoteCell(cell: string, delimiter: string, always: boolean): string {
  return always || cell.includes(delimiter) || /["\n\r]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

const encoders: ((text: string) => Buffer)[] = [
  (text) => Buffer.from(text),
  (text) => Buffer.from(`\ufeff${text}`),
  (text) => Buffer.from(text, 'latin1'),
  (text) => Buffer.from(`\ufeff${text}`, 'utf16le'),
  (text) => Buffer.from(`\ufeff${text}`, 'utf16le').swap16(),
];

test.each(Array.from({ length: 120 }, (_, seed) => seed + 1))('what is written in any dialect is read back (file %i)', async (seed) => {
  const next = random(seed);
  const pick = <T>(from: readonly T[]): T => from[next(from.length)]!;
  const [delimiter, end, always] = [pick([',', ';', '\t', '|']), pick(['\n', '\r\n', '\r']), next(3) === 0];
  const [writeDate, writeAmount, encode] = [pick(dateWriters), pick(amountWriters), pick(encoders)];
  const writeCount = pick([String, (count: number) => grouped(String(count), '.'), (count: number) => grouped(String(count), ' ')]);
  const count = 40 + next(400);
  const first = 15_000 + next(5_000);

  const expected = Array.from({ length: count }, (_, index) => ({
    date: formatDay(first + index),
    visitors: index === 0 ? 1_234_567 : next(20) === 0 ? null : next(1_000_000),
    revenue_cents: index === 0 ? 123_456_789 : next(10_000_000),
  }));
  const lines = expected.map(({ visitors, revenue_cents }, index) => {
    const [year, month, day] = parts(first + index);
    const note = pick(['', 'ação', 'a "b"', `two${end}lines`, `x${delimiter}y`]);
    return [writeDate(year, month, day, weekdayOf(first + index)), visitors === null ? pick(['', '-', 'n/a', 'null']) : writeCount(visitors), note, writeAmount(revenue_cents)];
  });
  if (next(4) === 0) lines.reverse();
  const text = [['Data', 'Usuários', 'Observação', 'Receita'], ...lines].map((cells) => cells.map((cell) => quoteCell(cell, delimiter, always)).join(delimiter)).join(end) + pick(['', end, end + end]);

  const { rows, refused } = await readText(encode(text));
  expect(refused).toEqual([]);
  expect(rows).toEqual(expected);
});

test('whatever happened to a file, it is read or refused with a reason', async () => {
  const clean = ['Row,Weekday,Date,Visitors,Revenue', ...Array.from({ length: 60 }, (_, index) => {
    const [year, month, day] = parts(16_000 + index);
    return `${index},${portuguese[weekdayOf(16_000 + index)]},${Number(month)}/${Number(day)}/${year},${index * 37},"R$ ${index}.${pad(index)}"`;
  })].join('\n');
  const shards = [',', ';', '"', '\n', '\r', '\t', '|', ' ', '-', '/', '.', '0', '9', 'x', 'é', '\ufeff', '%', '(', ')', '$', 'e', '=', '#', '\ud800'];
  const odd: unknown[] = [];
  for (let seed = 1; seed <= 300; seed += 1) {
    const next = random(seed);
    let text = clean;
    for (let cuts = next(20); cuts >= 0; cuts -= 1) {
      const at = next(next(3) === 0 ? 40 : text.length);
      text = text.slice(0, at) + (next(2) === 0 ? shards[next(shards.length)]! : '') + text.slice(at + next(4));
    }
    await readText(text).catch((error: { reason?: string }) => {
      if (error.reason !== 'invalid_input') odd.push({ seed, error });
    });
  }
  expect(odd).toEqual([]);
});

const data = new URL('../../../../shared/data/', import.meta.url);
const absent = (name: string) => {
  const missing = !existsSync(new URL(name, data));
  if (missing) process.stderr.write(`${name} is not here: its tests are skipped\n`);
  return missing;
};

test.skipIf(absent('daily_visitors.csv'))('the visitors of a real site need no flags: two date formats, proved by their weekdays', async () => {
  const path = new URL('daily_visitors.csv', data).pathname;
  const { rows, refusedCount, survey } = await read({ path });
  expect(refusedCount).toBe(0);
  expect(survey.dates).toMatchObject({ order: 'M/D/Y', provedBy: 'weekday', weekdays: [{ label: 'Day', counting: 'names' }, { label: 'Day.Of.Week', counting: 'Sunday = 1' }] });
  expect(rows).toHaveLength(1_570);
  expect(rows.at(0)).toEqual({ date: '2014-09-14', pageviews: 2146, visitors: 1582, new_visitors: 1430 });
  expect(rows.at(-1)).toEqual({ date: '2018-12-31', pageviews: 1723, visitors: 1159, new_visitors: 874 });
  expect(new Set(rows.map(({ date }) => date)).size).toBe(1_570);

  // Told again from the file itself, in another way than the importer's.
  const lines = (await readFile(path, 'utf8')).trim().split('\n').slice(1).map((line) => line.split(','));
  rows.forEach(({ date }, index) => expect(new Date(date).getUTCDay()).toBe(weekdayNamed(lines[index]![1]!)));
  const sum = (column: number) => lines.reduce((total, cells) => total + Number(cells[column]), 0);
  const total = (name: 'pageviews' | 'visitors') => rows.reduce((all, row) => all + ((row as Record<string, unknown>)[name] as number), 0);
  expect([total('pageviews'), total('visitors')]).toEqual([sum(4), sum(5)]);
});

test.skipIf(absent('meta_ads.csv'))('ads by the day are refused: figures of a day are one row', async () => {
  const { refused, refusedCount, survey } = await read({ path: new URL('meta_ads.csv', data).pathname });
  expect(survey.dates).toMatchObject({ order: 'D/M/Y', provedBy: 'past-12' });
  expect([refused[0]!.line, refused[0]!.code, refusedCount]).toEqual([3, 'duplicate', 1_112]);
});

test.skipIf(absent('leads.csv'))('a list of leads has no days', async () => {
  await expect(read({ path: new URL('leads.csv', data).pathname })).rejects.toThrow('No column holds the date');
});
