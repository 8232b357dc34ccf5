import { describe, expect, test } from 'vitest';
import vectors from '../../../test/vectors.json' with { type: 'json' };
import { fitLine, predictPoint, predictSum } from './linear.ts';
import { studentQuantile } from './student.ts';

describe('the line of NIST’s Norris', () => {
  const { x, y, intercept, slope, resid_sd: residual, pi95 } = vectors.regression;
  const line = fitLine(x, y);

  test('is theirs to 1e-9', () => {
    expect(line.intercept).toBeCloseTo(intercept, 9);
    expect(line.slope).toBeCloseTo(slope, 9);
    expect(line.residual).toBeCloseTo(residual, 9);
  });

  test('has the interval of one further observation', () => {
    const { x0, fit, pi } = pi95[0]!;
    const { low, expected, high } = predictPoint(line, x0);
    expect([low, expected, high].map((value) => value.toFixed(6))).toEqual([pi[0]!, fit, pi[1]!].map((value) => value.toFixed(6)));
  });
});

test('the interval of a month’s sum knows that the line itself is uncertain', () => {
  const { leads, slope, intercept, s, remaining_days: remaining, month_total: total, pi95 } = vectors.month_end.ols_sum;
  const line = fitLine(leads.map((_, at) => at + 1), leads);
  expect(line.slope).toBeCloseTo(slope, 9);
  expect(line.intercept).toBeCloseTo(intercept, 9);
  expect(line.residual).toBeCloseTo(s, 9);
  const soFar = leads.reduce((sum, value) => sum + value, 0);
  const { low, expected, high } = predictSum(line, Array.from({ length: remaining }, (_, at) => leads.length + 1 + at));
  expect(soFar + expected).toBeCloseTo(total, 6);
  expect(soFar + low).toBeCloseTo(pi95[0]!, 6);
  expect(soFar + high).toBeCloseTo(pi95[1]!, 5);
});

test.each([
  [0.9, 1, 3.077_683_537],
  [0.975, 8, 2.306_004_135],
  [0.975, 34, 2.032_244_509],
  [0.9, 1e6, 1.281_552_8],
])('the quantile %d of Student’s t on %d degrees of freedom is %d', (level, freedom, quantile) => {
  expect(studentQuantile(level, freedom)).toBeCloseTo(quantile, 6);
});
