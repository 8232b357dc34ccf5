import { addDays, type Day } from '../../dates.ts';
import type { Counts, CountId } from '../counts.ts';
import { definitionOf, partsOf, type MetricId } from '../definitions.ts';
import type { DayFigure } from '../figures.ts';
import { choose, type Chosen } from './choose.ts';
import type { Range } from './linear.ts';
import { FEWEST_DAYS, type ModelName } from './models.ts';
import { coverFor, leadOf, type Miss } from './misses.ts';
import { seriesUntil, type Series, type SeriesProblem } from './series.ts';

/** Why there is no forecast: nothing was ever counted, nothing for weeks, or not for long enough. */
export type ForecastProblem = SeriesProblem | 'history';

export interface ForecastDay extends Range {
  date: Day;
}

/** What is to come of a metric, as it looks on the morning of `asOf`. */
export interface Forecast {
  metric: MetricId;
  asOf: Day;
  model: ModelName;
  mase: number | null;
  /** From `asOf` on; 8 in 10 days lie between `low` and `high`. */
  days: ForecastDay[];
  /** The metric over what is known and the first days to come: 8 in 10 such periods end between `low` and `high`. */
  end(known: Counts, days: number): Range;
}

/** Days of history past the first two weeks, without which no error is known. */
const LEAST_REPLAYED = 9;

/**
 * A metric's days to come. Each count that it is made of is forecast by its own model, and a rate is the ratio of their
 * sums. Intervals are the errors that the same models made in replays of the past, by days ahead; no distribution is
 * assumed, and what cannot be negative never is.
 */
export function forecast(metric: MetricId, figures: readonly DayFigure[], asOf: Day, horizon: number): Forecast | ForecastProblem {
  const series = seriesUntil(metric, figures, asOf);
  if (typeof series === 'string') return series;
  if (series.isKnown.filter(Boolean).length < FEWEST_DAYS + LEAST_REPLAYED) return 'history';
  const parts = new Map([...series.counts].map(([id, y]) => [id, choose(y, series.isKnown, horizon)]));
  const [first] = parts.values();
  const misses = missesOf(series, parts);
  const floor = floorOf(metric, series);
  const value = (at: number) => valueOf(metric, sumOf(parts, at, at + 1)) ?? 0;
  const usual = usualOf(series);
  return {
    metric,
    asOf,
    model: first!.model,
    mase: first!.mase,
    days: Array.from({ length: horizon }, (_, at) => ({ date: addDays(asOf, at), ...leadOf(misses, at, horizon, value(at), usual, floor) })),
    end: (known, days) => endOf({ metric, parts, misses, usual, floor }, known, days),
  };
}

interface Parts {
  metric: MetricId;
  parts: ReadonlyMap<CountId, Chosen>;
  misses: readonly Miss[];
  usual: number;
  floor: number;
}

function endOf({ metric, parts, misses, usual, floor }: Parts, known: Counts, days: number): Range {
  const coming = sumOf(parts, 0, days);
  const all: Counts = Object.fromEntries([...parts.keys()].map((id) => [id, (known[id] ?? 0) + coming[id]!]));
  const expected = valueOf(metric, all) ?? 0;
  if (days === 0) return { low: expected, expected, high: expected };
  const isRate = definitionOf(metric).per !== undefined;
  const share = coverFor(misses, days, isRate ? null : usual);
  // Of a rate, only the part of the divisor that is still to come can move it.
  const [ahead, total] = [partsOf(metric, coming)?.per ?? 0, partsOf(metric, all)?.per ?? 0];
  const half = isRate ? (total === 0 ? 0 : (share * ahead) / total) : share * (Math.abs(valueOf(metric, coming) ?? 0) + usual * days);
  // What has been counted is not taken back.
  const least = isRate || floor < 0 ? floor : (valueOf(metric, known) ?? 0);
  return { low: Math.max(least, expected - half), expected: Math.max(least, expected), high: Math.max(least, expected + half) };
}

function missesOf(series: Series, parts: ReadonlyMap<CountId, Chosen>): Miss[] {
  const [first, ...others] = [...parts.values()];
  const shared = first!.replays.filter(({ origin }) => others.every(({ replays }) => replays.some((each) => each.origin === origin)));
  return shared.map(({ origin, forecast: ahead }) => {
    const replayed = new Map([...parts].map(([id, { replays }]) => [id, replays.find((each) => each.origin === origin)!.forecast]));
    const read = (from: ReadonlyMap<CountId, Float64Array>, start: number, days: number): number | null => {
      const sums: Counts = Object.fromEntries([...from].map(([id, values]) => [id, add(values, start, start + days)]));
      return valueOf(series.metric, sums);
    };
    return {
      origin,
      days: ahead.length,
      isKnown: (at) => series.isKnown[origin + at]!,
      expected: (at, days) => read(replayed, at, days),
      actual: (at, days) => read(series.counts, origin + at, days),
    };
  });
}

function add(values: Float64Array, from: number, to: number): number {
  let sum = 0;
  for (let at = from; at < to; at += 1) sum += values[at]!;
  return sum;
}

const sumOf = (parts: ReadonlyMap<CountId, Chosen>, from: number, to: number): Counts =>
  Object.fromEntries([...parts].map(([id, { forecast: values }]) => [id, add(values, from, to)]));

function valueOf(metric: MetricId, counts: Counts): number | null {
  const parts = partsOf(metric, counts);
  if (!parts) return null;
  return parts.per === null ? parts.sum : parts.per === 0 ? null : parts.sum / parts.per;
}

/** Nothing that was never negative is forecast to be; what is a difference, or has been, may. */
function floorOf(metric: MetricId, { counts }: Series): number {
  const isDifference = Object.values(definitionOf(metric).sum).includes(-1);
  const was = [...counts.values()].some((values) => values.some((each) => each < 0));
  return isDifference || was ? -Infinity : 0;
}

/** A tenth of a usual day: next to nothing is not measured against nothing. */
function usualOf({ metric, counts }: Series): number {
  const days = Math.min(28, [...counts.values()][0]!.length);
  const recent: Counts = Object.fromEntries([...counts].map(([id, values]) => [id, add(values, values.length - days, values.length) / days]));
  return 0.1 * Math.abs(valueOf(metric, recent) ?? 0);
}
