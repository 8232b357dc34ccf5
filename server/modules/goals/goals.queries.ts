import type { ClientSql } from '../../core/db.ts';
import type { Projection } from '../../core/metrics/metrics.schema.ts';
import type { GoalStatus, StoredGoal } from './goals.schema.ts';

const columns = (sql: ClientSql) => sql`id, metric, target, period, starts_on, ends_on, version`;

/** Goals whose period touches a window. `only` are the ids a token was narrowed to. */
export async function listGoals(sql: ClientSql, from: string, to: string, only: readonly string[] | undefined): Promise<StoredGoal[]> {
  return sql<StoredGoal[]>`
    select ${columns(sql)}
    from client_goals
    where client_id = ${sql.clientId}
      and starts_on <= ${to} and ends_on >= ${from}
      ${only ? sql`and id = any(${[...only]}::uuid[])` : sql``}
    order by ends_on, created_at, id
  `;
}

export async function findGoal(sql: ClientSql, id: string): Promise<StoredGoal | undefined> {
  const [goal] = await sql<StoredGoal[]>`
    select ${columns(sql)} from client_goals where client_id = ${sql.clientId} and id = ${id}
  `;
  return goal;
}

export type NewGoal = Pick<StoredGoal, 'metric' | 'target' | 'period' | 'startsOn' | 'endsOn'>;

/** Answers `undefined` when a goal for this metric already covers one of these days. */
export async function insertGoal(sql: ClientSql, goal: NewGoal, now: Date): Promise<StoredGoal | undefined> {
  const row = { clientId: sql.clientId, metric: goal.metric, target: goal.target, period: goal.period, startsOn: goal.startsOn, endsOn: goal.endsOn, createdAt: now };
  const [created] = await sql<StoredGoal[]>`
    insert into client_goals ${sql(row, 'clientId', 'metric', 'target', 'period', 'startsOn', 'endsOn', 'createdAt')}
    on conflict do nothing
    returning ${columns(sql)}
  `;
  return created;
}

export type ChangedGoal = Omit<StoredGoal, 'metric'>;

/** Answers `undefined` when the goal is no longer at this version. */
export async function updateGoal(sql: ClientSql, goal: ChangedGoal, now: Date): Promise<StoredGoal | undefined> {
  const [updated] = await sql<StoredGoal[]>`
    update client_goals
    set target = ${goal.target}, period = ${goal.period}, starts_on = ${goal.startsOn}, ends_on = ${goal.endsOn},
      version = version + 1, updated_at = ${now}
    where client_id = ${sql.clientId} and id = ${goal.id} and version = ${goal.version}
    returning ${columns(sql)}
  `;
  return updated;
}

/** Answers whether the goal was there, at this version. */
export async function deleteGoal(sql: ClientSql, id: string, version: number): Promise<boolean> {
  const rows = await sql`
    delete from client_goals
    where client_id = ${sql.clientId} and id = ${id} and version = ${version}
    returning id
  `;
  return rows.length > 0;
}

export interface RecordedProgress {
  date: string;
  low: number | null;
  high: number | null;
}

export async function listProgress(sql: ClientSql, goalId: string): Promise<RecordedProgress[]> {
  return sql<RecordedProgress[]>`
    select date, low, high
    from goal_progress
    where client_id = ${sql.clientId} and goal_id = ${goalId}
    order by date
  `;
}

export interface Progress {
  goalId: string;
  date: string;
  total: number | null;
  projection: Projection | null;
  status: GoalStatus;
}

/** Keeps what was known at the end of a day; a day that was kept stays as it was. */
export async function insertProgress(sql: ClientSql, { goalId, date, total, projection, status }: Progress): Promise<void> {
  await sql`
    insert into goal_progress (client_id, goal_id, date, total, low, expected, high, status)
    values (
      ${sql.clientId}, ${goalId}, ${date}, ${total},
      ${projection?.low ?? null}, ${projection?.expected ?? null}, ${projection?.high ?? null}, ${status}
    )
    on conflict (client_id, goal_id, date) do nothing
  `;
}

/** Whether somebody has looked into a goal on a day. */
export async function wasReviewed(sql: ClientSql, id: string, timeZone: string, day: string): Promise<boolean> {
  const rows = await sql`
    select from product_events
    where client_id = ${sql.clientId} and widget = 'goals' and name = 'review' and subject = ${id}
      and at >= ${day}::date::timestamp at time zone ${timeZone}
    limit 1
  `;
  return rows.length > 0;
}
