import { expect, test } from 'vitest';
import { hiddenBecause, medianRank, quartilesOf } from './quartiles.ts';

test('fifteen are shown and fourteen are not', () => {
  expect(hiddenBecause({ contributors: 14, volume: 1_400, top: 100 })).toBe('few');
  expect(hiddenBecause({ contributors: 15, volume: 1_500, top: 100 })).toBeNull();
});

test('a contributor may have a quarter, and not more', () => {
  expect(hiddenBecause({ contributors: 20, volume: 10_000, top: 2_500 })).toBeNull();
  expect(hiddenBecause({ contributors: 20, volume: 10_000, top: 2_501 })).toBe('dominated');
});

test('quartiles are those of percentile_cont, and in whatever order', () => {
  expect(quartilesOf([7, 1, 3, 9, 5, 11, 13, 15])).toMatchObject({ q1: 4.5, median: 8, q3: 11.5, n: 8 });
});

test('the median lies between ranks whose chance the binomial gives', () => {
  // Published tables of the interval of a median: 6 → 1, 10 → 2, 15 → 4, 20 → 6, 25 → 8, 100 → 40.
  expect([6, 10, 15, 20, 25, 100].map(medianRank)).toEqual([1, 2, 4, 6, 8, 40]);
  expect(medianRank(1_001)).toBe(medianRank(1_000));
  expect(quartilesOf(Array.from({ length: 15 }, (_, index) => index + 1))).toMatchObject({ low: 4, median: 8, high: 12 });
});
