import type { Client } from '../../core/clients.ts';
import type { ClientSql } from '../../core/db.ts';
import type { Window } from '../../core/metrics/windows.ts';
import type { Annotation, NewAnnotation, Traffic, TrafficMetric, TrafficSettings } from './traffic.schema.ts';

/** What people wrote down, and alerts of a metric on the day that each was first seen. */
export async function listAnnotations(sql: ClientSql, { from, to }: Window, metric: TrafficMetric): Promise<Annotation[]> {
  const [written, alerts] = await Promise.all([
    sql<Annotation[]>`
      select id, on_day as "on", kind, text, null as metric from annotations
      where client_id = ${sql.clientId} and on_day between ${from} and ${to}
      order by on_day, created_at, id
    `,
    sql<Annotation[]>`
      select id, opened_on as "on", 'alert' as kind, null as text, metric from alerts
      where client_id = ${sql.clientId} and opened_on between ${from} and ${to} and subject = 'client' and metric = ${metric}
      order by opened_on, id
    `,
  ]);
  return [...written, ...alerts];
}

export async function insertAnnotation(sql: ClientSql, { on, kind, text }: NewAnnotation, caller: string, now: Date): Promise<Annotation> {
  const [made] = await sql<Annotation[]>`
    insert into annotations (client_id, on_day, kind, text, caller, created_at)
    values (${sql.clientId}, ${on}, ${kind}, ${text}, ${caller}, ${now})
    returning id, on_day as "on", kind, text, null as metric
  `;
  return made!;
}

/** Answers what it was; `undefined` where there is none. */
export async function deleteAnnotation(sql: ClientSql, id: string): Promise<Annotation | undefined> {
  const [gone] = await sql<Annotation[]>`
    delete from annotations where client_id = ${sql.clientId} and id = ${id}
    returning id, on_day as "on", kind, text, null as metric
  `;
  return gone;
}

export const standardSettings: TrafficSettings = { bounce: 'event', ownNetworks: [], honourDoNotTrack: true };

export async function readSettings(sql: ClientSql): Promise<TrafficSettings> {
  const [settings] = await sql<TrafficSettings[]>`
    select bounce, own_networks::text[] as own_networks, honour_do_not_track from traffic_settings where client_id = ${sql.clientId}
  `;
  return settings ?? standardSettings;
}

export async function saveSettings(sql: ClientSql, { bounce, ownNetworks, honourDoNotTrack }: TrafficSettings, now: Date): Promise<TrafficSettings> {
  // Through inet: a cidr takes no address with bits to the right of its mask, and people write one of their own machines.
  const networks = sql`array(select network(address::inet) from unnest(${[...ownNetworks]}::text[]) address)`;
  const [saved] = await sql<TrafficSettings[]>`
    insert into traffic_settings (client_id, bounce, own_networks, honour_do_not_track, updated_at)
    values (${sql.clientId}, ${bounce}, ${networks}, ${honourDoNotTrack}, ${now})
    on conflict (client_id) do update
    set bounce = excluded.bounce, own_networks = excluded.own_networks, honour_do_not_track = excluded.honour_do_not_track, updated_at = excluded.updated_at
    returning bounce, own_networks::text[] as own_networks, honour_do_not_track
  `;
  return saved!;
}

/** Hits of a window that were counted apart. */
export async function countExcluded(sql: ClientSql, { timeZone }: Pick<Client, 'timeZone'>, { from, to }: Window): Promise<Traffic['excluded']> {
  const [counted] = await sql<Traffic['excluded'][]>`
    select coalesce(sum(bots), 0)::int as bots, coalesce(sum(own), 0)::int as own
    from excluded_hours
    where client_id = ${sql.clientId}
      and hour >= ${from}::date::timestamp at time zone ${timeZone}
      and hour < (${to}::date + 1)::timestamp at time zone ${timeZone}
  `;
  return counted!;
}

