import { addDays, addMonths, type Day } from '../../dates.ts';
import type { MetricId } from '../definitions.ts';
import type { DayFigure } from '../figures.ts';
import { forecast } from './forecast.ts';
import type { ModelName } from './models.ts';

export interface Origin {
  asOf: Day;
  /** Days that exist to be held against. */
  days: number;
  model: ModelName;
  /** Mean absolute error over that of the seasonal naive forecast, on the same days; null where that never erred. */
  maeRatio: number | null;
  /** Share of the days inside the 80 % interval. */
  coverage80: number | null;
}

export interface Evaluation {
  /** The one that was chosen most often. */
  model: ModelName | null;
  /** Of all origins, pooled. */
  maeRatioToSeasonalNaive: number | null;
  coverage80: number | null;
  origins: Origin[];
}

const WEEK = 7;
const divide = (a: number, b: number) => (b === 0 ? null : a / b);

/**
 * Replays forecasts on the first of each month from `from`, each from the days before it alone, and holds them against
 * the days that came. An origin without enough history, or without days to hold it against, is left out.
 */
export function evaluate(metric: MetricId, figures: readonly DayFigure[], from: Day, count: number, horizon: number): Evaluation {
  const byDate = new Map(figures.map(({ date, value }) => [date, value]));
  const first = from.endsWith('-01') ? from : addMonths(`${from.slice(0, 8)}01`, 1);
  const origins: Origin[] = [];
  const pooled = { own: 0, naive: 0, inside: 0, days: 0 };
  for (let month = 0; month < count; month += 1) {
    const asOf = addMonths(first, month);
    const made = forecast(metric, figures, asOf, horizon);
    if (typeof made === 'string') continue;
    const scored = { own: 0, naive: 0, inside: 0, days: 0 };
    made.days.forEach(({ date, low, expected, high }, ahead) => {
      const value = byDate.get(date);
      const usual = sameWeekday(byDate, addDays(asOf, (ahead % WEEK) - WEEK));
      if (value === null || value === undefined || usual === null) return;
      scored.own += Math.abs(expected - value);
      scored.naive += Math.abs(usual - value);
      scored.days += 1;
      if (value >= low && value <= high) scored.inside += 1;
    });
    if (scored.days === 0) continue;
    for (const key of ['own', 'naive', 'inside', 'days'] as const) pooled[key] += scored[key];
    origins.push({ asOf, days: scored.days, model: made.model, maeRatio: divide(scored.own, scored.naive), coverage80: divide(scored.inside, scored.days) });
  }
  return {
    model: mostOften(origins.map(({ model }) => model)),
    maeRatioToSeasonalNaive: divide(pooled.own, pooled.naive),
    coverage80: divide(pooled.inside, pooled.days),
    origins,
  };
}

/** The last of a weekday that was counted, up to eight weeks back. */
function sameWeekday(byDate: ReadonlyMap<Day, number | null>, day: Day): number | null {
  for (let week = 0; week < 8; week += 1) {
    const value = byDate.get(addDays(day, -week * WEEK));
    if (value !== null && value !== undefined) return value;
  }
  return null;
}

function mostOften(models: readonly ModelName[]): ModelName | null {
  const counts = new Map<ModelName, number>();
  for (const model of models) counts.set(model, (counts.get(model) ?? 0) + 1);
  return [...counts].toSorted(([, a], [, b]) => b - a)[0]?.[0] ?? null;
}
