import type { Day } from '../../core/dates.ts';
import type { DayFigure } from '../../core/metrics/figures.ts';
import type { MetricDay } from './metrics.schema.ts';

export function daysOf(figures: readonly DayFigure[], today: Day): MetricDay[] {
  return figures.map(({ date, value, revised }) => ({
    date,
    value,
    ...(date === today ? { partial: true as const } : {}),
    ...(revised ? { revised: true as const } : {}),
  }));
}
