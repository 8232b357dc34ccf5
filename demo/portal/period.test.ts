import { describe, expect, test } from 'vitest';

interface Range {
  from: string;
  to: string;
}

// The portal is served as it is written, in JavaScript.
const { monthNear, presetOf, problemOf, rangeOf, readRange, todayIn, writeRange } = (await import(new URL('period.js', import.meta.url).href)) as {
  rangeOf: (preset: string, today: string) => Range;
  presetOf: (range: Range, today: string) => string | undefined;
  monthNear: (range: Range, offset: number, today: string) => Range | undefined;
  problemOf: (range: Range, today: string) => string | undefined;
  readRange: (search: string, today: string) => Range | undefined;
  writeRange: (range: Range, today: string) => string;
  todayIn: (timeZone: string, now: Date) => string;
};

const today = '2026-11-23';

describe('rangeOf', () => {
  test.each([
    ['month', '2026-11-01', '2026-11-23'],
    ['last-month', '2026-10-01', '2026-10-31'],
    ['last-7', '2026-11-16', '2026-11-22'],
    ['last-30', '2026-10-24', '2026-11-22'],
    ['last-90', '2026-08-25', '2026-11-22'],
    ['quarter', '2026-10-01', '2026-11-23'],
    ['year', '2026-01-01', '2026-11-23'],
    ['last-year', '2025-01-01', '2025-12-31'],
  ])('%s', (preset, from, to) => {
    expect(rangeOf(preset, today)).toEqual({ from, to });
    expect(presetOf({ from, to }, today)).toBe(preset);
  });

  test('crosses the year and ends on the last of a leap February', () => {
    expect(rangeOf('last-month', '2026-01-15')).toEqual({ from: '2025-12-01', to: '2025-12-31' });
    expect(rangeOf('last-month', '2028-03-31')).toEqual({ from: '2028-02-01', to: '2028-02-29' });
    expect(rangeOf('quarter', '2026-03-01')).toEqual({ from: '2026-01-01', to: '2026-03-01' });
  });
});

describe('monthNear', () => {
  test('goes back as far as one likes, and forward until the month that is running', () => {
    const november = rangeOf('month', today);
    expect(monthNear(november, -1, today)).toEqual({ from: '2026-10-01', to: '2026-10-31' });
    expect(monthNear(november, 1, today)).toBeUndefined();
    expect(monthNear({ from: '2014-09-14', to: '2014-09-20' }, -1, today)).toEqual({ from: '2014-08-01', to: '2014-08-31' });
    expect(monthNear({ from: '2026-10-01', to: '2026-10-31' }, 1, today)).toEqual(november);
  });
});

describe('addresses', () => {
  test('keep a range, and need none for this month', () => {
    expect(writeRange({ from: '2014-09-14', to: '2014-12-31' }, today)).toBe('?from=2014-09-14&to=2014-12-31');
    expect(readRange('?from=2014-09-14&to=2014-12-31', today)).toEqual({ from: '2014-09-14', to: '2014-12-31' });
    expect(writeRange(rangeOf('month', today), today)).toBe('');
  });

  test.each(['', '?from=2026-11-01', '?from=2026-02-30&to=2026-03-01', '?from=x&to=y', '?from=2026-11-10&to=2026-11-01', '?from=2026-11-01&to=2026-11-24', '?from=2010-01-01&to=2026-01-01'])(
    '%s names nothing that can be shown',
    (search) => expect(readRange(search, today)).toBeUndefined(),
  );
});

test('problemOf says what is wrong', () => {
  expect(problemOf({ from: '', to: today }, today)).toBe('day');
  expect(problemOf({ from: '2026-11-10', to: '2026-11-09' }, today)).toBe('order');
  expect(problemOf({ from: '2026-11-10', to: '2026-11-24' }, today)).toBe('future');
  expect(problemOf({ from: '2016-10-06', to: today }, today)).toBe('length');
  expect(problemOf({ from: '2016-10-07', to: today }, today)).toBeUndefined();
});

test('todayIn is the day of the zone', () => {
  expect(todayIn('America/Sao_Paulo', new Date('2026-11-23T02:59:00Z'))).toBe('2026-11-22');
  expect(todayIn('America/Sao_Paulo', new Date('2026-11-23T03:00:00Z'))).toBe('2026-11-23');
});
