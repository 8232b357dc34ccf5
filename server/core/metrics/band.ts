import { addDays, type Day } from '../dates.ts';
import type { DayFigure } from './figures.ts';

/** The same weekday, so many weeks back; and fewer than which there is no usual. */
const WEEKS = 8;
const FEWEST = 6;
const LEAST_Z = 3;
const LEAST_CHANGE = 0.2;
/** Counts below this are mostly luck. */
export const LEAST_BASE = 30;

/** How a day compares with its usual self. */
export interface Usual {
  value: number;
  /** Median of the same weekday in the last weeks. */
  median: number;
  /** Robust z: distance from the median over 1.4826 median absolute deviations. */
  z: number;
  /** Days that the median is of. */
  days: number;
}

export function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/**
 * `(x − median) ÷ (1.4826·MAD)` (Iglewicz and Hoaglin, How to detect and handle outliers, 1993). Where more than half of
 * the values are the same, by the mean absolute deviation, and where all are, by the square root that chance alone brings.
 */
export function robustZ(value: number, history: readonly number[]): { median: number; z: number } {
  const median = medianOf(history);
  const deviations = history.map((each) => Math.abs(each - median));
  const mean = deviations.reduce((sum, each) => sum + each, 0) / deviations.length;
  const scale = 1.4826 * medianOf(deviations) || 1.2533 * mean || Math.sqrt(Math.abs(median)) || 1;
  return { median, z: (value - median) / scale };
}

/** What is usual for a day, from the same weekday in the eight weeks before; undefined where fewer than six are known. */
export function usualOn(figures: readonly DayFigure[], day: Day): Usual | undefined {
  const known = new Map(figures.map(({ date, value }) => [date, value]));
  const value = known.get(day);
  const history = Array.from({ length: WEEKS }, (_, week) => known.get(addDays(day, -7 * (week + 1)))).filter((each) => each !== null && each !== undefined);
  if (value === null || value === undefined || history.length < FEWEST) return undefined;
  return { value, ...robustZ(value, history), days: history.length };
}

/** Whether a day is out of its band: far by its own spread, by a fifth at least, and not of a figure so small that it is luck. */
export function isOutOfBand({ value, median, z }: Usual, leastBase: number): boolean {
  return Math.abs(z) >= LEAST_Z && median >= leastBase && Math.abs(value / median - 1) >= LEAST_CHANGE;
}
