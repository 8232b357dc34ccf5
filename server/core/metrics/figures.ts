import type { Day } from '../dates.ts';
import type { CountId, Counts, Source } from './counts.ts';
import { countsOf, evaluate, type MetricId } from './definitions.ts';

/** What one source counted on one day. */
export interface DayRow extends Record<CountId, number | null | undefined> {
  date: Day;
  source: Source;
  importId: string | null;
  updatedAt: string;
  /** Counts that were restated after they had first been stored. */
  revised: CountId[] | null;
}

/** The day of a metric, from the one source that is trusted for it. */
export interface DayFigure {
  date: Day;
  source: Source;
  importId: string | null;
  updatedAt: string;
  revised: boolean;
  counts: Counts;
  value: number | null;
}

/** Source by source in order of trust, as a client set it for a metric. */
export type Trust = (metric: MetricId) => readonly Source[];

/**
 * The days of a metric on which a source counted everything it is made of, oldest first. Of several sources the most
 * trusted one speaks for the day, whole: a ratio never takes its two halves from different sources.
 */
export function figuresOf(metric: MetricId, rows: readonly DayRow[], trust: Trust): DayFigure[] {
  const needed = countsOf(metric);
  const order = trust(metric);
  const best = new Map<Day, DayRow>();
  for (const row of rows) {
    const rank = order.indexOf(row.source);
    if (rank === -1 || needed.some((id) => row[id] === null || row[id] === undefined)) continue;
    const rival = best.get(row.date);
    if (!rival || rank < order.indexOf(rival.source)) best.set(row.date, row);
  }
  return [...best.values()].sort((a, b) => (a.date < b.date ? -1 : 1)).map((row) => figureOf(metric, needed, row));
}

function figureOf(metric: MetricId, needed: CountId[], row: DayRow): DayFigure {
  const counts: Counts = Object.fromEntries(needed.map((id) => [id, row[id]]));
  const { date, source, importId, updatedAt } = row;
  const revised = row.revised?.some((id) => needed.includes(id)) ?? false;
  return { date, source, importId, updatedAt, revised, counts, value: evaluate(metric, counts) };
}

/** The counts of several days added up; null for a count that no day knows. */
export function sumCounts(metric: MetricId, figures: readonly DayFigure[]): Counts {
  const ids = countsOf(metric);
  return Object.fromEntries(
    ids.map((id) => [id, figures.length === 0 ? null : figures.reduce((sum, { counts }) => sum + (counts[id] ?? 0), 0)]),
  );
}

/** A metric over several days: of a rate, the ratio of sums. Null without days. */
export function totalOf(metric: MetricId, figures: readonly DayFigure[]): number | null {
  return evaluate(metric, sumCounts(metric, figures));
}

export const within = (figures: readonly DayFigure[], from: Day, to: Day) =>
  figures.filter(({ date }) => date >= from && date <= to);

/** When the newest of these figures was last stored. */
export function newest(figures: readonly DayFigure[]): string | null {
  return figures.reduce<string | null>((latest, { updatedAt }) => (latest === null || updatedAt > latest ? updatedAt : latest), null);
}
