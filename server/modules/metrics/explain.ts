import { daysBetween, type Day } from '../../core/dates.ts';
import { counts } from '../../core/metrics/counts.ts';
import { countsOf, definitionOf, type MetricId } from '../../core/metrics/definitions.ts';
import { newest, sumCounts, totalOf, type DayFigure } from '../../core/metrics/figures.ts';
import { completeDays, type Window } from '../../core/metrics/windows.ts';
import type { Explanation } from './metrics.schema.ts';

interface Explained {
  metric: MetricId;
  currency: string;
  window: Window;
  today: Day;
  figures: readonly DayFigure[];
  /** File names of the imports among the figures. */
  files: ReadonlyMap<string, string>;
}

/** How a figure is known. */
export function explain({ metric, currency, window, today, figures, files }: Explained): Explanation {
  const { name, definition, formula, unit, better } = definitionOf(metric);
  const complete = completeDays(window, today);
  const summed = sumCounts(metric, figures);
  return {
    metric,
    name,
    definition,
    formula,
    unit,
    better,
    currency,
    ...window,
    total: totalOf(metric, figures),
    completeDays: complete ? daysBetween(complete.from, complete.to) : 0,
    daysWithData: figures.length,
    partialToday: figures.some(({ date }) => date === today),
    revisedDays: figures.filter(({ revised }) => revised).length,
    sources: sourcesOf(figures, files),
    counts: countsOf(metric).map((id) => ({ id, name: counts[id].name, unit: counts[id].unit, value: summed[id] ?? null })),
    updatedAt: newest(figures),
  };
}

/** One line per source, and per file of the imported ones, the one with most days first. */
function sourcesOf(figures: readonly DayFigure[], files: ReadonlyMap<string, string>): Explanation['sources'] {
  const groups = Map.groupBy(figures, ({ source, importId }) => `${source} ${importId ? (files.get(importId) ?? '') : ''}`);
  return [...groups.values()]
    .map((group) => {
      const { source, importId } = group[0]!;
      return { source, name: importId ? (files.get(importId) ?? null) : null, days: group.length, updatedAt: newest(group)! };
    })
    .sort((a, b) => b.days - a.days);
}
