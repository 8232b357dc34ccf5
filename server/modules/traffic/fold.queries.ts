import type { Client } from '../../core/clients.ts';
import { addDays, addMonths, periodOf, type Day } from '../../core/dates.ts';
import type { ClientSql } from '../../core/db.ts';
import { OTHER } from './folds.queries.ts';
import { addTo, emptySketch, mergeInto, type Sketch } from './hyperloglog.ts';
import { dimensions } from './traffic.schema.ts';

/** Values of a dimension that a day or month keeps apart: its size is bounded, whatever a site is asked for. */
const KEPT = 1_000;
/** Days added up at a time. */
const CHUNK = 31;

type Zone = Pick<Client, 'timeZone'>;

/**
 * Adds up the hours of every day before `today` that has not been, then of every month that is over. Doing it again gives
 * the same rows, and so does doing it after `arco.unfold_traffic`.
 */
export async function foldTraffic(sql: ClientSql, { timeZone }: Zone, today: Day): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`traffic.fold ${sql.clientId}`}, 0))`;
  await forgetOtherZones(sql, timeZone);
  const first = await firstDay(sql, timeZone);
  if (!first) return;
  const days = await listUnfolded(sql, first, today);
  for (let at = 0; at < days.length; at += CHUNK) await foldDays(sql, timeZone, days.slice(at, at + CHUNK));
  for (const month of await listUnfoldedMonths(sql, first, today)) await foldMonth(sql, timeZone, month);
}

/** Days of another zone are other days. */
async function forgetOtherZones(sql: ClientSql, timeZone: string): Promise<void> {
  const gone = await sql`delete from traffic_folds where client_id = ${sql.clientId} and time_zone <> ${timeZone} returning span`;
  if (gone.length === 0) return;
  await sql`delete from traffic_folds where client_id = ${sql.clientId}`;
  await sql`delete from traffic_days where client_id = ${sql.clientId}`;
  await sql`delete from traffic_months where client_id = ${sql.clientId}`;
  await sql`delete from client_metric_days where client_id = ${sql.clientId}`;
}

async function firstDay(sql: ClientSql, timeZone: string): Promise<Day | null> {
  const [found] = await sql<{ day: Day | null }[]>`
    select (min(first.hour) at time zone ${timeZone})::date as day
    from unnest(${[...dimensions]}::text[]) as wanted (dimension), lateral (
      select min(hour) as hour from traffic_hours where client_id = ${sql.clientId} and dimension = wanted.dimension
    ) first
  `;
  return found!.day;
}

async function listUnfolded(sql: ClientSql, first: Day, today: Day): Promise<Day[]> {
  const rows = await sql<{ day: Day }[]>`
    select day::date as day from generate_series(${first}::date::timestamp, ${addDays(today, -1)}::date::timestamp, interval '1 day') day
    where not exists (select from traffic_folds where client_id = ${sql.clientId} and span = 'day' and starts_on = day::date)
    order by 1
  `;
  return rows.map(({ day }) => day);
}

async function foldDays(sql: ClientSql, timeZone: string, days: readonly Day[]): Promise<void> {
  const [every, wanted] = [[...dimensions], [...days]];
  await sql`delete from traffic_days where client_id = ${sql.clientId} and dimension = any(${every}::text[]) and on_day = any(${wanted}::date[])`;
  await sql`
    insert into traffic_days (
      client_id, on_day, dimension, value, visitors, sessions, pageviews, bounces, bounces_page, bounces_engagement, session_seconds, conversions
    )
    select ${sql.clientId}::uuid, on_day, dimension, case when rank <= ${KEPT} then value else ${OTHER} end, sum(visitors), sum(sessions), sum(pageviews),
      sum(bounces), sum(bounces_page), sum(bounces_engagement), sum(session_seconds), sum(conversions)
    from (
      select on_day, wanted.dimension, counted.*
      from unnest(${wanted}::date[]) as on_day cross join unnest(${every}::text[]) as wanted (dimension) cross join lateral (
        select value, sum(visitors) as visitors, sum(sessions) as sessions, sum(pageviews) as pageviews, sum(bounces) as bounces,
          sum(bounces_page) as bounces_page, sum(bounces_engagement) as bounces_engagement, sum(session_seconds) as session_seconds,
          sum(conversions) as conversions, row_number() over (order by sum(pageviews) desc, sum(sessions) desc, value) as rank
        from traffic_hours
        where client_id = ${sql.clientId} and dimension = wanted.dimension
          and hour >= on_day::timestamp at time zone ${timeZone} and hour < (on_day + 1)::timestamp at time zone ${timeZone}
        group by value
      ) counted
    ) ranked
    group by 1, 2, 3, 4
    on conflict do nothing
  `;
  await foldMetrics(sql, timeZone, wanted);
  const [counted, sketches] = [await countVisits(sql, timeZone, days), await sketchDays(sql, timeZone, days)];
  const rows = days.map((startsOn) => ({
    clientId: sql.clientId,
    span: 'day',
    startsOn,
    timeZone,
    visits: counted.get(startsOn)?.visits ?? 0,
    consentedVisits: counted.get(startsOn)?.consentedVisits ?? 0,
    sketch: bytes(sketches.get(startsOn)),
  }));
  await sql`insert into traffic_folds ${sql(rows, 'clientId', 'span', 'startsOn', 'timeZone', 'visits', 'consentedVisits', 'sketch')} on conflict do nothing`;
}

async function foldMetrics(sql: ClientSql, timeZone: string, days: readonly Day[]): Promise<void> {
  await sql`delete from client_metric_days where client_id = ${sql.clientId} and on_day = any(${[...days]}::date[])`;
  await sql`
    insert into client_metric_days (
      client_id, on_day, time_zone, visitors, new_visitors, sessions, pageviews, bounces, bounces_page, bounces_engagement, session_seconds, conversions, leads,
      qualified_leads, ad_spend_cents, fee_cents, impressions, clicks, revenue_cents, attributed_revenue_cents, updated_at
    )
    select ${sql.clientId}::uuid, on_day, ${timeZone}::text, counted.*
    from unnest(${[...days]}::date[]) as on_day cross join lateral (
      select sum(visitors), sum(new_visitors), sum(sessions), sum(pageviews), sum(bounces), sum(bounces_page), sum(bounces_engagement),
        sum(session_seconds), sum(conversions), sum(leads), sum(qualified_leads), sum(ad_spend_cents), sum(fee_cents), sum(impressions), sum(clicks),
        sum(revenue_cents), sum(attributed_revenue_cents), max(updated_at)
      from client_metric_hours
      where client_id = ${sql.clientId}
        and hour >= on_day::timestamp at time zone ${timeZone} and hour < (on_day + 1)::timestamp at time zone ${timeZone}
    ) counted
    on conflict do nothing
  `;
}

const bytes = (sketch: Sketch | undefined) => (sketch ? Buffer.from(sketch) : null);

interface Visits {
  visits: number;
  consentedVisits: number;
}

async function countVisits(sql: ClientSql, timeZone: string, days: readonly Day[]): Promise<Map<Day, Visits>> {
  const rows = await sql<(Visits & { onDay: Day })[]>`
    select on_day, counted.*
    from unnest(${[...days]}::date[]) as on_day cross join lateral (
      select count(*)::int as visits, count(*) filter (where consented)::int as consented_visits from visits
      where client_id = ${sql.clientId}
        and started_at >= on_day::timestamp at time zone ${timeZone} and started_at < (on_day + 1)::timestamp at time zone ${timeZone}
    ) counted
  `;
  return new Map(rows.map((row) => [row.onDay, row]));
}

async function sketchDays(sql: ClientSql, timeZone: string, days: readonly Day[]): Promise<Map<Day, Sketch>> {
  const sketches = new Map<Day, Sketch>();
  const rows = await sql<{ onDay: Day; visitor: string }[]>`
    select on_day, visitor
    from unnest(${[...days]}::date[]) as on_day cross join lateral (
      select distinct visitor from visits
      where client_id = ${sql.clientId} and consented
        and started_at >= on_day::timestamp at time zone ${timeZone} and started_at < (on_day + 1)::timestamp at time zone ${timeZone}
    ) seen
  `;
  for (const { onDay, visitor } of rows) {
    const sketch = sketches.get(onDay) ?? emptySketch();
    addTo(sketch, visitor);
    sketches.set(onDay, sketch);
  }
  return sketches;
}

async function listUnfoldedMonths(sql: ClientSql, first: Day, today: Day): Promise<Day[]> {
  const last = addMonths(periodOf('month', today).from, -1);
  const rows = await sql<{ month: Day }[]>`
    select month::date as month from generate_series(${periodOf('month', first).from}::date::timestamp, ${last}::date::timestamp, interval '1 month') month
    where not exists (select from traffic_folds where client_id = ${sql.clientId} and span = 'month' and starts_on = month::date)
    order by 1
  `;
  return rows.map(({ month }) => month);
}

async function foldMonth(sql: ClientSql, timeZone: string, startsOn: Day): Promise<void> {
  const { to } = periodOf('month', startsOn);
  const every = [...dimensions];
  await sql`delete from traffic_months where client_id = ${sql.clientId} and dimension = any(${every}::text[]) and on_month = ${startsOn}`;
  await sql`
    insert into traffic_months (
      client_id, on_month, dimension, value, visitors, sessions, pageviews, bounces, bounces_page, bounces_engagement, session_seconds, conversions
    )
    select ${sql.clientId}::uuid, ${startsOn}::date, dimension, case when rank <= ${KEPT} then value else ${OTHER} end, sum(visitors), sum(sessions),
      sum(pageviews), sum(bounces), sum(bounces_page), sum(bounces_engagement), sum(session_seconds), sum(conversions)
    from (
      select dimension, value, sum(visitors) as visitors, sum(sessions) as sessions, sum(pageviews) as pageviews, sum(bounces) as bounces,
        sum(bounces_page) as bounces_page, sum(bounces_engagement) as bounces_engagement, sum(session_seconds) as session_seconds,
        sum(conversions) as conversions, row_number() over (partition by dimension order by sum(pageviews) desc, sum(sessions) desc, value) as rank
      from traffic_days
      where client_id = ${sql.clientId} and dimension = any(${every}::text[]) and on_day between ${startsOn} and ${to}
      group by dimension, value
    ) ranked
    group by 1, 2, 3, 4
    on conflict do nothing
  `;
  const days = await sql<(Visits & { sketch: Sketch | null })[]>`
    select visits, consented_visits, sketch from traffic_folds
    where client_id = ${sql.clientId} and span = 'day' and starts_on between ${startsOn} and ${to}
  `;
  const sketch = days.some((day) => day.sketch) ? emptySketch() : undefined;
  for (const day of days) if (day.sketch) mergeInto(sketch!, day.sketch);
  const sum = (of: keyof Visits) => days.reduce((all, day) => all + day[of], 0);
  await sql`
    insert into traffic_folds (client_id, span, starts_on, time_zone, visits, consented_visits, sketch)
    values (${sql.clientId}, 'month', ${startsOn}, ${timeZone}, ${sum('visits')}, ${sum('consentedVisits')}, ${bytes(sketch)})
    on conflict do nothing
  `;
}
