import type { Caller } from '../../core/access.ts';
import type { Day } from '../../core/dates.ts';
import type { ClientSql } from '../../core/db.ts';
import type { Action, ActionState, CreateAction } from './actions.schema.ts';

/** An action as it is stored, with the recommendation behind it. */
export type StoredAction = Omit<Action, 'metric'>;

/** One that was put off until a day comes back on that day. */
const isOpen = (sql: ClientSql, today: Day) => sql`(action.state = 'open' or (action.state = 'snoozed' and action.snoozed_until <= ${today}))`;

const columns = (sql: ClientSql, today: Day) => sql`
  action.id, action.kind, action.code, action.params ->> 'title' as title, action.params ->> 'text' as text,
  recommendation.evidence, action.expected_cents, action.probability, action.minutes,
  case when ${isOpen(sql, today)} then 'open' else action.state end as state,
  action.reason, action.snoozed_until, action.decided_at, action.decided_name as decided_by,
  action.created_at, action.created_name as created_by, recommendation.effect
`;

const source = (sql: ClientSql) => sql`
  client_actions action
  left join recommendations recommendation
    on recommendation.client_id = action.client_id and recommendation.id = action.recommendation_id
`;

const MOST = 100;

/** Those that are open by what they are worth a minute, the others by when they were seen to. */
export async function listActions(sql: ClientSql, state: ActionState, today: Day): Promise<StoredAction[]> {
  const matches = state === 'open' ? isOpen(sql, today) : sql`action.state = ${state} and not ${isOpen(sql, today)}`;
  const order =
    state === 'open'
      ? sql`action.expected_cents * action.probability / action.minutes desc nulls last, action.created_at, action.id`
      : sql`action.decided_at desc, action.id`;
  return sql<StoredAction[]>`
    select ${columns(sql, today)} from ${source(sql)}
    where action.client_id = ${sql.clientId} and ${matches}
    order by ${order}
    limit ${MOST}
  `;
}

export async function findAction(sql: ClientSql, id: string, today: Day): Promise<StoredAction | undefined> {
  const [action] = await sql<StoredAction[]>`
    select ${columns(sql, today)} from ${source(sql)} where action.client_id = ${sql.clientId} and action.id = ${id}
  `;
  return action;
}

export async function countActions(sql: ClientSql, today: Day): Promise<Record<ActionState, number>> {
  const rows = await sql<{ state: ActionState; count: number }[]>`
    select case when ${isOpen(sql, today)} then 'open' else action.state end as state, count(*) as count
    from client_actions action
    where action.client_id = ${sql.clientId}
    group by 1
  `;
  return { open: 0, completed: 0, dismissed: 0, snoozed: 0, ...Object.fromEntries(rows.map(({ state, count }) => [state, count])) };
}

export interface Decision {
  state: ActionState;
  reason?: string;
  until?: Day;
}

/** Names a person for those of the same client; a host's own name for its viewer stands for itself, a bare id for nobody. */
const nameOf = (sql: ClientSql, { kind, id, label }: Caller) =>
  sql`coalesce(arco.name_of(${id}::uuid, ${sql.clientId}), ${kind === 'key' && label !== id ? label : null})`;

/** Answers false where the action is not open, or not there: of several who decide at once, one does. */
export async function decide(sql: ClientSql, id: string, { state, reason, until }: Decision, caller: Caller, today: Day, now: Date): Promise<boolean> {
  const [named] = await sql<{ name: string | null }[]>`select ${nameOf(sql, caller)} as name`;
  const rows = await sql`
    update client_actions action
    set state = ${state}, reason = ${reason ?? null}, snoozed_until = ${until ?? null},
      decided_at = ${now}, decided_kind = ${caller.kind}, decided_by = ${caller.label}, decided_name = ${named!.name}
    where client_id = ${sql.clientId} and id = ${id} and ${isOpen(sql, today)}
    returning id
  `;
  return rows.length > 0;
}

/** Opens an action again; answers false where it is open, or not there. */
export async function reopen(sql: ClientSql, id: string): Promise<boolean> {
  const rows = await sql`
    update client_actions
    set state = 'open', reason = null, snoozed_until = null, decided_at = null, decided_kind = null, decided_by = null, decided_name = null
    where client_id = ${sql.clientId} and id = ${id} and state <> 'open'
    returning id
  `;
  return rows.length > 0;
}

/** Who decided, as the log knows them, to tell whether it was the one who asks. */
export async function deciderOf(sql: ClientSql, id: string): Promise<string | null> {
  const [row] = await sql<{ decidedBy: string | null }[]>`
    select decided_by from client_actions where client_id = ${sql.clientId} and id = ${id}
  `;
  return row?.decidedBy ?? null;
}

export async function insertAction(sql: ClientSql, { kind, title, text, expectedCents, probability, minutes }: CreateAction, caller: Caller, now: Date): Promise<string> {
  const [row] = await sql<{ id: string }[]>`
    insert into client_actions (client_id, kind, code, params, expected_cents, probability, minutes, created_name, created_at)
    values (${sql.clientId}, ${kind}, 'custom', ${sql.json({ title, text })}, ${expectedCents}, ${probability}, ${minutes}, ${nameOf(sql, caller)}, ${now})
    returning id
  `;
  return row!.id;
}
