import { describe, expect, test } from 'vitest';
import { addDays, addMonths, daysBetween, dayIn, eachDay, periodOf, weekday } from './dates.ts';

test('a day is a day in the zone of the client', () => {
  const instant = new Date('2026-11-24T02:30:00Z');
  expect(dayIn('America/Sao_Paulo', instant)).toBe('2026-11-23');
  expect(dayIn('Europe/Lisbon', instant)).toBe('2026-11-24');
  // São Paulo's last summer time began at midnight of 4 November 2018: that day has 23 hours.
  expect(dayIn('America/Sao_Paulo', new Date('2018-11-04T02:59:59Z'))).toBe('2018-11-03');
  expect(dayIn('America/Sao_Paulo', new Date('2018-11-04T03:00:00Z'))).toBe('2018-11-04');
});

test('days are counted on the calendar', () => {
  expect(addDays('2024-02-28', 2)).toBe('2024-03-01');
  expect(daysBetween('2026-11-01', '2026-11-30')).toBe(30);
  expect(daysBetween('2026-11-02', '2026-11-01')).toBe(0);
  expect(eachDay('2026-12-30', '2027-01-02')).toEqual(['2026-12-30', '2026-12-31', '2027-01-01', '2027-01-02']);
  expect(eachDay('2026-01-02', '2026-01-01')).toEqual([]);
  expect(weekday('2026-11-22')).toBe(0);
});

test('a month without that day ends earlier', () => {
  expect(addMonths('2026-03-31', -1)).toBe('2026-02-28');
  expect(addMonths('2024-02-29', -12)).toBe('2023-02-28');
  expect(addMonths('2026-11-15', 3)).toBe('2027-02-15');
});

describe('periodOf', () => {
  test.each([
    ['day', '2026-11-23', '2026-11-23', '2026-11-23'],
    ['week', '2026-11-22', '2026-11-16', '2026-11-22'],
    ['week', '2026-11-23', '2026-11-23', '2026-11-29'],
    ['month', '2024-02-10', '2024-02-01', '2024-02-29'],
    ['quarter', '2026-11-23', '2026-10-01', '2026-12-31'],
    ['year', '2026-11-23', '2026-01-01', '2026-12-31'],
  ] as const)('%s of %s', (period, day, from, to) => {
    expect(periodOf(period, day)).toEqual({ from, to });
  });
});
