import type { Client } from '../../core/clients.ts';
import type { Day } from '../../core/dates.ts';
import type { ClientSql } from '../../core/db.ts';
import type { MetricId } from '../../core/metrics/definitions.ts';
import type { Finding, MonthGoal } from './forecast-rules.ts';
import { ForecastRule, type Recommendation } from './forecast.schema.ts';

const rules = ForecastRule.options;

/** Goals for exactly this month. */
export async function listMonthGoals(sql: ClientSql, from: Day, to: Day): Promise<MonthGoal[]> {
  return sql<MonthGoal[]>`
    select id, metric, target from client_goals
    where client_id = ${sql.clientId} and starts_on = ${from} and ends_on = ${to}
    order by id
  `;
}

/** Goals that a rule has spoken of, and must not again: its card is open or put off, or was made or seen to since a day. */
export async function listSpokenOf(sql: ClientSql, { timeZone }: Client, since: Day): Promise<{ rule: string; subject: string }[]> {
  return sql<{ rule: string; subject: string }[]>`
    select distinct recommendation.rule, recommendation.subject
    from recommendations recommendation
    join client_actions action on action.client_id = recommendation.client_id and action.recommendation_id = recommendation.id
    where recommendation.client_id = ${sql.clientId} and recommendation.rule = any(${['goal_at_risk', ...rules]}) and (
      action.state in ('open', 'snoozed')
      or recommendation.created_on >= ${since}
      or (action.decided_at at time zone ${timeZone})::date >= ${since}
    )
  `;
}

const isUnpromoted = (sql: ClientSql) => sql`
  not exists (
    select from client_actions action
    where action.client_id = ${sql.clientId} and action.recommendation_id = recommendation.id
  )
`;

/** Keeps what a rule found; one that nobody has promoted yet is brought up to date. */
export async function keepFinding(sql: ClientSql, { rule, subject, evidence, expectedCents, probability, minutes }: Finding, today: Day, now: Date): Promise<void> {
  const updated = await sql`
    update recommendations recommendation
    set evidence = ${sql.json(evidence)}, expected_cents = ${expectedCents}, probability = ${probability}, minutes = ${minutes}, created_on = ${today}
    where client_id = ${sql.clientId} and rule = ${rule} and subject = ${subject} and ${isUnpromoted(sql)}
    returning id
  `;
  if (updated.length > 0) return;
  await sql`
    insert into recommendations (client_id, rule, subject, evidence, expected_cents, probability, minutes, created_on, created_at)
    values (${sql.clientId}, ${rule}, ${subject}, ${sql.json(evidence)}, ${expectedCents}, ${probability}, ${minutes}, ${today}, ${now})
  `;
}

/** Forgets what no longer holds and nobody made an action of. */
export async function forgetOthers(sql: ClientSql, kept: readonly Finding[]): Promise<void> {
  const holding = kept.map(({ rule, subject }) => `${rule}:${subject}`);
  await sql`
    delete from recommendations recommendation
    where client_id = ${sql.clientId} and rule = any(${[...rules]}) and not rule || ':' || subject = any(${holding}) and ${isUnpromoted(sql)}
  `;
}

export type StoredRecommendation = Omit<Recommendation, 'metric'> & { subject: string };

/** What is recommended and nobody has made an action of, the most worthwhile first. */
export async function listRecommendations(sql: ClientSql, from: Day): Promise<StoredRecommendation[]> {
  return sql<StoredRecommendation[]>`
    select id, rule, subject, evidence, expected_cents, probability
    from recommendations recommendation
    where client_id = ${sql.clientId} and rule = any(${[...rules]}) and created_on >= ${from} and ${isUnpromoted(sql)}
    order by expected_cents * probability / minutes desc nulls last, id
  `;
}

/** Makes an action of a recommendation. Answers undefined where it is not there, or has been promoted already. */
export async function promote(sql: ClientSql, id: string, now: Date): Promise<{ id: string; rule: ForecastRule; metric: MetricId } | undefined> {
  const [action] = await sql<{ id: string; rule: ForecastRule; metric: MetricId }[]>`
    with made as (
      insert into client_actions (client_id, recommendation_id, kind, code, expected_cents, probability, minutes, created_at)
      select client_id, id, 'insight', rule, expected_cents, probability, minutes, ${now}
      from recommendations
      where client_id = ${sql.clientId} and id = ${id} and rule = any(${[...rules]})
      on conflict (client_id, recommendation_id) do nothing
      returning client_id, id, recommendation_id
    )
    select made.id, recommendation.rule, recommendation.evidence ->> 'metric' as metric
    from made
    join recommendations recommendation on recommendation.client_id = made.client_id and recommendation.id = made.recommendation_id
  `;
  return action;
}
