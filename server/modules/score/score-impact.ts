import type { Client } from '../../core/clients.ts';
import { addDays, periodOf, type Day } from '../../core/dates.ts';
import type { ClientSql } from '../../core/db.ts';
import { comparedWindow, comparison } from '../../core/metrics/compare.ts';
import { definitionOf, type MetricId } from '../../core/metrics/definitions.ts';
import { newest, totalOf, within, type DayFigure } from '../../core/metrics/figures.ts';
import { readMetrics } from '../../core/metrics/read.ts';
import { completeDays, type Window } from '../../core/metrics/windows.ts';
import type { Impact } from './score.schema.ts';

/** What the work has brought so far this month. */
const shown: readonly MetricId[] = ['sessions', 'revenue', 'qualified_leads'];

export interface ReadImpact {
  impact: Impact[];
  updatedAt: string | null;
}

/** The complete days of the month that `today` lies in, against as many of the month before. */
export async function readImpact(sql: ClientSql, client: Client, today: Day): Promise<ReadImpact> {
  const month = { from: periodOf('month', today).from, to: today };
  const other = comparedWindow(month, today, 'previous');
  const [figures, before] = await Promise.all([
    readMetrics(sql, client, shown, month),
    other ? readMetrics(sql, client, shown, other) : null,
  ]);
  const impact = shown.map((metric) => impactOf(metric, month, today, figures.get(metric)!, other, before?.get(metric) ?? []));
  return { impact, updatedAt: newest([...figures.values()].flat()) };
}

function impactOf(metric: MetricId, month: Window, today: Day, all: readonly DayFigure[], other: Window | null, before: readonly DayFigure[]): Impact {
  const { name, unit, better } = definitionOf(metric);
  const complete = completeDays(month, today);
  const figures = complete ? within(all, complete.from, complete.to) : [];
  const compared = complete && other ? comparison(metric, figures, complete, other, before) : null;
  const about = { metric, name, unit, better, from: month.from, to: complete?.to ?? addDays(today, -1) };
  const missing = !complete ? 'no_complete_day' : figures.length === 0 ? 'no_source' : null;
  return {
    ...about,
    value: totalOf(metric, figures),
    previous: compared?.total ?? null,
    change: compared?.change ?? null,
    previousFrom: compared?.from ?? about.from,
    previousTo: compared?.to ?? about.to,
    missing,
    days: figures.map(({ date, value }) => ({ date, value })),
  };
}
