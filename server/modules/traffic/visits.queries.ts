import type { Client } from '../../core/clients.ts';
import type { ClientSql } from '../../core/db.ts';
import type { Window } from '../../core/metrics/windows.ts';
import type { CountedValue } from './folds.queries.ts';
import type { Dimension, Filter } from './traffic.schema.ts';

/** A column of visits: what somebody asks for never becomes a name. */
function column(sql: ClientSql, dimension: Dimension) {
  if (dimension === 'page') return sql`page`;
  if (dimension === 'source') return sql`source`;
  if (dimension === 'campaign') return sql`campaign`;
  return dimension === 'device' ? sql`device` : sql`country`;
}

/** The values of a dimension among the visits that have one of another, the one with most first. A visitor counts once a day. */
export async function listVisitedValues(
  sql: ClientSql,
  { timeZone }: Pick<Client, 'timeZone'>,
  { from, to }: Window,
  dimension: Dimension,
  filter: Filter,
  limit: number,
): Promise<CountedValue[]> {
  const of = column(sql, dimension);
  return sql<CountedValue[]>`
    select ${of} as value, count(distinct (visitor, (started_at at time zone ${timeZone})::date))::int as visitors, count(*)::int as sessions,
      sum(pageviews)::int as pageviews, sum(conversions)::int as conversions, sum(arco.seconds(last_at - started_at))::numeric as session_seconds,
      case coalesce((select bounce from traffic_settings where client_id = ${sql.clientId}), 'event')
        when 'page' then sum(arco.bounced_page(pageviews))
        when 'engagement' then sum(arco.bounced_engagement(pageviews, conversions, last_at - started_at))
        else sum(arco.bounced(pageviews, events, conversions))
      end::int as bounces,
      count(*) over ()::int as all
    from visits
    where client_id = ${sql.clientId} and ${column(sql, filter.dimension)} = ${filter.value} and ${of} is not null
      and started_at >= ${from}::date::timestamp at time zone ${timeZone}
      and started_at < (${to}::date + 1)::timestamp at time zone ${timeZone}
    group by 1
    order by count(*) desc, 1
    limit ${limit}
  `;
}
