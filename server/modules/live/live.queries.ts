import type { ClientSql } from '../../core/db.ts';
import type { Live } from './live.schema.ts';

/** A visitor is there for so long after a hit. */
const PRESENT_MS = 5 * 60_000;
const MINUTE_MS = 60_000;

const before = (now: Date, ms: number) => new Date(now.getTime() - ms);

/** Who is there: of each visitor the page that was seen last, and where the visit came from. */
export async function presentVisitors(sql: ClientSql, now: Date): Promise<Pick<Live, 'visitors' | 'pages' | 'sources'>> {
  const since = before(now, PRESENT_MS);
  const [present] = await sql<Pick<Live, 'visitors' | 'pages' | 'sources'>[]>`
    with recent as (
      select distinct on (visitor) visitor, page, source
      from realtime_events
      where client_id = ${sql.clientId}
        and day between (${since}::timestamptz at time zone 'UTC')::date and (${now}::timestamptz at time zone 'UTC')::date
        and at > ${since} and at <= ${now} and excluded is null
      order by visitor, at desc
    ),
    present as (
      select recent.page, coalesce(visit.source, recent.source) as source
      from recent
      left join lateral (
        select visits.source from visits
        where client_id = ${sql.clientId} and visits.visitor = recent.visitor and last_at > ${since}
        order by last_at desc limit 1
      ) visit on true
    )
    select
      (select count(*)::int from present) as visitors,
      (
        select coalesce(jsonb_agg(to_jsonb(top)), '[]')
        from (select page, count(*)::int as visitors from present group by page order by 2 desc, 1 limit 5) top
      ) as pages,
      (
        select coalesce(jsonb_agg(to_jsonb(top)), '[]')
        from (select source, count(*)::int as visitors from present group by source order by 2 desc, 1 limit 5) top
      ) as sources
  `;
  return present!;
}

/** Page views of the last 30 minutes, the running one included, and conversions of the last 2 hours, by minute. */
export async function recentMinutes(sql: ClientSql, now: Date): Promise<Pick<Live, 'conversions' | 'minutes'>> {
  const current = Math.floor(now.getTime() / MINUTE_MS) * MINUTE_MS;
  const rows = await sql<{ minute: string; pageviews: number; conversions: number }[]>`
    select minute, pageviews, conversions from live_minutes
    where client_id = ${sql.clientId} and minute > ${new Date(current - 120 * MINUTE_MS)} and minute <= ${new Date(current)}
  `;
  const pageviews = new Map(rows.map((row) => [row.minute, row.pageviews]));
  const minutes = Array.from({ length: 30 }, (_, index) => new Date(current - (29 - index) * MINUTE_MS).toISOString());
  return {
    conversions: rows.reduce((sum, row) => sum + row.conversions, 0),
    minutes: minutes.map((minute) => ({ minute, pageviews: pageviews.get(minute) ?? 0 })),
  };
}

/** Sums of hours from one up to another. */
export async function hoursBetween(sql: ClientSql, from: Date, to: Date): Promise<{ conversions: number; sessions: number }> {
  const [sums] = await sql<{ conversions: number; sessions: number }[]>`
    select coalesce(sum(conversions), 0)::numeric as conversions, coalesce(sum(sessions), 0)::bigint as sessions
    from client_metric_hours
    where client_id = ${sql.clientId} and hour >= ${from} and hour < ${to}
  `;
  return sums!;
}

/** When the newest hit was made; of one longer ago than yesterday, its hour. */
export async function lastHit(sql: ClientSql, now: Date): Promise<string | null> {
  const [newest] = await sql<{ at: string | null }[]>`
    select coalesce(
      (
        select max(at) from realtime_events
        where client_id = ${sql.clientId} and at <= ${now}
          and day between (${now}::timestamptz at time zone 'UTC')::date - 1 and (${now}::timestamptz at time zone 'UTC')::date
      ),
      (select max(hour) from client_metric_hours where client_id = ${sql.clientId} and pageviews > 0 and hour <= ${now})
    ) as at
  `;
  return newest!.at;
}
