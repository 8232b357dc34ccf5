import { weekday, type Day } from '../dates.ts';
import type { Projection } from './metrics.schema.ts';

/** A day of a metric, as what it adds up and what it divides that by (null for a plain sum). */
export interface SeriesDay {
  date: Day;
  sum: number;
  per: number | null;
}

/** Days of history a projection learns from, and fewer than which it does not speak. */
export const HISTORY_DAYS = 84;
const SEASON_DAYS = 56;
const LEVEL_DAYS = 28;
const FEWEST_DAYS = 14;
const FEWEST_ERRORS = 6;

/** A day with its weekday worked out once: errors are taken from dozens of starting points. */
interface Known {
  weekday: number;
  sum: number;
  per: number;
}

/**
 * Where a period ends: what it has until yesterday, and its remaining days by weekday index (each weekday's share of the
 * last 8 weeks, at the level of the last 4). The interval is 80 %, from the errors this same rule made on sums of as many
 * days inside the last 12 weeks; with too few of those, from the scatter of single days.
 * Null where there are not two weeks to learn from.
 */
export function project(history: readonly SeriesDay[], soFar: readonly SeriesDay[], remaining: readonly Day[]): Projection | null {
  const course = courseOf(history, soFar, remaining);
  if (!course) return null;
  const { known, isRate, at } = course;
  const share = relativeError(known, Math.min(remaining.length, LEVEL_DAYS), isRate);
  const [low, high] = [at(Math.max(0, 1 - share)), at(1 + share)];
  return { low: Math.min(low, high), expected: at(1), high: Math.max(low, high) };
}

/** What {@link project} expects, without the interval, which is most of the work. */
export function expectEnd(history: readonly SeriesDay[], soFar: readonly SeriesDay[], remaining: readonly Day[]): number | null {
  return courseOf(history, soFar, remaining)?.at(1) ?? null;
}

interface Course {
  known: Known[];
  isRate: boolean;
  /** The end, where the remaining days bring so many times what is expected of them. */
  at: (factor: number) => number;
}

function courseOf(history: readonly SeriesDay[], soFar: readonly SeriesDay[], remaining: readonly Day[]): Course | null {
  const known = history.slice(-HISTORY_DAYS).map(({ date, sum, per }) => ({ weekday: weekday(date), sum, per: per ?? 0 }));
  if (known.length < FEWEST_DAYS) return null;
  const isRate = history[0]!.per !== null;
  const reached = soFar.reduce((total, { sum, per }) => ({ sum: total.sum + sum, per: total.per + (per ?? 0) }), { sum: 0, per: 0 });
  const coming = predict(known, remaining.map(weekday), isRate);
  const at = (factor: number) => {
    const sum = reached.sum + coming.sum * factor;
    return isRate ? divide(sum, reached.per + coming.per) : sum;
  };
  return { known, isRate, at };
}

interface Sums {
  sum: number;
  per: number;
}

const divide = (a: number, b: number) => (b === 0 ? 0 : a / b);

function add(days: readonly Known[]): Sums {
  const total = { sum: 0, per: 0 };
  for (const { sum, per } of days) {
    total.sum += sum;
    total.per += per;
  }
  return total;
}

/** What the days to come are expected to add. Of a rate the divisor follows the weekdays, and the rate that of the last weeks. */
function predict(known: readonly Known[], weekdays: readonly number[], isRate: boolean): Sums {
  if (!isRate) return { sum: byWeekday(known, weekdays, 'sum'), per: 0 };
  const per = byWeekday(known, weekdays, 'per');
  const recent = add(known.slice(-LEVEL_DAYS));
  return { sum: per * divide(recent.sum, recent.per), per };
}

function byWeekday(known: readonly Known[], weekdays: readonly number[], part: 'sum' | 'per'): number {
  const season = known.slice(-SEASON_DAYS);
  const sums = [0, 0, 0, 0, 0, 0, 0];
  const days = [0, 0, 0, 0, 0, 0, 0];
  for (const day of season) {
    sums[day.weekday]! += day[part];
    days[day.weekday]! += 1;
  }
  const mean = sums.reduce((total, sum) => total + sum, 0) / season.length;
  const index = sums.map((sum, at) => (days[at] === 0 ? 1 : divide(sum / days[at]!, mean)));
  let recent = 0;
  let weight = 0;
  for (const day of known.slice(-LEVEL_DAYS)) {
    recent += day[part];
    weight += index[day.weekday]!;
  }
  const level = divide(recent, weight);
  return weekdays.reduce((total, at) => total + level * index[at]!, 0);
}

/** Half of the 80 % interval, as a share of what is expected of `horizon` days. */
function relativeError(known: readonly Known[], horizon: number, isRate: boolean): number {
  if (horizon === 0) return 0;
  const errors: number[] = [];
  for (let origin = FEWEST_DAYS; origin + horizon <= known.length; origin += 1) {
    errors.push(errorOf(known.slice(0, origin), known.slice(origin, origin + horizon), isRate));
  }
  if (errors.length >= FEWEST_ERRORS) {
    // Windows that overlap repeat each other: what counts is how many stand side by side.
    const independent = Math.max(3, Math.floor((known.length - FEWEST_DAYS) / horizon));
    return studentT80(independent) * rootMeanSquare(errors);
  }
  const single = known.slice(FEWEST_DAYS / 2).map((day, index) => errorOf(known.slice(0, FEWEST_DAYS / 2 + index), [day], isRate));
  return studentT80(known.length - 1) * rootMeanSquare(single) * Math.sqrt(1 / horizon + 1 / known.length);
}

function errorOf(known: readonly Known[], actual: readonly Known[], isRate: boolean): number {
  const expected = predict(known, actual.map(({ weekday: at }) => at), isRate);
  const real = add(actual);
  const [was, meant] = isRate ? [divide(real.sum, real.per), divide(expected.sum, expected.per)] : [real.sum, expected.sum];
  return meant === 0 ? 0 : was / meant - 1;
}

const rootMeanSquare = (values: readonly number[]) => Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length);

/** The 90th percentile of Student's t, by degrees of freedom (the 80 % two-sided interval); the normal's past 30. */
const T90 = [3.078, 1.886, 1.638, 1.533, 1.476, 1.44, 1.415, 1.397, 1.383, 1.372, 1.363, 1.356, 1.35, 1.345, 1.341];

function studentT80(freedom: number): number {
  return T90[freedom - 1] ?? (freedom > 30 ? 1.2816 : 1.32);
}
