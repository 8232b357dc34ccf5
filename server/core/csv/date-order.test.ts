import { describe, expect, test } from 'vitest';
import { formatDay, weekdayOf, dayNumber, weekdays } from './calendar.ts';
import { DateOrderEvidence } from './date-order.ts';
import { readDate, type DateOrder } from './dates.ts';
import { WeekdayEvidence } from './weekdays.ts';

interface Row {
  date: string;
  weekday?: string;
}

function decide(rows: (Row | string)[], { said, numbers = false }: { said?: DateOrder; numbers?: boolean } = {}) {
  const evidence = new DateOrderEvidence([new WeekdayEvidence(1, 'Dia', { numbers })]);
  rows.forEach((row, index) => {
    const { date, weekday = '' } = typeof row === 'string' ? { date: row } : row;
    const cell = readDate(date);
    if (typeof cell !== 'string') evidence.add(index + 2, date, cell, [date, weekday]);
  });
  return evidence.decide(said);
}

const pad = (number: number) => String(number).padStart(2, '0');

/** Consecutive days from a date, written by `write`. */
function run(from: string, count: number, write: (year: number, month: number, day: number) => string): string[] {
  const start = Date.parse(`${from}T00:00:00Z`) / 86_400_000;
  return Array.from({ length: count }, (_, index) => {
    const [year, month, day] = formatDay(start + index).split('-').map(Number);
    return write(year!, month!, day!);
  });
}

const dayFirst = (year: number, month: number, day: number) => `${pad(day)}/${pad(month)}/${year}`;
const monthFirst = (year: number, month: number, day: number) => `${month}/${day}/${year}`;

describe('the format', () => {
  test('is enough where every date reads one way', () => {
    expect(decide(['2026-01-02', '3 de março de 2026'])).toMatchObject({ provedBy: 'format' });
  });

  test('and where day and month are the same number', () => {
    expect(decide(['05/05/2026', '2026-01-02'])).toMatchObject({ provedBy: 'format' });
  });
});

describe('a weekday column proves the order', () => {
  test.each([
    ['Fri', 'D/M/Y'],
    ['sexta-feira', 'D/M/Y'],
    ['viernes', 'D/M/Y'],
    ['Wednesday', 'M/D/Y'],
    ['4ª-feira', 'M/D/Y'],
  ])('of a single row: 10-01-2014 on a %s is %s', (weekday, order) => {
    expect(decide([{ date: '10-01-2014', weekday }])).toMatchObject({ order, provedBy: 'weekday', weekdays: [{ label: 'Dia', counting: 'names' }] });
  });

  test('although one row in ten is wrong', () => {
    const rows = run('2024-02-01', 12, dayFirst).map((date, index) => ({ date, weekday: weekdays[(4 + index) % 7]! }));
    rows[3]!.weekday = 'Monday';
    expect(decide(rows)).toMatchObject({ order: 'D/M/Y', provedBy: 'weekday' });
  });

  test.each([
    ['Sunday = 1', (weekday: number) => weekday + 1],
    ['Monday = 1', (weekday: number) => (weekday === 0 ? 7 : weekday)],
    ['Monday = 1', (weekday: number) => weekday],
    ['Monday = 0', (weekday: number) => (weekday + 6) % 7],
  ] as const)('in numbers counted %s', (counting, number) => {
    // Not consecutive, and no day past 12: nothing but the weekday tells.
    const rows = Array.from({ length: 24 }, (_, index) => {
      const [month, day] = [(index * 5) % 12, (index * 7) % 11];
      return { date: `${month + 1}/${day + 1}/2024`, weekday: String(number(weekdayOf(dayNumber(2024, month + 1, day + 1)))) };
    });
    expect(decide(rows, { numbers: true })).toMatchObject({ order: 'M/D/Y', provedBy: 'weekday', weekdays: [{ counting }] });
    expect(() => decide(rows)).toThrow('--date-format');
  });

  test('and numbers of something else do not', () => {
    const rows = run('2024-02-01', 12, dayFirst).map((date, index) => ({ date, weekday: String((index * 3) % 8) }));
    expect(decide(rows, { numbers: true })).toMatchObject({ provedBy: 'sequence', weekdays: [] });
  });
});

describe('a number past 12 proves the order', () => {
  test.each([
    [['01/02/2024', '13/02/2024'], 'D/M/Y'],
    [['01/02/2024', '02/13/2024'], 'M/D/Y'],
    [['9/14/2014', '10-01-2014'], 'M/D/Y'],
    [['01-02-24', '31-05-24'], 'D/M/Y'],
    [['99-12-31', '99-11-03'], 'Y/M/D'],
  ])('%j', (dates, order) => {
    expect(decide(dates)).toMatchObject({ order, provedBy: 'past-12' });
  });

  test('although one row in many is the other way round', () => {
    const dates = [...run('2024-01-13', 19, dayFirst), '02/14/2024'];
    expect(decide(dates)).toMatchObject({ order: 'D/M/Y', provedBy: 'past-12', mixed: false });
  });

  test('where many are the other way round, what reads both ways is in doubt', () => {
    expect(decide(['13/01/2024', '14/01/2024', '01/15/2024', '02/03/2024'])).toMatchObject({ order: 'D/M/Y', mixed: true });
  });

  test('and a file half one way and half the other is refused', () => {
    expect(() => decide(['13/01/2024', '01/14/2024', '02/03/2024'])).toThrow(/"01\/14\/2024" on line 3 is month first and "13\/01\/2024" on line 2 day first/);
    expect(decide(['13/01/2024', '01/14/2024'], { said: 'D/M/Y' })).toMatchObject({ order: 'D/M/Y', provedBy: 'option' });
  });
});

describe('consecutive days prove the order', () => {
  test.each([
    ['up', run('2024-02-01', 8, dayFirst), 'D/M/Y'],
    ['down', run('2024-02-01', 8, dayFirst).reverse(), 'D/M/Y'],
    ['month first', run('2024-02-01', 8, monthFirst), 'M/D/Y'],
    ['with each day twice', run('2024-02-01', 8, dayFirst).flatMap((date) => [date, date]), 'D/M/Y'],
    ['with days off', run('2024-02-01', 12, dayFirst).filter((_, index) => index % 6 !== 0), 'D/M/Y'],
    ['years of two digits, first', run('2024-01-01', 40, (year, month, day) => `${year % 100}-${pad(month)}-${pad(day)}`), 'Y/M/D'],
    ['years of two digits, last', run('2024-02-01', 10, (year, month, day) => `${pad(day)}.${pad(month)}.${year % 100}`), 'D/M/Y'],
  ])('%s', (_name, dates, order) => {
    expect(decide(dates)).toMatchObject({ order, provedBy: 'sequence' });
  });
});

describe('what nothing proves is asked', () => {
  test.each([
    ['a single date', ['03/04/2024']],
    ['days apart', ['03/04/2024', '05/06/2024', '01/09/2024']],
    ['days of January or the firsts of the months', run('2024-01-01', 12, monthFirst)],
    ['two days in a row', ['01/02/2024', '02/02/2024']],
  ])('%s', (_name, dates) => {
    expect(() => decide(dates)).toThrow(/--date-format D\/M\/Y or --date-format M\/D\/Y/);
    expect(decide(dates, { said: 'M/D/Y' })).toMatchObject({ order: 'M/D/Y', provedBy: 'option' });
  });

  test('with what each answer would make of it', () => {
    expect(() => decide(['2024-01-01', '03/04/2024'])).toThrow('"03/04/2024" on line 3 is 2024-04-03 day first and 2024-03-04 month first');
  });
});
