import type { Client } from '../../clients.ts';
import { addDays, eachDay, type Day } from '../../dates.ts';
import type { ClientSql } from '../../db.ts';
import type { Counts, Source } from '../counts.ts';
import { countsOf, definitionOf, metricIds, type MetricId } from '../definitions.ts';
import type { DayFigure } from '../figures.ts';
import { medianOf } from '../band.ts';
import { readMetrics } from '../read.ts';
import { UNKNOWN_DAYS, type Verdict } from './episodes.ts';
import { HISTORY, judge } from './judge.ts';
import { readDaySoFar, type DaySoFar } from './so-far.ts';
import { partOf, shapeOf, type Part } from './shape.ts';
import { readRestated, type Restated } from './restated.ts';

/** Judges every metric of a client on its last complete days, and on today until the last complete hour. */
export async function readVerdicts(sql: ClientSql, client: Pick<Client, 'timeZone'>, today: Day, now: Date): Promise<Map<MetricId, Verdict[]>> {
  const window = { from: addDays(today, -HISTORY - UNKNOWN_DAYS), to: addDays(today, -1) };
  const [figures, soFar, restated] = await Promise.all([
    readMetrics(sql, client, metricIds, window),
    readDaySoFar(sql, client, today, now),
    readRestated(sql, window, now),
  ]);
  const known = metricIds.filter((metric) => figures.get(metric)!.length > 0);
  return new Map(known.map((metric) => [metric, verdictsOf(metric, figures.get(metric)!, { today, now, soFar, restated })]));
}

interface Known {
  today: Day;
  now: Date;
  soFar: DaySoFar | null;
  restated: Restated;
}

export function verdictsOf(metric: MetricId, figures: readonly DayFigure[], { today, now, soFar, restated }: Known): Verdict[] {
  const shape = shapeOf(metric);
  const days = withSilence(metric, figures, today);
  const verdicts = eachDay(addDays(today, -UNKNOWN_DAYS), addDays(today, -1)).map((day): Verdict => {
    const figure = days.get(day);
    if (!figure || !isSettled(figure, now) || restated(day, figure.source, countsOf(metric))) return { day, judgement: null };
    // What two sources count differs by more than a day does: each is held against its own days.
    const past = before(day, (each) => (days.get(each)?.source === figure.source ? days.get(each)!.part : undefined));
    return { day, judgement: judge(shape, figure.part, past) };
  });
  if (soFar && days.get(addDays(today, -1))?.source === 'collector') {
    const past = before(today, (each) => part(metric, soFar.until.get(each)));
    const done = shareDone(metric, soFar, today);
    verdicts.push({ day: today, judgement: judge(shape, part(metric, soFar.until.get(today)) ?? { sum: 0, per: definitionOf(metric).per ? 0 : null }, past, done), until: soFar.hour });
  }
  return verdicts;
}

const part = (metric: MetricId, counts: Counts | undefined): Part | undefined => (counts && partOf(metric, counts)) ?? undefined;
const before = <T>(day: Day, of: (each: Day) => T): T[] => Array.from({ length: HISTORY }, (_, lag) => of(addDays(day, -lag - 1)));

interface KnownDay {
  part: Part;
  source: Source;
  updatedAt: string | null;
}

/** The days of a metric. Where the collector counted until the day before, a day on which it heard nothing is a zero. */
function withSilence(metric: MetricId, figures: readonly DayFigure[], today: Day): Map<Day, KnownDay> {
  const known = new Map(figures.map((figure) => [figure.date, figure]));
  const days = new Map<Day, KnownDay>();
  let last: Source | undefined;
  for (const day of eachDay(figures[0]!.date, addDays(today, -1))) {
    const figure = known.get(day);
    const found = figure && partOf(metric, figure.counts);
    if (figure && found) days.set(day, { part: found, source: figure.source, updatedAt: figure.updatedAt });
    else if (last === 'collector' && !definitionOf(metric).per) days.set(day, { part: { sum: 0, per: null }, source: last, updatedAt: null });
    last = figure?.source ?? last;
  }
  return days;
}

/** A day that came in a file, or from a service that corrects itself, stands once it has not changed for so long. */
const SETTLING_HOURS = 6;
const settling: readonly Source[] = ['import', 'ga4'];
const isSettled = ({ source, updatedAt }: KnownDay, now: Date) =>
  !settling.includes(source) || updatedAt === null || now.getTime() - Date.parse(updatedAt) >= SETTLING_HOURS * 3_600_000;

/** How much of such a day has usually happened by this hour, between 0 and 1. */
function shareDone(metric: MetricId, { until, whole }: DaySoFar, today: Day): number {
  const shares = Array.from({ length: HISTORY / 7 }, (_, week) => addDays(today, -7 * (week + 1))).flatMap((day) => {
    const [so, all] = [part(metric, until.get(day)), part(metric, whole.get(day))];
    const of = all && (all.per ?? all.sum);
    return of && of > 0 ? [((so && (so.per ?? so.sum)) ?? 0) / of] : [];
  });
  return shares.length === 0 ? 0 : Math.min(0.99, Math.max(0, medianOf(shares)));
}
