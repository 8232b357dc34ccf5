import { describe, expect, test } from 'vitest';
import vectors from '../../test/vectors.json' with { type: 'json' };
import { conditionalBinomial, isOutOfBand, LEAST_BASE, robustZ, variesByChanceAtLeast } from './band.ts';

const { mad, conditional_binomial_p: pairs } = vectors.anomaly;
const usual = (value: number, history: readonly number[] = mad.history) => ({ value, ...robustZ(value, history) });

describe('the usual band of a weekday', () => {
  test.each(Object.entries(mad.z))('%s is at z %f', (value, expected) => {
    expect(robustZ(Number(value), mad.history)).toEqual({ median: mad.median, z: expect.closeTo(expected, 3) });
  });

  test('31 is out of it and 34 is not', () => {
    expect(isOutOfBand(usual(31), LEAST_BASE)).toBe(true);
    expect(isOutOfBand(usual(34), LEAST_BASE)).toBe(false);
    expect(isOutOfBand(usual(52), LEAST_BASE)).toBe(true);
  });

  test('is silent of small counts and of small changes', () => {
    expect(isOutOfBand(usual(2, [10, 11, 9, 10, 10, 11, 9, 10]), LEAST_BASE)).toBe(false);
    expect(isOutOfBand(usual(900, [1000, 1001, 999, 1000, 1000, 1001, 999, 1000]), LEAST_BASE)).toBe(false);
  });

  test('has a spread where every week was the same', () => {
    expect(isOutOfBand(usual(30, Array(8).fill(100)), LEAST_BASE)).toBe(true);
    expect(robustZ(100, Array(8).fill(100)).z).toBe(0);
  });
});

describe('chance', () => {
  test.each(pairs)('explains $today after $yesterday with p $p', ({ yesterday, today, p }) => {
    expect(conditionalBinomial(today, [yesterday])).toBeCloseTo(p, 3);
  });

  test('would let through what a steady history does not', () => {
    expect(conditionalBinomial(31, mad.history)).toBeGreaterThan(0.1);
    expect(variesByChanceAtLeast(mad.history)).toBe(false);
  });

  test('is what usual counts vary by', () => {
    expect(variesByChanceAtLeast([40, 47, 33, 45, 38, 51, 36, 42])).toBe(true);
    expect(variesByChanceAtLeast([40, 90, 20, 60, 10, 70, 30, 50])).toBe(true);
  });
});
