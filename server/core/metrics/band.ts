/** The rule on one weekday's history (docs/anomalies.md). */
export const LEAST_Z = 3;
export const LEAST_CHANGE = 0.2;
/** Counts below this are mostly luck. */
export const LEAST_BASE = 30;

/** How a day compares with its usual self. */
export interface Usual {
  value: number;
  /** Median of the same weekday in the last weeks. */
  median: number;
  /** Robust z: distance from the median over 1.4826 median absolute deviations. */
  z: number;
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

/** Whether a day is out of its band: far by its own spread, by a fifth at least, and not of a figure so small that it is luck. */
export function isOutOfBand({ value, median, z }: Usual, leastBase: number): boolean {
  return Math.abs(z) >= LEAST_Z && median >= leastBase && Math.abs(value / median - 1) >= LEAST_CHANGE;
}

/**
 * How likely two figures of the same rate are at least this far apart: given their sum, the one is binomial (Przyborowski
 * and Wilenski, Biometrika 31, 1940). `history` are days that `value` is one more of. Two-sided, exact: twice the smaller tail.
 */
export function conditionalBinomial(value: number, history: readonly number[]): number {
  const [x, others] = [Math.round(value), Math.round(history.reduce((sum, each) => sum + each, 0))];
  const [n, p] = [x + others, 1 / (history.length + 1)];
  let [below, at, log] = [0, 0, n * Math.log1p(-p)];
  for (let k = 0; k <= x; k += 1) {
    at = Math.exp(log);
    below += at;
    log += Math.log(((n - k) / (k + 1)) * (p / (1 - p)));
  }
  return Math.min(1, 2 * Math.min(below, 1 - below + at));
}

/** One-sided 1 % of the normal distribution. */
const RARE = 2.326;

/**
 * Whether counts vary by as much as chance alone would make them; false where they are too steady for that (p < 0.01 of
 * the index of dispersion, χ² by Wilson and Hilferty, 1931).
 */
export function variesByChanceAtLeast(history: readonly number[]): boolean {
  const mean = history.reduce((sum, each) => sum + each, 0) / history.length;
  const freedom = history.length - 1;
  const index = history.reduce((sum, each) => sum + (each - mean) ** 2, 0) / mean;
  const part = 2 / (9 * freedom);
  return index >= freedom * Math.max(0, 1 - part - RARE * Math.sqrt(part)) ** 3;
}
