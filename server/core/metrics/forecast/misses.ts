import type { Range } from './linear.ts';
import { studentQuantile } from './student.ts';

/** A replay beside what came: of single days, or of several together. */
export interface Miss {
  /** Days of the series that were known. */
  origin: number;
  days: number;
  isKnown(at: number): boolean;
  expected(at: number, days: number): number | null;
  actual(at: number, days: number): number | null;
}

const LEVEL = 0.8;
/** The normal's quantile of that interval. */
const NORMAL = 1.281_551_565_544_6;
/** Errors of this many days more or less ahead speak for each other. */
const NEAR_DAYS = 3;
const FEWEST = 3;

/** A day so many days ahead, with the 80 % interval of the errors made that far ahead. */
export function leadOf(misses: readonly Miss[], at: number, horizon: number, expected: number, usual: number, floor: number): Range {
  const shares: number[] = [];
  for (const miss of misses) {
    for (let near = Math.max(0, at - NEAR_DAYS); near <= at + NEAR_DAYS && near < miss.days; near += 1) {
      if (miss.isKnown(near)) shares.push(...shareMissed(miss.expected(near, 1), miss.actual(near, 1), usual));
    }
  }
  const half = cover(shares) * caution(misses, horizon) * (Math.abs(expected) + usual);
  const most = (value: number) => Math.max(floor, value);
  return { low: most(expected - half), expected: most(expected), high: most(expected + half) };
}

/** What covers 8 in 10 errors on sums of so many days: as a share of what was expected, or of a rate (`usual` null) as a difference. */
export function coverFor(misses: readonly Miss[], days: number, usual: number | null): number {
  const long = misses.filter((miss) => miss.days >= days);
  const used = long.length >= FEWEST ? long : misses;
  const errors = used.flatMap((miss) => {
    const length = Math.min(days, miss.days);
    const [expected, actual] = [miss.expected(0, length), miss.actual(0, length)];
    if (usual !== null) return shareMissed(expected, actual, usual * length);
    return expected === null || actual === null ? [] : Math.abs(actual - expected);
  });
  return cover(errors) * caution(used, days);
}

/**
 * Replays that overlap repeat each other: what counts is how many stand side by side, and few of them widen an interval
 * as Student's t does the normal one.
 */
function caution(misses: readonly Miss[], days: number): number {
  const origins = misses.map(({ origin }) => origin);
  const span = Math.max(...origins) - Math.min(...origins) + days;
  const freedom = Math.max(2, Math.min(30, misses.length, Math.floor(span / days)));
  return studentQuantile((1 + LEVEL) / 2, freedom) / NORMAL;
}

function shareMissed(expected: number | null, actual: number | null, usual: number): number[] {
  if (expected === null || actual === null) return [];
  const scale = Math.abs(expected) + usual;
  return [scale === 0 ? Math.abs(actual - expected) : Math.abs(actual - expected) / scale];
}

/** The conformal quantile: of n errors the ⌈0.8·(n + 1)⌉-th, so that the next lies below it 8 times in 10. */
function cover(errors: number[]): number {
  if (errors.length === 0) return 0;
  const sorted = errors.toSorted((a, b) => a - b);
  const rank = Math.ceil((errors.length + 1) * LEVEL);
  return rank <= sorted.length ? sorted[rank - 1]! : sorted.at(-1)! * 1.25;
}
