import type { Day } from '../dates.ts';
import type { DayFigure } from './figures.ts';
import type { MetricDay } from './metrics.schema.ts';

/** Figures as days that a page shows: today is partial, and what was restated says so. */
export function daysOf(figures: readonly DayFigure[], today: Day): MetricDay[] {
  return figures.map(({ date, value, revised }) => ({
    date,
    value,
    ...(date === today ? { partial: true as const } : {}),
    ...(revised ? { revised: true as const } : {}),
  }));
}
