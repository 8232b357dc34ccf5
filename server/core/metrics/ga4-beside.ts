import type { ClientSql } from '../db.ts';
import type { CountId, Counts } from './counts.ts';
import { countsOf, evaluate, type MetricId } from './definitions.ts';
import type { Window } from './windows.ts';

/** What Google Analytics counted, beside what our collector did. */
export interface Beside {
  /** The metric over the days that both have; null where there are none. */
  value: number | null;
  own: number | null;
  /** (ours − theirs) ÷ theirs. */
  difference: number | null;
  days: number;
  syncedAt: string | null;
  problem: 'quota' | 'denied' | 'unreachable' | 'invalid' | null;
}

type Row = Record<string, number | null>;

const camel = (name: string) => name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());

/**
 * A metric as Google Analytics has it and as our collector has it, over the same days; null where nothing is connected.
 * Days are those of the property's time zone, which our hours are added up in as well, and a bounce is Google's (no
 * engagement). The day on which the collector began is left out, as it is not whole.
 */
export async function beside(sql: ClientSql, metric: MetricId, { from, to }: Window): Promise<Beside | null> {
  const needed = countsOf(metric);
  const [connections, rows] = await Promise.all([
    sql<Pick<Beside, 'syncedAt' | 'problem'>[]>`select synced_at, problem from ga4_connections where client_id = ${sql.clientId}`,
    readBoth(sql, needed, { from, to }),
  ]);
  const [connection] = connections;
  if (!connection) return null;
  const days = rows.filter((row) => needed.every((id) => row[camel(id)] !== null && row[camel(`own_${id}`)] !== null));
  const [value, own] = ['', 'own_'].map((prefix) => (days.length > 0 ? evaluate(metric, sumOf(needed, days, prefix)) : null)) as [number | null, number | null];
  return { value, own, difference: value === null || own === null || value === 0 ? null : (own - value) / value, days: days.length, ...connection };
}

const sumOf = (needed: readonly CountId[], days: readonly Row[], prefix: string): Counts =>
  Object.fromEntries(needed.map((id) => [id, days.reduce((sum, row) => sum + row[camel(prefix + id)]!, 0)]));

/** The days of the window that both have. */
function readBoth(sql: ClientSql, needed: readonly CountId[], { from, to }: Window): PromiseLike<Row[]> {
  const columns = (item: (id: CountId) => unknown) => needed.map((id, index) => sql`${index > 0 ? sql`,` : sql``} ${item(id) as never}`);
  return sql<Row[]>`
    with connection as (
      select time_zone from ga4_connections where client_id = ${sql.clientId}
    ),
    beginning as (
      select min(hour) as hour from client_metric_hours where client_id = ${sql.clientId}
    ),
    own as (
      select
        (hours.hour at time zone connection.time_zone)::date as date,
        ${columns((id) => sql`sum(hours.${sql(id === 'bounces' ? 'bounces_engagement' : id)})::numeric as ${sql(`own_${id}`)}`)}
      from connection
      join client_metric_hours hours on hours.client_id = ${sql.clientId}
        and hours.hour >= ${from}::date::timestamp at time zone connection.time_zone
        and hours.hour < (${to}::date + 1)::timestamp at time zone connection.time_zone
      cross join beginning
      where (hours.hour at time zone connection.time_zone)::date > (beginning.hour at time zone connection.time_zone)::date
      group by 1
    )
    select ${columns((id) => sql`theirs.${sql(id)}, own.${sql(`own_${id}`)}`)}
    from client_metrics theirs
    join own on own.date = theirs.date
    where theirs.client_id = ${sql.clientId} and theirs.source = 'ga4' and theirs.date between ${from}::date and ${to}::date
  `;
}

/** Google's own number of active users over its last 30 minutes, and when that was; null where it is not known. It is never part of our live figures. */
export async function ga4Now(sql: ClientSql): Promise<{ users: number; at: string } | null> {
  const [found] = await sql<{ users: number; at: string }[]>`
    select live_users as users, live_at as at from ga4_connections where client_id = ${sql.clientId} and live_at is not null
  `;
  return found ?? null;
}
