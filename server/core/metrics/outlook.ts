import { daysBetween, eachDay, type Day } from '../dates.ts';
import { definitionOf, partsOf, type MetricId } from './definitions.ts';
import { totalOf, within, type DayFigure } from './figures.ts';
import type { Projection } from './metrics.schema.ts';
import { predictedEnd, type PredictedEnd } from './predicted.ts';
import { expectEnd, project, type SeriesDay } from './projection.ts';
import type { Window } from './windows.ts';

/**
 * Where a metric will end in a window that is running: as it was predicted, where it was, so that no two places show
 * different ends; else from its figures before the window and until yesterday.
 * Null before the window, and where there is too little to learn from.
 */
export function projectWindow(metric: MetricId, window: Window, figures: readonly DayFigure[], today: Day, ends: readonly PredictedEnd[] = []): Projection | null {
  const projection = predictedEnd(ends, metric, window) ?? projected(metric, window, figures, today);
  if (!projection) return null;
  const floor = floorOf(metric, window, figures, today);
  const { low, expected, high } = projection;
  return { low: Math.max(low, floor), expected: Math.max(expected, floor), high: Math.max(high, floor) };
}

function projected(metric: MetricId, window: Window, figures: readonly DayFigure[], today: Day): Projection | null {
  const series = seriesUntil(metric, window, figures, today);
  return series && project(...series);
}

/** What {@link projectWindow} expects without a prediction; of a window that is over, what it came to. */
export function expectedTotal(metric: MetricId, window: Window, figures: readonly DayFigure[], today: Day): number | null {
  if (today > window.to) return totalOf(metric, within(figures, window.from, window.to));
  const series = seriesUntil(metric, window, figures, today);
  const expected = series && expectEnd(...series);
  return expected === null ? null : Math.max(expected, floorOf(metric, window, figures, today));
}

type Series = [history: SeriesDay[], soFar: SeriesDay[], remaining: Day[]];

function seriesUntil(metric: MetricId, { from, to }: Window, figures: readonly DayFigure[], today: Day): Series | null {
  if (daysBetween(from, today) < 1) return null;
  const complete = figures.filter(({ date }) => date < today);
  return [seriesOf(metric, complete), seriesOf(metric, within(complete, from, to)), eachDay(today, to)];
}

/** Of a sum, what today already has cannot be taken back; a rate may still fall. */
function floorOf(metric: MetricId, { from }: Window, figures: readonly DayFigure[], today: Day): number {
  if (definitionOf(metric).per) return -Infinity;
  return totalOf(metric, within(figures, from, today)) ?? 0;
}

function seriesOf(metric: MetricId, figures: readonly DayFigure[]): SeriesDay[] {
  return figures.flatMap(({ date, counts }) => {
    const parts = partsOf(metric, counts);
    return parts ? [{ date, ...parts }] : [];
  });
}
