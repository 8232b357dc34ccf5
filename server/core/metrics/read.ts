import type { Client } from '../clients.ts';
import type { Day } from '../dates.ts';
import type { ClientSql } from '../db.ts';
import { sources, type CountId, type Source } from './counts.ts';
import { countsOf, type MetricId } from './definitions.ts';
import { figuresOf, type DayFigure, type DayRow, type Trust } from './figures.ts';
import type { Window } from './windows.ts';

const camel = (name: string) => name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());

/** Reads metrics of one client, in days of its time zone. Every module that shows a figure reads it here. */
export async function readMetrics(
  sql: ClientSql,
  client: Pick<Client, 'timeZone'>,
  metrics: readonly MetricId[],
  window: Window,
): Promise<Map<MetricId, DayFigure[]>> {
  const [rows, trust] = await Promise.all([readRows(sql, client, metrics, window), readTrust(sql)]);
  return new Map(metrics.map((metric) => [metric, figuresOf(metric, rows, trust)]));
}

/** {@link readMetrics} for one. */
export async function readMetric(sql: ClientSql, client: Pick<Client, 'timeZone'>, metric: MetricId, window: Window): Promise<DayFigure[]> {
  return (await readMetrics(sql, client, [metric], window)).get(metric)!;
}

type StoredRow = Record<string, number | null> & {
  date: Day;
  source: Source;
  importId: string | null;
  updatedAt: string;
  revised: CountId[] | null;
};

/** What each source counted on each day of a window, of the counts that some metrics are made of. For who shows sources beside each other. */
export async function readRows(sql: ClientSql, { timeZone }: Pick<Client, 'timeZone'>, metrics: readonly MetricId[], { from, to }: Window): Promise<DayRow[]> {
  const needed = [...new Set(metrics.flatMap(countsOf))].sort();
  const columns = needed.map((id) => sql`, ${sql(id)}`);
  const sums = needed.map((id) => sql`, ${id === 'bounces' ? chosenBounces(sql) : sql`sum(${sql(id)})`}::numeric as ${sql(id)}`);
  const folded = sql`client_metric_days folded where folded.client_id = ${sql.clientId} and folded.time_zone = ${timeZone}`;
  const rows = await sql<StoredRow[]>`
    with loose as materialized (
      select day::date as on_day from generate_series(${from}::date::timestamp, ${to}::date::timestamp, interval '1 day') day
      where day::date not in (select folded.on_day from ${folded} and folded.on_day between ${from}::date and ${to}::date)
    )
    select
      day.date, day.source, day.import_id, day.updated_at ${columns},
      (
        select array_agg(distinct revision.field)
        from client_metric_revisions revision
        where revision.client_id = ${sql.clientId} and revision.date = day.date and revision.source = day.source
          and revision.former is not null
      ) as revised
    from client_metrics day
    where day.client_id = ${sql.clientId} and day.date between ${from}::date and ${to}::date
    union all
    select on_day, 'collector', null::uuid, max(updated_at) ${sums}, null::text[]
    from ${folded} and folded.on_day between ${from}::date and ${to}::date and updated_at is not null
    group by 1
    union all
    select (hour at time zone ${timeZone})::date, 'collector', null::uuid, max(updated_at) ${sums}, null::text[]
    from client_metric_hours
    where client_id = ${sql.clientId}
      and hour >= (select min(on_day) from loose)::timestamp at time zone ${timeZone}
      and hour < (select max(on_day) + 1 from loose)::timestamp at time zone ${timeZone}
      and (hour at time zone ${timeZone})::date in (select on_day from loose)
    group by 1
  `;
  return rows.map((row) => ({
    ...(Object.fromEntries(needed.map((id) => [id, row[camel(id)]])) as Record<CountId, number | null>),
    date: row.date,
    source: row.source,
    importId: row.importId,
    updatedAt: row.updatedAt,
    revised: row.revised,
  }));
}

/** The sum of the bounces as the client defines them: they are counted by every definition, so another choice holds for the past as well. */
export const chosenBounces = (sql: ClientSql) => sql`
  case coalesce((select bounce from traffic_settings where client_id = ${sql.clientId}), 'event')
    when 'page' then sum(bounces_page) when 'engagement' then sum(bounces_engagement) else sum(bounces)
  end
`;

const trusts = new WeakMap<ClientSql, Promise<Trust>>();

/** Which sources the client trusts for a metric. Asked once a transaction: the figures of a page are read in one, and go by the same settings. */
export function readTrust(sql: ClientSql): Promise<Trust> {
  const known = trusts.get(sql);
  if (known) return known;
  const asked = sql<{ metric: string; sources: Source[] }[]>`
    select metric, sources from metric_sources where client_id = ${sql.clientId}
  `.then((settings): Trust => {
    const chosen = new Map(settings.map(({ metric, sources: order }) => [metric, order]));
    return (metric) => chosen.get(metric) ?? sources;
  });
  trusts.set(sql, asked);
  return asked;
}
