import type { Day } from '../dates.ts';
import { definitionOf, type MetricId } from './definitions.ts';
import { totalOf, within, type DayFigure } from './figures.ts';
import type { Comparison } from './metrics.schema.ts';
import { completeDays, lastYear, previousWindow, type Window } from './windows.ts';

/** The window that a metric's complete days are compared with; null while no day of it is complete. */
export function comparedWindow(window: Window, today: Day, compare: 'previous' | 'year'): Window | null {
  const complete = completeDays(window, today);
  if (!complete) return null;
  return compare === 'year' ? lastYear(complete) : previousWindow(complete);
}

/** Like with like: the complete days of a window against as many days of another. */
export function comparison(metric: MetricId, figures: readonly DayFigure[], complete: Window, other: Window, before: readonly DayFigure[]): Comparison {
  const now = within(figures, complete.from, complete.to);
  const base = totalOf(metric, now);
  const total = totalOf(metric, before);
  const change = comparable(metric, now.length, before.length) ? changeOf(metric, base, total) : null;
  return { ...other, total, base, change, days: before.map(({ date, value }) => ({ date, value })) };
}

/** A sum over days of which a good part was never counted is no ground for a change; a rate over fewer days is. */
function comparable(metric: MetricId, now: number, before: number): boolean {
  return definitionOf(metric).per !== undefined || before >= now * 0.9;
}

function changeOf(metric: MetricId, now: number | null, before: number | null): number | null {
  if (now === null || before === null) return null;
  const { unit } = definitionOf(metric);
  if (unit === 'rate' || unit === 'ratio') return now - before;
  return before === 0 ? null : (now - before) / Math.abs(before);
}
