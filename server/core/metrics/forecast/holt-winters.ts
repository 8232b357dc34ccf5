const WEEK = 7;
const PHI = 0.97;
/** Smoothing weights of level, trend and season that are tried. */
const weights = [0.1, 0.3].flatMap((level) => [0, 0.02].flatMap((trend) => [0.05, 0.2].map((season) => ({ level, trend, season }))));

interface State {
  level: number;
  trend: number;
  season: Float64Array;
  squares: number;
}

/**
 * Holt-Winters with a damped trend and a multiplicative weekly season; its weights are those that missed least one step
 * ahead. The season is kept as shares of a mean, so that days of zero need no logarithm and no floor.
 */
export function holtWinters(y: Float64Array, horizon: number): Float64Array {
  const start = startOf(y);
  if (start.level === 0) return new Float64Array(horizon);
  let best: State | undefined;
  for (const each of weights) {
    const run = walk(y, start, each);
    if (!best || run.squares < best.squares) best = run;
  }
  const { level, trend, season } = best!;
  let damp = 0;
  return Float64Array.from({ length: horizon }, (_, at) => {
    damp += PHI ** (at + 1);
    return Math.max(0, level + damp * trend) * season[(y.length + at) % WEEK]!;
  });
}

/** Level and season of the first four weeks, or of what there is of them. */
function startOf(y: Float64Array): Omit<State, 'squares'> {
  const weeks = Math.min(4, Math.floor(y.length / WEEK));
  const season = new Float64Array(WEEK);
  for (let at = 0; at < weeks * WEEK; at += 1) season[at % WEEK]! += y[at]! / weeks;
  const level = season.reduce((sum, value) => sum + value, 0) / WEEK;
  return { level, trend: 0, season: season.map((value) => (level === 0 ? 1 : value / level)) };
}

function walk(y: Float64Array, start: Omit<State, 'squares'>, weight: (typeof weights)[number]): State {
  let { level, trend } = start;
  const season = start.season.slice();
  let squares = 0;
  for (let at = 0; at < y.length; at += 1) {
    const day = at % WEEK;
    const base = Math.max(0, level + PHI * trend);
    const missed = y[at]! - base * season[day]!;
    if (at >= 2 * WEEK) squares += missed * missed;
    // Divided by the mean season of one and not by the day's own: a weekday of zeros stays one.
    const next = Math.max(0, base + weight.level * missed * Math.min(1, season[day]!));
    trend = PHI * trend + weight.trend * (next - base);
    if (base > 0) season[day] = Math.max(0, season[day]! + (weight.season * missed) / base);
    level = next;
  }
  return { level, trend, season, squares };
}
