import type { Client } from '../../core/clients.ts';
import type { Day } from '../../core/dates.ts';
import type { ClientSql } from '../../core/db.ts';
import type { MetricId } from '../../core/metrics/definitions.ts';
import type { SeenAlert } from './alert-stories.ts';
import type { Effect, Rule } from './actions.schema.ts';
import type { Finding, RunningGoal } from './rules.ts';

/** Only one process at a time makes suggestions for a client. */
export async function queueSuggestions(sql: ClientSql): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext(${`arco.suggest.${sql.clientId}`}))`;
}

export async function listRunningGoals(sql: ClientSql, today: Day): Promise<RunningGoal[]> {
  return sql<RunningGoal[]>`
    select id, metric, target, starts_on, ends_on
    from client_goals
    where client_id = ${sql.clientId} and starts_on <= ${today} and ends_on >= ${today}
    order by id
  `;
}

export async function listOpenAlerts(sql: ClientSql): Promise<SeenAlert[]> {
  return sql<SeenAlert[]>`
    select alert.id, alert.metric, alert.direction, alert.evidence, alert.recommendation_id, recommendation.created_on as recommended_on
    from alerts alert
    left join recommendations recommendation
      on recommendation.client_id = alert.client_id and recommendation.id = alert.recommendation_id
    where alert.client_id = ${sql.clientId} and alert.closed_at is null
    order by alert.opened_at, alert.id
  `;
}

/** Says which recommendation tells of an alert. */
export async function linkAlerts(sql: ClientSql, ids: readonly string[], recommendationId: string): Promise<void> {
  await sql`
    update alerts set recommendation_id = ${recommendationId}
    where client_id = ${sql.clientId} and id = any(${ids as string[]}::uuid[]) and recommendation_id is null
  `;
}

/** What rules have spoken of, and must not again: it is open or put off, or it was made or seen to since a day. */
export async function listSpokenOf(sql: ClientSql, { timeZone }: Client, since: Day): Promise<{ rule: Rule; subject: string }[]> {
  return sql<{ rule: Rule; subject: string }[]>`
    select distinct recommendation.rule, recommendation.subject
    from recommendations recommendation
    join client_actions action on action.client_id = recommendation.client_id and action.recommendation_id = recommendation.id
    where recommendation.client_id = ${sql.clientId} and (
      action.state in ('open', 'snoozed')
      or recommendation.created_on >= ${since}
      or (action.decided_at at time zone ${timeZone})::date >= ${since}
    )
  `;
}

/** How often an action of each rule was followed by a better figure, of those that were measured. */
export async function listOutcomes(sql: ClientSql): Promise<{ rule: Rule; measured: number; better: number }[]> {
  return sql<{ rule: Rule; measured: number; better: number }[]>`
    select rule, count(*) as measured, count(*) filter (where (effect ->> 'after')::numeric > (effect ->> 'before')::numeric) as better
    from recommendations
    where client_id = ${sql.clientId} and effect ->> 'after' is not null and effect ->> 'before' is not null
    group by rule
  `;
}

export interface Promoted extends Finding {
  probability: number;
}

/** Keeps what a rule found, and makes a card of it. Answers the card's id. */
export async function promote(sql: ClientSql, { rule, subject, kind, evidence, expectedCents, probability, minutes, alerts = [] }: Promoted, today: Day, now: Date): Promise<string> {
  const [recommendation] = await sql<{ id: string }[]>`
    insert into recommendations (client_id, rule, subject, evidence, expected_cents, probability, minutes, created_on, created_at)
    values (${sql.clientId}, ${rule}, ${subject}, ${sql.json(evidence)}, ${expectedCents}, ${probability}, ${minutes}, ${today}, ${now})
    returning id
  `;
  const [action] = await sql<{ id: string }[]>`
    insert into client_actions (client_id, recommendation_id, kind, code, expected_cents, probability, minutes, created_at)
    values (${sql.clientId}, ${recommendation!.id}, ${kind}, ${rule}, ${expectedCents}, ${probability}, ${minutes}, ${now})
    returning id
  `;
  if (alerts.length > 0) await linkAlerts(sql, alerts, recommendation!.id);
  return action!.id;
}

export interface Unmeasured {
  id: string;
  metric: MetricId;
  completedOn: Day;
}

/** Recommendations whose action was completed until a day, with no effect measured yet. */
export async function listUnmeasured(sql: ClientSql, { timeZone }: Client, until: Day): Promise<Unmeasured[]> {
  return sql<Unmeasured[]>`
    select recommendation.id, recommendation.evidence ->> 'metric' as metric, (action.decided_at at time zone ${timeZone})::date as completed_on
    from recommendations recommendation
    join client_actions action on action.client_id = recommendation.client_id and action.recommendation_id = recommendation.id
    where recommendation.client_id = ${sql.clientId} and recommendation.measured_on is null
      and action.state = 'completed' and (action.decided_at at time zone ${timeZone})::date <= ${until}
    order by recommendation.id
    limit 500
  `;
}

export async function keepEffect(sql: ClientSql, id: string, effect: Effect, today: Day): Promise<void> {
  await sql`
    update recommendations set effect = ${sql.json(effect)}, measured_on = ${today}
    where client_id = ${sql.clientId} and id = ${id} and measured_on is null
  `;
}
