import { addDays, daysBetween, periodOf, type Day } from '../../core/dates.ts';
import type { MetricId } from '../../core/metrics/definitions.ts';
import { sumCounts, within, type DayFigure } from '../../core/metrics/figures.ts';
import { forecast, type ForecastProblem } from '../../core/metrics/forecast/forecast.ts';
import type { PredictedDay, Prediction } from './forecast.schema.ts';

/** The metrics whose month's end is predicted. */
export const predicted = ['revenue', 'visitors', 'sessions', 'leads', 'conversions', 'roi'] as const satisfies MetricId[];

/** Where a metric ends the month that a day lies in, from the days before that day alone. */
export function predict(metric: MetricId, figures: readonly DayFigure[], asOf: Day): Prediction | ForecastProblem {
  const { from, to } = periodOf('month', asOf);
  const made = forecast(metric, figures, asOf, daysBetween(asOf, to));
  if (typeof made === 'string') return made;
  const known = sumCounts(metric, within(figures, from, addDays(asOf, -1)));
  const days = made.days.map(({ date, low, expected, high }, at): PredictedDay => ({ date, low, expected, high, until: made.end(known, at + 1) }));
  const { low, expected, high } = days.at(-1)!.until;
  return { metric, fromOn: from, toOn: to, asOf, model: made.model, mase: made.mase, low, expected, high, days };
}
