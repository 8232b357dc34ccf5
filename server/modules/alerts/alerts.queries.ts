import type { Day } from '../../core/dates.ts';
import type { ClientSql } from '../../core/db.ts';
import type { Direction, Episode } from '../../core/metrics/anomaly/episodes.ts';
import type { MetricId } from '../../core/metrics/definitions.ts';
import type { Alert, AlertEvidence, ListAlerts } from './alerts.schema.ts';

/** Only one process at a time checks a client. */
export async function queueChecks(sql: ClientSql): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext(${`arco.alerts.${sql.clientId}`}))`;
}

export interface LastEpisode extends Episode {
  id: string;
  metric: MetricId;
}

/** The last alert of each metric. */
export async function listLast(sql: ClientSql, subject: string): Promise<LastEpisode[]> {
  return sql<LastEpisode[]>`
    select distinct on (metric) id, metric, direction, opened_on, closed_on
    from alerts
    where client_id = ${sql.clientId} and subject = ${subject}
    order by metric, (closed_at is null) desc, closed_on desc, id desc
  `;
}

export interface NewAlert {
  metric: MetricId;
  subject: string;
  direction: Direction;
  on: Day;
  evidence: AlertEvidence;
}

/** Answers the alert's id, or null where one is open. */
export async function insertAlert(sql: ClientSql, { metric, subject, direction, on, evidence }: NewAlert, now: Date): Promise<string | null> {
  const [row] = await sql<{ id: string }[]>`
    insert into alerts (client_id, metric, subject, direction, opened_at, opened_on, last_seen, evidence)
    values (${sql.clientId}, ${metric}, ${subject}, ${direction}, ${now}, ${on}, ${on}, ${sql.json(evidence)})
    on conflict (client_id, metric, subject) where closed_at is null do nothing
    returning id
  `;
  return row?.id ?? null;
}

export async function seeAlert(sql: ClientSql, id: string, day: Day): Promise<void> {
  await sql`update alerts set last_seen = ${day} where client_id = ${sql.clientId} and id = ${id} and last_seen < ${day}`;
}

export async function closeAlert(sql: ClientSql, id: string, day: Day, now: Date): Promise<void> {
  await sql`update alerts set closed_at = ${now}, closed_on = ${day} where client_id = ${sql.clientId} and id = ${id} and closed_at is null`;
}

export type StoredAlert = Omit<Alert, 'metric'> & { metric: MetricId };

const MOST = 200;

export async function listAlerts(sql: ClientSql, { state, from, to }: ListAlerts): Promise<StoredAlert[]> {
  return sql<StoredAlert[]>`
    select id, metric, subject, direction, opened_at, opened_on, last_seen, closed_at, closed_on, evidence, recommendation_id
    from alerts
    where client_id = ${sql.clientId}
      and (${state ?? null}::text is null or (closed_at is null) = (${state ?? null}::text = 'open'))
      and (${to ?? null}::date is null or opened_on <= ${to ?? null}::date)
      and (${from ?? null}::date is null or closed_on is null or closed_on >= ${from ?? null}::date)
    order by opened_on desc, opened_at desc, id desc
    limit ${MOST}
  `;
}
