import type { Client } from '../../core/clients.ts';
import { addDays, type Day } from '../../core/dates.ts';
import type { ClientSql } from '../../core/db.ts';
import { comparedWindow, comparison } from '../../core/metrics/compare.ts';
import { daysOf } from '../../core/metrics/days.ts';
import { definitionOf } from '../../core/metrics/definitions.ts';
import { newest, totalOf, type DayFigure } from '../../core/metrics/figures.ts';
import { beside } from '../../core/metrics/ga4-beside.ts';
import { completeDays } from '../../core/metrics/windows.ts';
import { readPeople } from './people.queries.ts';
import { readTrafficDays } from './traffic-days.ts';
import { countExcluded, listAnnotations, readSettings } from './traffic.queries.ts';
import { trafficMetrics, type Annotation, type GetTraffic, type Traffic, type TrafficMetric } from './traffic.schema.ts';

type Compared = 'previous' | 'year';

/** The card of a window. Everything is asked for at once; days that several windows share are read once. */
export async function getTraffic(sql: ClientSql, client: Client, { metric, from, to, filter }: GetTraffic, today: Day): Promise<Omit<Traffic, 'canEdit'>> {
  const asked = { from, to };
  const window = { from, to: to < today ? to : today < from ? from : today };
  const complete = completeDays(asked, today);
  const others = { previous: comparedWindow(asked, today, 'previous'), year: comparedWindow(asked, today, 'year') };
  const [days, annotations, settings, people, excluded, ga4] = await Promise.all([
    readTrafficDays(sql, client, [window, others.previous, others.year].filter((each) => each !== null), filter),
    listAnnotations(sql, asked, metric),
    readSettings(sql),
    filter ? null : readPeople(sql, client, window, today),
    countExcluded(sql, client, window),
    filter || !complete ? null : beside(sql, metric, complete),
  ]);
  const compare = (of: TrafficMetric, how: Compared) => {
    const other = others[how];
    return other && complete ? comparison(of, days.figures(of, window), complete, other, days.figures(of, other)) : null;
  };
  const figures = days.figures(metric, window);
  const { name, unit, better } = definitionOf(metric);
  return {
    metric,
    name,
    unit,
    better,
    from,
    to,
    today,
    currency: client.currency,
    totals: trafficMetrics.map((of) => {
      const { name: called, unit: counted, better: wanted } = definitionOf(of);
      const value = totalOf(of, days.figures(of, window));
      return { metric: of, name: called, unit: counted, better: wanted, value, change: compare(of, 'previous')?.change ?? null, yearChange: compare(of, 'year')?.change ?? null };
    }),
    days: daysOf(figures, today),
    previous: compare(metric, 'previous'),
    year: compare(metric, 'year'),
    annotations: [...annotations, ...restated(figures)].sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0)),
    bounce: settings.bounce,
    people,
    excluded,
    ga4,
    updatedAt: newest(figures),
  };
}

/** The first of each stretch of days whose figures were restated after they had been stored. */
function restated(figures: readonly DayFigure[]): Annotation[] {
  const days = new Set(figures.filter(({ revised }) => revised).map(({ date }) => date));
  return [...days]
    .filter((day) => !days.has(addDays(day, -1)))
    .map((on) => ({ id: `restated:${on}`, on, kind: 'restated', text: null, metric: null }));
}
