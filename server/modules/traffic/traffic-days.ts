import type { Client } from '../../core/clients.ts';
import { addDays, type Day } from '../../core/dates.ts';
import type { ClientSql } from '../../core/db.ts';
import type { Source } from '../../core/metrics/counts.ts';
import { figuresOf, within, type DayFigure, type DayRow } from '../../core/metrics/figures.ts';
import { readRows, readTrust } from '../../core/metrics/read.ts';
import type { Window } from '../../core/metrics/windows.ts';
import { listDays, type Counted } from './folds.queries.ts';
import { trafficMetrics, type Filter, type TrafficMetric } from './traffic.schema.ts';

/** The days of some windows, read once for every metric of the card. */
export interface TrafficDays {
  /** What is shown: the metric layer's figures, or under a filter those of the collector alone. */
  figures(metric: TrafficMetric, window: Window): DayFigure[];
}

export async function readTrafficDays(sql: ClientSql, client: Client, windows: readonly Window[], filter: Filter | undefined): Promise<TrafficDays> {
  const ranges = unite(windows);
  const each = <T>(read: (window: Window) => Promise<T[]>) => Promise.all(ranges.map(read)).then((found) => found.flat());
  const [rows, trust, filtered] = await Promise.all([
    each((range) => readRows(sql, client, trafficMetrics, range)),
    readTrust(sql),
    filter ? each((range) => listDays(sql, client, range, filter)) : undefined,
  ]);
  const shown = filter && filtered ? filteredRows(rows, filtered, filter) : rows;
  const trusted = filter ? (): readonly Source[] => ['collector'] : trust;
  // Of each metric once: a card asks for the same days window by window.
  const known = new Map<TrafficMetric, DayFigure[]>();
  const all = (metric: TrafficMetric) => {
    const figures = known.get(metric) ?? figuresOf(metric, shown, trusted);
    known.set(metric, figures);
    return figures;
  };
  return {
    figures: (metric, { from, to }) => within(all(metric), from, to),
  };
}

/** A value that had no visit on a day that was counted had none; one that never had any is no value. Of a page, visitors are not told apart. */
function filteredRows(rows: readonly DayRow[], filtered: readonly (Counted & { date: Day })[], { dimension }: Filter): DayRow[] {
  if (filtered.length === 0) return [];
  const byDay = new Map(filtered.map((day) => [day.date, day]));
  return rows
    .filter(({ source }) => source === 'collector')
    .map((row) => {
      const day = byDay.get(row.date);
      return {
        ...row,
        visitors: dimension === 'page' ? null : (day?.visitors ?? 0),
        sessions: day?.sessions ?? 0,
        pageviews: day?.pageviews ?? 0,
        bounces: day?.bounces ?? 0,
        session_seconds: day?.sessionSeconds ?? 0,
        conversions: day?.conversions ?? 0,
      };
    });
}

/** Windows that touch or overlap as one, so that no day is read twice. */
export function unite(windows: readonly Window[]): Window[] {
  const united: Window[] = [];
  for (const window of windows.toSorted((a, b) => (a.from < b.from ? -1 : 1))) {
    const last = united.at(-1);
    if (last && window.from <= addDays(last.to, 1)) last.to = window.to > last.to ? window.to : last.to;
    else united.push({ ...window });
  }
  return united;
}
