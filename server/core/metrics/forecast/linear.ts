import { studentQuantile } from './student.ts';

export interface Range {
  low: number;
  expected: number;
  high: number;
}

/** A straight line through points, by ordinary least squares. */
export interface Line {
  intercept: number;
  slope: number;
  /** Standard deviation of the residuals, on n − 2 degrees of freedom. */
  residual: number;
  n: number;
  meanX: number;
  /** Sum of squared distances of x from its mean. */
  spreadX: number;
}

/** At least two points whose x differ. */
export function fitLine(x: ArrayLike<number>, y: ArrayLike<number>): Line {
  const n = x.length;
  let [meanX, meanY] = [0, 0];
  for (let at = 0; at < n; at += 1) {
    meanX += x[at]! / n;
    meanY += y[at]! / n;
  }
  let [spreadX, shared] = [0, 0];
  for (let at = 0; at < n; at += 1) {
    spreadX += (x[at]! - meanX) ** 2;
    shared += (x[at]! - meanX) * (y[at]! - meanY);
  }
  const slope = shared / spreadX;
  const intercept = meanY - slope * meanX;
  let squares = 0;
  for (let at = 0; at < n; at += 1) squares += (y[at]! - intercept - slope * x[at]!) ** 2;
  return { intercept, slope, residual: n > 2 ? Math.sqrt(squares / (n - 2)) : 0, n, meanX, spreadX };
}

/** One further observation at `at`: ŷ ± t·s·√(1 + 1/n + (x₀ − x̄)²/Sxx). */
export function predictPoint(line: Line, at: number, level = 0.95): Range {
  const { intercept, slope, n, meanX, spreadX } = line;
  return around(line, intercept + slope * at, 1 + 1 / n + (at - meanX) ** 2 / spreadX, level);
}

/** The sum of k further observations: Var = s²·(k + k²/n + (Σ(x₀ − x̄))²/Sxx). It is not the sum of their intervals. */
export function predictSum(line: Line, at: readonly number[], level = 0.95): Range {
  const { intercept, slope, n, meanX, spreadX } = line;
  const k = at.length;
  const expected = at.reduce((sum, x) => sum + intercept + slope * x, 0);
  const distance = at.reduce((sum, x) => sum + x - meanX, 0);
  return around(line, expected, k + k ** 2 / n + distance ** 2 / spreadX, level);
}

function around({ residual, n }: Line, expected: number, variance: number, level: number): Range {
  const half = studentQuantile((1 + level) / 2, n - 2) * residual * Math.sqrt(variance);
  return { low: expected - half, expected, high: expected + half };
}
