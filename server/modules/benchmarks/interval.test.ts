import { expect, test } from 'vitest';
import type { Counts } from '../../core/metrics/counts.ts';
import type { DayFigure } from '../../core/metrics/figures.ts';
import { intervalOf, ratioInterval, student, wilson } from './interval.ts';

const day = (counts: Counts, index: number): DayFigure => ({ date: `2026-10-${String(index + 1).padStart(2, '0')}`, source: 'import', importId: null, updatedAt: '2026-11-01T00:00:00.000Z', revised: false, counts, value: null });

test('10 of 100 lie between 5.5 and 17.4 %, and none of 10 below 28 %', () => {
  const { low, high } = wilson(10, 100);
  expect([low, high].map((end) => end.toFixed(4))).toEqual(['0.0552', '0.1744']);
  expect(wilson(0, 10).low).toBe(0);
  expect(wilson(0, 10).high).toBeCloseTo(0.2775, 4);
});

test("Student's t is that of the tables", () => {
  expect(student(6)).toBeCloseTo(2.4469, 2);
  expect(student(30)).toBeCloseTo(2.0423, 4);
});

test('a ratio scatters by its days', () => {
  // y of 1, 2, 3 and 4 twice over, x of 1: the interval of a mean of 2.5, with a standard deviation of 1.1952 over eight.
  const { low, high } = ratioInterval([1, 2, 3, 4, 1, 2, 3, 4].map((y) => [y, 1]))!;
  expect([low, high].map((end) => end.toFixed(2))).toEqual(['1.50', '3.50']);
  expect(ratioInterval(Array(6).fill([1, 1]))).toBeNull();
  expect(ratioInterval(Array(7).fill([0, 0]))).toBeNull();
});

test('a rate is a share of its visits until it passes the whole, then a ratio of days', () => {
  const days = (conversions: number) => Array.from({ length: 8 }, (_, index) => day({ conversions: conversions + (index % 2), sessions: 10 }, index));
  expect(intervalOf('conversion_rate', days(3))!.method).toBe('wilson');
  expect(intervalOf('conversion_rate', days(11))!.method).toBe('ratio');
  expect(intervalOf('cost_per_lead', days(3))).toBeNull();
});
