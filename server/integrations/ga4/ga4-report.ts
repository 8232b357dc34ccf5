import * as z from 'zod';
import type { Window } from '../../core/metrics/windows.ts';
import type { Ga4Day, RealtimeReport, Report } from './ga4.schema.ts';

/** Values are texts, whatever their kind. */
const Measured = z.string().regex(/^\d+(\.\d+)?([eE][+-]?\d+)?$/).transform(Number);
const Whole = Measured.pipe(z.int());
const Date8 = z.string().regex(/^\d{8}$/);

/**
 * What is asked of a day. `totalUsers` and not `activeUsers`, which Google's own pages call Users: ours are all who came,
 * and not those who were engaged. `averageSessionDuration` and not `userEngagementDuration`: ours is from the first to the
 * last hit, whether or not the page was in front.
 */
const asked = {
  totalUsers: Whole,
  newUsers: Whole,
  sessions: Whole,
  screenPageViews: Whole,
  engagedSessions: Whole,
  averageSessionDuration: Measured,
  keyEvents: Measured,
};
type Asked = keyof typeof asked;
const names = Object.keys(asked) as Asked[];

export const PAGE = 10_000;

/** The body of a `runReport` for days of the property, some rows of it. */
export function dailyRequest({ from, to }: Window, offset: number): object {
  return {
    dateRanges: [{ startDate: from, endDate: to }],
    dimensions: [{ name: 'date' }],
    metrics: names.map((name) => ({ name })),
    orderBys: [{ dimension: { dimensionName: 'date' } }],
    offset: String(offset),
    limit: String(PAGE),
    returnPropertyQuota: true,
  };
}

/** The body of a `runRealtimeReport` over all that it reaches back to: 30 minutes. */
export const realtimeRequest = (): object => ({ metrics: [{ name: 'activeUsers' }], returnPropertyQuota: true });

/** The days of a report; throws a `ZodError` where a header or value is not what was asked for. */
export function daysOf({ dimensionHeaders, metricHeaders, rows }: Report): Ga4Day[] {
  if (rows.length === 0) return [];
  z.tuple([z.object({ name: z.literal('date') })]).parse(dimensionHeaders);
  const places = names.map((name) => [name, metricHeaders.findIndex((header) => header.name === name)] as const);
  return rows.map(({ dimensionValues, metricValues }) => {
    const day = Date8.parse(dimensionValues[0]?.value);
    const values = Object.fromEntries(places.map(([name, place]) => [name, asked[name].parse(metricValues[place]?.value)])) as Record<Asked, number>;
    return { date: `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}`, ...countsOf(values) };
  });
}

/** A bounce is a session that was not engaged: ten seconds or less, one page, no key event. */
function countsOf(values: Record<Asked, number>): Omit<Ga4Day, 'date'> {
  const { totalUsers, newUsers, sessions, screenPageViews, engagedSessions, averageSessionDuration, keyEvents } = values;
  return {
    visitors: totalUsers,
    new_visitors: newUsers,
    sessions,
    pageviews: screenPageViews,
    // Users, sessions and engaged ones are estimates of their own in large properties, and need not add up.
    bounces: Math.max(0, sessions - engagedSessions),
    session_seconds: Math.round(averageSessionDuration * sessions),
    conversions: Math.round(keyEvents * 1e6) / 1e6,
  };
}

/** Users over the last 30 minutes; no row is nobody. */
export function activeUsersOf({ metricHeaders, rows }: RealtimeReport): number {
  const [row] = rows;
  if (!row) return 0;
  const place = metricHeaders.findIndex(({ name }) => name === 'activeUsers');
  return Whole.parse(row.metricValues[place]?.value);
}
