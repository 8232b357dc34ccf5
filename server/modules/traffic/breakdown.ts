import type { Client } from '../../core/clients.ts';
import { addDays, type Day } from '../../core/dates.ts';
import type { ClientSql } from '../../core/db.ts';
import { listValues, type CountedValue } from './folds.queries.ts';
import type { Breakdown, BreakdownRow, Dimension, GetBreakdown } from './traffic.schema.ts';
import { listVisitedValues } from './visits.queries.ts';

/** How far back a table under another dimension's filter reaches: it goes through the visits themselves. */
const VISITS_DAYS = 92;

/** The values of a dimension, the one with most first. */
export async function getBreakdown(sql: ClientSql, client: Client, { from, to, dimension, filter, limit }: GetBreakdown, today: Day): Promise<Breakdown> {
  const last = to < today ? to : today < from ? from : today;
  const isCrossed = filter !== undefined && filter.dimension !== dimension;
  if (!isCrossed) return describe(dimension, await listValues(sql, client, { from, to: last }, { dimension, value: filter?.value }, limit), null);
  const reached = addDays(last, 1 - VISITS_DAYS);
  const first = reached > from ? reached : from;
  const values = await listVisitedValues(sql, client, { from: first, to: last }, dimension, filter, limit);
  return describe(dimension, values, first > from ? first : null);
}

function describe(dimension: Dimension, values: readonly CountedValue[], since: Day | null): Breakdown {
  return { dimension, rows: values.map((each) => rowOf(dimension, each)), others: (values[0]?.all ?? 0) - values.length, since };
}

function rowOf(dimension: Dimension, { value, visitors, sessions, pageviews, bounces, sessionSeconds, conversions }: CountedValue): BreakdownRow {
  const perVisit = (sum: number) => (sessions === 0 ? null : sum / sessions);
  return {
    value,
    visitors: dimension === 'page' ? null : visitors,
    sessions,
    pageviews,
    conversions,
    bounceRate: perVisit(bounces),
    conversionRate: perVisit(conversions),
    avgSessionSeconds: perVisit(sessionSeconds),
  };
}
