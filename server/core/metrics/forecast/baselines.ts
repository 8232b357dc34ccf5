import type { Range } from './linear.ts';

/** The normal's 90th percentile: half of an 80 % interval, in standard deviations. */
const Z90 = 1.281_551_565_544_6;

/** Every step is the last value. */
export function naive(y: Float64Array, horizon: number): Float64Array {
  return new Float64Array(horizon).fill(y.at(-1)!);
}

/** Every step is the value of the same place one season before. */
export function seasonalNaive(y: Float64Array, horizon: number, season = 7): Float64Array {
  return Float64Array.from({ length: horizon }, (_, at) => y[y.length - season + (at % season)]!);
}

/** The last value and the mean step so far, again and again: a random walk with drift. */
export function drift(y: Float64Array, horizon: number): Float64Array {
  const [first, last] = [y[0]!, y.at(-1)!];
  const step = (last - first) / (y.length - 1);
  return Float64Array.from({ length: horizon }, (_, at) => last + step * (at + 1));
}

/** The level where each step moves it by `alpha` of what it missed: simple exponential smoothing. */
export function smooth(y: Float64Array, alpha: number): { level: number; squares: number } {
  let level = y[0]!;
  let squares = 0;
  for (let at = 1; at < y.length; at += 1) {
    const missed = y[at]! - level;
    squares += missed * missed;
    level += alpha * missed;
  }
  return { level, squares };
}

/** {@link smooth} at the weight that missed least. */
export function exponential(y: Float64Array, horizon: number): Float64Array {
  const tried = [0.05, 0.1, 0.2, 0.4, 0.7].map((alpha) => smooth(y, alpha));
  const best = tried.reduce((least, each) => (each.squares < least.squares ? each : least));
  return new Float64Array(horizon).fill(best.level);
}

/** The naive forecasts' own 80 % interval: errors of one step are taken as normal, and add up from season to season. */
export function naiveInterval(y: Float64Array, horizon: number, season = 1): Range[] {
  let squares = 0;
  for (let at = season; at < y.length; at += 1) squares += (y[at]! - y[at - season]!) ** 2;
  const sigma = Math.sqrt(squares / (y.length - season));
  return [...seasonalNaive(y, horizon, season)].map((expected, at) => {
    const half = Z90 * sigma * Math.sqrt(Math.floor(at / season) + 1);
    return { low: expected - half, expected, high: expected + half };
  });
}
