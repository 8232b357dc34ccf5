import { definitionOf, partsOf, type MetricId } from '../../core/metrics/definitions.ts';
import { sumCounts, type DayFigure } from '../../core/metrics/figures.ts';
import type { Compared } from './benchmarks.schema.ts';

/** Of the normal distribution, 97.5 %. */
const Z = 1.959963984540054;
/** Fewer days do not show how much they scatter. */
const FEWEST_DAYS = 7;

type Interval = NonNullable<Compared['interval']>;

/** Where a rate or cost would lie in 95 of 100 such windows; null where the days do not tell. */
export function intervalOf(metric: MetricId, days: readonly DayFigure[]): Interval | null {
  const whole = partsOf(metric, sumCounts(metric, days));
  if (!whole?.per) return null;
  if (definitionOf(metric).unit === 'rate' && whole.sum <= whole.per) return { ...wilson(whole.sum, whole.per), method: 'wilson' };
  const parts = days.flatMap(({ counts }): [number, number][] => {
    const { sum, per } = partsOf(metric, counts) ?? {};
    return sum === undefined || per === null || per === undefined ? [] : [[sum, per]];
  });
  const interval = ratioInterval(parts);
  return interval && { ...interval, method: 'ratio' };
}

/** Wilson's score interval of x in n (Wilson, JASA 22, 1927). */
export function wilson(x: number, n: number): { low: number; high: number } {
  const share = x / n;
  const spread = Z ** 2 / n;
  const center = (share + spread / 2) / (1 + spread);
  const half = (Z * Math.sqrt((share * (1 - share)) / n + spread / (4 * n))) / (1 + spread);
  return { low: Math.max(0, center - half), high: Math.min(1, center + half) };
}

/**
 * Interval of a ratio of sums over days, by the delta method: the days scatter around the ratio by `y − r·x` (Cochran,
 * Sampling Techniques, 1977, §6.3), with Student's t. Neither end is below zero.
 */
export function ratioInterval(days: readonly (readonly [sum: number, per: number])[]): { low: number; high: number } | null {
  const n = days.length;
  if (n < FEWEST_DAYS) return null;
  const sum = days.reduce((total, [y]) => total + y, 0);
  const per = days.reduce((total, [, x]) => total + x, 0);
  if (per === 0) return null;
  const ratio = sum / per;
  const scatter = days.reduce((total, [y, x]) => total + (y - ratio * x) ** 2, 0);
  const half = (student(n - 1) * Math.sqrt((n / (n - 1)) * scatter)) / Math.abs(per);
  return { low: Math.max(0, ratio - half), high: Math.max(0, ratio + half) };
}

/** Student's t, 97.5 %, for six degrees of freedom and more: to 0.002 (Abramowitz and Stegun, 26.7.5). */
export function student(freedom: number): number {
  const [z3, z5, z7] = [Z ** 3, Z ** 5, Z ** 7];
  return Z + (z3 + Z) / (4 * freedom) + (5 * z5 + 16 * z3 + 3 * Z) / (96 * freedom ** 2) + (3 * z7 + 19 * z5 + 17 * z3 - 15 * Z) / (384 * freedom ** 3);
}
