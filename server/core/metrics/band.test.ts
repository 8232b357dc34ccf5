import { describe, expect, test } from 'vitest';
import vectors from '../../test/vectors.json' with { type: 'json' };
import { addDays } from '../dates.ts';
import { isOutOfBand, LEAST_BASE, robustZ, usualOn } from './band.ts';
import type { DayFigure } from './figures.ts';

const { history, median, z } = vectors.anomaly.mad;
const figure = (date: string, value: number): DayFigure => ({ date, value, source: 'collector', importId: null, updatedAt: '', revised: false, counts: {} });
/** The history on the eight Mondays before one, and a value on that. */
const monday = '2026-11-16';
const weeks = (value: number, past: readonly number[] = history) => [...past.map((each, week) => figure(addDays(monday, -7 * (week + 1)), each)), figure(monday, value)];

describe('the usual band of a weekday', () => {
  test.each(Object.entries(z))('%s is at z %f', (value, expected) => {
    expect(robustZ(Number(value), history)).toEqual({ median, z: expect.closeTo(expected, 3) });
  });

  test('31 is out of it and 34 is not', () => {
    expect(isOutOfBand(usualOn(weeks(31), monday)!, LEAST_BASE)).toBe(true);
    expect(isOutOfBand(usualOn(weeks(34), monday)!, LEAST_BASE)).toBe(false);
    expect(isOutOfBand(usualOn(weeks(52), monday)!, LEAST_BASE)).toBe(true);
  });

  test('is silent of small counts, of small changes, and without six weeks', () => {
    expect(isOutOfBand(usualOn(weeks(2, [10, 11, 9, 10, 10, 11, 9, 10]), monday)!, LEAST_BASE)).toBe(false);
    expect(isOutOfBand(usualOn(weeks(900, [1000, 1001, 999, 1000, 1000, 1001, 999, 1000]), monday)!, LEAST_BASE)).toBe(false);
    expect(usualOn(weeks(31, history.slice(0, 5)), monday)).toBeUndefined();
  });

  test('has a spread where every week was the same', () => {
    expect(isOutOfBand(usualOn(weeks(30, Array(8).fill(100)), monday)!, LEAST_BASE)).toBe(true);
    expect(robustZ(100, Array(8).fill(100)).z).toBe(0);
  });
});
