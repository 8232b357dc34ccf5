import { drift, exponential, naive, seasonalNaive } from './baselines.ts';
import { holtWinters } from './holt-winters.ts';
import { fitLine } from './linear.ts';
import { INDEX_DAYS, weekdayIndex, yearIndex, yearly, YEARLY_DAYS } from './profiles.ts';

export const modelNames = [
  'seasonal_naive',
  'naive',
  'drift',
  'smoothing',
  'linear',
  'weekday_index',
  'holt_winters',
  'weekday_year',
  'holt_winters_year',
] as const;
export type ModelName = (typeof modelNames)[number];

export interface Model {
  name: ModelName;
  /** Days of history without which it does not speak. */
  fewest: number;
  /** The days after a series without gaps. */
  forecast(y: Float64Array, horizon: number): Float64Array;
}

const LINE_DAYS = 56;
/** More than two years back, the weeks no longer tell a weekly model anything. */
const WEEKLY_DAYS = 400;

/** Two full weeks, before which no weekday is known to be different from another. */
export const FEWEST_DAYS = 14;

export const baseline: Model = { name: 'seasonal_naive', fewest: FEWEST_DAYS, forecast: (y, horizon) => seasonalNaive(y, horizon) };

/** What is tried against the baseline. */
export const candidates: readonly Model[] = [
  { name: 'naive', fewest: 2, forecast: naive },
  { name: 'drift', fewest: FEWEST_DAYS, forecast: (y, horizon) => drift(y.subarray(-WEEKLY_DAYS), horizon) },
  { name: 'smoothing', fewest: FEWEST_DAYS, forecast: (y, horizon) => exponential(y.subarray(-WEEKLY_DAYS), horizon) },
  { name: 'linear', fewest: FEWEST_DAYS, forecast: line },
  { name: 'weekday_index', fewest: FEWEST_DAYS, forecast: weekdayIndex },
  { name: 'holt_winters', fewest: 2 * FEWEST_DAYS, forecast: (y, horizon) => holtWinters(y.subarray(-WEEKLY_DAYS), horizon) },
  { name: 'weekday_year', fewest: YEARLY_DAYS, forecast: yearly },
  { name: 'holt_winters_year', fewest: INDEX_DAYS, forecast: holtWintersYear },
];

function line(y: Float64Array, horizon: number): Float64Array {
  const recent = y.subarray(-LINE_DAYS);
  const { intercept, slope } = fitLine(Float64Array.from(recent, (_, at) => at), recent);
  return Float64Array.from({ length: horizon }, (_, at) => intercept + slope * (recent.length + at));
}

/** Holt-Winters on what is left of a series without its year, and the year put back. */
function holtWintersYear(y: Float64Array, horizon: number): Float64Array {
  const index = yearIndex(y, horizon);
  const rest = y.map((value, at) => value / index[at]!);
  return holtWinters(rest.subarray(-WEEKLY_DAYS), horizon).map((value, at) => value * index[y.length + at]!);
}
