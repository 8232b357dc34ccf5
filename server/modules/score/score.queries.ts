import type { Client } from '../../core/clients.ts';
import type { Day } from '../../core/dates.ts';
import type { ClientSql } from '../../core/db.ts';
import type { Components } from './score-formula.ts';
import type { ActionDates, ActiveGoal, Review } from './score-parts.ts';
import type { Weights } from './score.schema.ts';

export interface StoredScore extends Components {
  date: Day;
  version: number;
  coverage: number;
  score: number | null;
  restatedAt: string | null;
  computedAt: string;
}

const columns = (sql: ClientSql) => sql`date, version, engagement, campaigns, conversion, goals, coverage, score, restated_at, computed_at`;

export async function listScores(sql: ClientSql, from: Day, to: Day): Promise<StoredScore[]> {
  return sql<StoredScore[]>`
    select ${columns(sql)} from client_scores
    where client_id = ${sql.clientId} and date between ${from} and ${to}
    order by date
  `;
}

/** The last score up to a day, else the first one after it. */
export async function scoreBefore(sql: ClientSql, day: Day, until: Day): Promise<StoredScore | undefined> {
  const [found] = await sql<StoredScore[]>`
    (
      select ${columns(sql)} from client_scores
      where client_id = ${sql.clientId} and date <= ${day} and score is not null
      order by date desc limit 1
    )
    union all
    (
      select ${columns(sql)} from client_scores
      where client_id = ${sql.clientId} and date > ${day} and date < ${until} and score is not null
      order by date limit 1
    )
    limit 1
  `;
  return found;
}

export async function listWeights(sql: ClientSql): Promise<Weights[]> {
  return sql<Weights[]>`
    select version, engagement, campaigns, conversion, goals, target_roas, from_on
    from score_weights where client_id = ${sql.clientId}
    order by version
  `;
}

export type NewWeights = Omit<Weights, 'fromOn'> & { fromOn: Day };

/** Answers false where that version exists: somebody else was first. */
export async function insertWeights(sql: ClientSql, { version, engagement, campaigns, conversion, goals, targetRoas, fromOn }: NewWeights, caller: string): Promise<boolean> {
  const rows = await sql`
    insert into score_weights (client_id, version, engagement, campaigns, conversion, goals, target_roas, from_on, caller)
    values (${sql.clientId}, ${version}, ${engagement}, ${campaigns}, ${conversion}, ${goals}, ${targetRoas}, ${fromOn}, ${caller})
    on conflict (client_id, version) do nothing
    returning version
  `;
  return rows.length > 0;
}

/** When actions were made and seen to, from a day on. */
export async function listActionDates(sql: ClientSql, { timeZone }: Client, from: Day): Promise<ActionDates[]> {
  return sql<ActionDates[]>`
    select (created_at at time zone ${timeZone})::date as created_on, (decided_at at time zone ${timeZone})::date as decided_on
    from client_actions
    where client_id = ${sql.clientId} and created_at >= ${from}::date::timestamp at time zone ${timeZone}
  `;
}

/** Goals whose period touches a window. */
export async function listGoalsBetween(sql: ClientSql, { timeZone }: Client, from: Day, to: Day): Promise<ActiveGoal[]> {
  return sql<ActiveGoal[]>`
    select id, metric, target, starts_on, ends_on, (created_at at time zone ${timeZone})::date as created_on
    from client_goals
    where client_id = ${sql.clientId} and starts_on <= ${to} and ends_on >= ${from}
  `;
}

/** Days on which somebody chose to look into a goal, or changed it. */
export async function listReviews(sql: ClientSql, { timeZone }: Client, from: Day): Promise<Review[]> {
  return sql<Review[]>`
    select distinct subject as goal_id, (at at time zone ${timeZone})::date as on
    from product_events
    where client_id = ${sql.clientId} and widget = 'goals' and name in ('review', 'create', 'update') and subject is not null
      and at >= ${from}::date::timestamp at time zone ${timeZone}
  `;
}

/** The first day whose figures were stored after the scores of a window were computed; null where none was. */
export async function firstRestated(sql: ClientSql, { timeZone }: Client, since: string): Promise<Day | null> {
  const [row] = await sql<{ first: Day | null }[]>`
    select least(
      (select min(date) from client_metrics where client_id = ${sql.clientId} and updated_at > ${since}),
      (select (min(hour) at time zone ${timeZone})::date from client_metric_hours where client_id = ${sql.clientId} and updated_at > ${since})
    ) as first
  `;
  return row!.first;
}

export async function firstFigure(sql: ClientSql, { timeZone }: Client): Promise<Day | null> {
  const [row] = await sql<{ first: Day | null }[]>`
    select least(
      (select min(date) from client_metrics where client_id = ${sql.clientId}),
      (select (min(hour) at time zone ${timeZone})::date from client_metric_hours where client_id = ${sql.clientId})
    ) as first
  `;
  return row!.first;
}

export async function lastScored(sql: ClientSql): Promise<{ date: Day; computedAt: string } | undefined> {
  const [row] = await sql<{ date: Day | null; computedAt: string | null }[]>`
    select max(date) as date, max(computed_at) as computed_at from client_scores where client_id = ${sql.clientId}
  `;
  return row?.date && row.computedAt ? { date: row.date, computedAt: row.computedAt } : undefined;
}

export interface NewScore extends Components {
  date: Day;
  version: number;
  coverage: number;
  score: number | null;
}

/** Keeps the scores of days; one that was there and differs is marked as restated. Answers the days that are new or differ. */
export async function keepScores(sql: ClientSql, days: readonly NewScore[], now: Date): Promise<Day[]> {
  const rows = await sql<{ date: Day }[]>`
    insert into client_scores as kept (client_id, date, version, engagement, campaigns, conversion, goals, coverage, score, computed_at)
    select ${sql.clientId}::uuid, date, version, engagement, campaigns, conversion, goals, coverage, score, ${now}::timestamptz
    from jsonb_populate_recordset(null::client_scores, ${sql.json(days as never)})
    on conflict (client_id, date) do update
    set engagement = excluded.engagement, campaigns = excluded.campaigns, conversion = excluded.conversion, goals = excluded.goals,
      coverage = excluded.coverage, score = excluded.score, computed_at = excluded.computed_at, restated_at = excluded.computed_at
    where abs(coalesce(kept.score, -1) - coalesce(excluded.score, -1)) > 1e-6
    returning date
  `;
  return rows.map(({ date }) => date);
}
