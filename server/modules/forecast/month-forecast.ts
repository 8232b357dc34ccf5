import { addDays, eachDay, type Day } from '../../core/dates.ts';
import { definitionOf, evaluate, type MetricId } from '../../core/metrics/definitions.ts';
import { sumCounts, totalOf, within, type DayFigure } from '../../core/metrics/figures.ts';
import { projectWindow } from '../../core/metrics/outlook.ts';
import type { PredictedEnd } from '../../core/metrics/predicted.ts';
import type { Window } from '../../core/metrics/windows.ts';
import type { PastError, StoredPrediction } from './forecast.queries.ts';
import type { Missing, MonthForecast } from './forecast.schema.ts';

/** What is known about a month, for all metrics. */
export interface Known {
  today: Day;
  month: Window;
  /** From weeks before the month until today. */
  figures: ReadonlyMap<MetricId, readonly DayFigure[]>;
  ends: readonly PredictedEnd[];
  stored: readonly StoredPrediction[];
  errors: readonly PastError[];
  targets: ReadonlyMap<MetricId, number>;
}

/** A metric's month: what it has, and where it ends. Without a prediction the end is the goals' own projection. */
export function monthForecast(metric: MetricId, known: Known): MonthForecast {
  const { today, month, ends } = known;
  const figures = known.figures.get(metric) ?? [];
  const { name, unit, better, per } = definitionOf(metric);
  const end = projectWindow(metric, month, figures, today, ends);
  const prediction = end ? known.stored.find((each) => each.metric === metric) : undefined;
  const error = known.errors.find((each) => each.metric === metric);
  const mean = per ? error?.difference : error?.share;
  return {
    metric,
    name,
    unit,
    better,
    current: totalOf(metric, within(figures, month.from, today)),
    soFar: runningTotals(metric, figures, month.from, addDays(today, -1)),
    target: known.targets.get(metric) ?? null,
    end,
    model: prediction?.model ?? (end ? 'weekday_index' : null),
    mase: prediction?.mase ?? null,
    days: prediction?.days.filter(({ date }) => date >= today) ?? [],
    madeAt: prediction?.madeAt ?? null,
    missing: end ? null : missingOf(metric, known),
    pastError: error && mean !== null && mean !== undefined ? { mean, n: error.n, replayed: error.replayed } : null,
  };
}

function runningTotals(metric: MetricId, figures: readonly DayFigure[], from: Day, to: Day): MonthForecast['soFar'] {
  const byDay = new Map(figures.map((figure) => [figure.date, figure]));
  const until: DayFigure[] = [];
  return eachDay(from, to).map((date) => {
    const figure = byDay.get(date);
    if (figure) until.push(figure);
    return { date, total: evaluate(metric, sumCounts(metric, until)) };
  });
}

/** Days without figures after which what came before says nothing. */
const SILENT_DAYS = 14;

function missingOf(metric: MetricId, { figures, today }: Known): Missing {
  const has = (id: MetricId) => (figures.get(id) ?? []).length > 0;
  if (metric === 'roi' && !has('roi')) return has('ad_spend') ? (has('roas') ? 'fee' : 'no_data') : 'ad_spend';
  const last = figures.get(metric)?.at(-1)?.date;
  if (last === undefined) return 'no_data';
  return last < addDays(today, -SILENT_DAYS) ? 'stale' : 'history';
}
