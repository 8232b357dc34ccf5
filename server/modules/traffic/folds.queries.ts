import type { Client } from '../../core/clients.ts';
import type { Day } from '../../core/dates.ts';
import type { ClientSql } from '../../core/db.ts';
import { chosenBounces } from '../../core/metrics/read.ts';
import type { Window } from '../../core/metrics/windows.ts';
import type { Dimension, Filter } from './traffic.schema.ts';

/** What is counted of a value of a dimension; `bounces` by the definition that the client chose. */
export interface Counted {
  visitors: number;
  sessions: number;
  pageviews: number;
  bounces: number;
  sessionSeconds: number;
  conversions: number;
}

export interface CountedValue extends Counted {
  value: string;
  /** How many values there are, with those that were not asked for. */
  all: number;
}

/** What is past the first values of a dimension, added up. */
export const OTHER = '(other)';

type Zone = Pick<Client, 'timeZone'>;

/**
 * Of a window, the months and days that have been added up in the client's zone, and the days that are left to be read from
 * their hours. A year is some months, some days and today.
 */
export function pieces(sql: ClientSql, { timeZone }: Zone, { from, to }: Window, { byMonth }: { byMonth: boolean }) {
  return sql`
    months as materialized (
      select starts_on as on_month from traffic_folds
      where client_id = ${sql.clientId} and span = 'month' and time_zone = ${timeZone} and ${byMonth}
        and starts_on >= ${from}::date and starts_on + interval '1 month' <= ${to}::date + 1
    ), days as materialized (
      select starts_on as on_day from traffic_folds
      where client_id = ${sql.clientId} and span = 'day' and time_zone = ${timeZone} and starts_on between ${from}::date and ${to}::date
        and date_trunc('month', starts_on::timestamp)::date not in (select on_month from months)
    ), loose as materialized (
      select day::date as on_day from generate_series(${from}::date::timestamp, ${to}::date::timestamp, interval '1 day') day
      where day::date not in (select on_day from days) and date_trunc('month', day)::date not in (select on_month from months)
    )
  `;
}

const counts = (sql: ClientSql) => sql`visitors, sessions, pageviews, bounces, bounces_page, bounces_engagement, session_seconds, conversions`;

const sums = (sql: ClientSql) => sql`
  sum(visitors)::numeric as visitors, sum(sessions)::numeric as sessions, sum(pageviews)::numeric as pageviews, ${chosenBounces(sql)}::numeric as bounces,
  sum(session_seconds)::numeric as session_seconds, sum(conversions)::numeric as conversions
`;

type Wanted = { dimension: Dimension; value?: string | undefined };

// Each piece is looked up by itself: a join would be planned by statistics, which a client that has just come has none of.
const ofMonths = (sql: ClientSql, { dimension, value }: Wanted) => sql`
  from months cross join lateral (
    select value, ${counts(sql)} from traffic_months
    where client_id = ${sql.clientId} and dimension = ${dimension} and traffic_months.on_month = months.on_month ${value === undefined ? sql`` : sql`and value = ${value}`}
    offset 0
  ) counted
`;

const ofDays = (sql: ClientSql, { dimension, value }: Wanted) => sql`
  from days cross join lateral (
    select value, ${counts(sql)} from traffic_days
    where client_id = ${sql.clientId} and dimension = ${dimension} and traffic_days.on_day = days.on_day ${value === undefined ? sql`` : sql`and value = ${value}`}
    offset 0
  ) counted
`;

const ofHours = (sql: ClientSql, { timeZone }: Zone, { dimension, value }: Wanted) => sql`
  from loose cross join lateral (
    select value, ${counts(sql)} from traffic_hours
    where client_id = ${sql.clientId} and dimension = ${dimension} and hour >= loose.on_day::timestamp at time zone ${timeZone}
      and hour < (loose.on_day + 1)::timestamp at time zone ${timeZone} ${value === undefined ? sql`` : sql`and value = ${value}`}
    offset 0
  ) counted
`;

/** The values of a dimension over a window, the one with most first. */
export async function listValues(sql: ClientSql, zone: Zone, window: Window, wanted: Wanted, limit: number): Promise<CountedValue[]> {
  const most = wanted.dimension === 'page' ? sql`sum(pageviews)` : sql`sum(sessions)`;
  return sql<CountedValue[]>`
    with ${pieces(sql, zone, window, { byMonth: true })}, part as (
      select counted.* ${ofMonths(sql, wanted)}
      union all
      select counted.* ${ofDays(sql, wanted)}
      union all
      select counted.* ${ofHours(sql, zone, wanted)}
    )
    select value, ${sums(sql)}, count(*) over ()::int as all
    from part
    group by value
    having sum(sessions) > 0 or sum(pageviews) > 0 or sum(conversions) > 0
    order by value = ${OTHER}, ${most} desc, value
    limit ${limit}
  `;
}

/** One value of a dimension, day by day. */
export async function listDays(sql: ClientSql, zone: Zone, window: Window, filter: Filter): Promise<(Counted & { date: Day })[]> {
  return sql<(Counted & { date: Day })[]>`
    with ${pieces(sql, zone, window, { byMonth: false })}, part as (
      select days.on_day as date, counted.* ${ofDays(sql, filter)}
      union all
      select loose.on_day, counted.* ${ofHours(sql, zone, filter)}
    )
    select date, ${sums(sql)} from part group by date order by date
  `;
}
