import { addDays, daysBetween, type Day } from '../../dates.ts';
import type { CountId } from '../counts.ts';
import { countsOf, type MetricId } from '../definitions.ts';
import type { DayFigure } from '../figures.ts';

/** What a metric is made of, day by day without gaps, from its first day to the one before `asOf`. */
export interface Series {
  metric: MetricId;
  from: Day;
  asOf: Day;
  counts: Map<CountId, Float64Array>;
  /** Days that were counted; the others are filled in. */
  isKnown: boolean[];
}

/** Days without figures before `asOf`, beyond which what came before says nothing of what comes. */
const MOST_SILENT_DAYS = 14;

export type SeriesProblem = 'no_data' | 'stale';

/** The series a forecast learns from: days before `asOf` alone. */
export function seriesUntil(metric: MetricId, figures: readonly DayFigure[], asOf: Day): Series | SeriesProblem {
  const before = figures.filter(({ date }) => date < asOf);
  if (before.length === 0) return 'no_data';
  const from = before[0]!.date;
  if (daysBetween(before.at(-1)!.date, asOf) - 2 > MOST_SILENT_DAYS) return 'stale';
  const length = daysBetween(from, asOf) - 1;
  const isKnown = Array<boolean>(length).fill(false);
  const counts = new Map(countsOf(metric).map((id) => [id, new Float64Array(length)]));
  for (const { date, counts: counted } of before) {
    const at = daysBetween(from, date) - 1;
    isKnown[at] = true;
    for (const [id, values] of counts) values[at] = counted[id] ?? 0;
  }
  for (const values of counts.values()) fill(values, isKnown);
  return { metric, from, asOf, counts, isKnown };
}

/** A day that nobody counted is taken to be like the same weekday before it, or the last day that was. */
function fill(values: Float64Array, isKnown: readonly boolean[]): void {
  for (let at = 0; at < values.length; at += 1) {
    if (!isKnown[at]) values[at] = values[at >= 7 ? at - 7 : at - 1]!;
  }
}

/** The day at a place of the series; those past its end are the days to come. */
export const dayAt = ({ from }: Series, at: number): Day => addDays(from, at);
