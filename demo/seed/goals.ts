import type { Client } from '../../server/core/clients.ts';
import { addDays, addMonths, dayIn, eachDay, periodOf, type Day } from '../../server/core/dates.ts';
import type { ClientSql } from '../../server/core/db.ts';
import type { DayFigure } from '../../server/core/metrics/figures.ts';
import { within } from '../../server/core/metrics/figures.ts';
import { readPredictedEnds, type PredictedEnd } from '../../server/core/metrics/predicted.ts';
import { readMetrics } from '../../server/core/metrics/read.ts';
import { predictMonth } from '../../server/modules/forecast/forecast.jobs.ts';
import { assess } from '../../server/modules/goals/goal-status.ts';
import { listGoals, type Progress } from '../../server/modules/goals/goals.queries.ts';
import type { StoredGoal } from '../../server/modules/goals/goals.schema.ts';
import { HISTORY_DAYS } from '../../server/core/metrics/projection.ts';
import type { Filled } from './history.ts';
import { plans, shownTarget, usualTarget, type Plan } from './targets.ts';

type Figures = ReadonlyMap<string, readonly DayFigure[]>;

/** Writes the goals of the months that began in the days filled, and how every goal stood on each of their evenings. */
export async function fillGoals(sql: ClientSql, client: Client, { from, to, whole }: Filled, now: Date): Promise<void> {
  const planned = plans[client.slug]!;
  const metrics = planned.map(({ metric }) => metric);
  const figures = await readMetrics(sql, client, metrics, { from: addDays(from, -HISTORY_DAYS - 31), to });
  const today = dayIn(client.timeZone, now);
  await predictMonth(sql, client, today, now);
  const ends = await readPredictedEnds(sql, today);
  const wanted = monthsAfter(from, to).flatMap((month) => planned.map((plan) => planGoal(client, plan, month, { figures, ends, today, first: whole })));
  await insertGoals(sql, wanted.filter((goal) => goal !== null));
  const yesterday = addDays(today, -1);
  const known = await listGoals(sql, from, yesterday, undefined);
  await insertProgress(sql, known.flatMap((goal) => evenings(goal, figures, ends, from, yesterday)), now);
}

/** First days of the whole months past a day, until the one that another lies in. */
function monthsAfter(from: Day, to: Day): Day[] {
  const months: Day[] = [];
  for (let month = addMonths(periodOf('month', from).from, 1); month <= to; month = addMonths(month, 1)) months.push(month);
  return months;
}

type WantedGoal = Omit<StoredGoal, 'id' | 'version'>;

interface Known {
  figures: Figures;
  ends: readonly PredictedEnd[];
  today: Day;
  /** Whether the demo is filled for the first time. */
  first: boolean;
}

function planGoal({ slug }: Client, { metric, shown }: Plan, month: Day, { figures, ends, today, first }: Known): WantedGoal | null {
  const { from: startsOn, to: endsOn } = periodOf('month', month);
  const goal: WantedGoal = { metric, period: 'month', startsOn, endsOn, target: 1 };
  const outlook = assess({ ...goal, id: '', version: 1 }, figures.get(metric)!, today, ends);
  const isShown = first && endsOn >= today;
  const target = (isShown ? shownTarget(outlook, shown) : null) ?? usualTarget(outlook, `${slug} ${metric}`, month);
  return target === null ? null : { ...goal, target };
}

async function insertGoals(sql: ClientSql, goals: readonly WantedGoal[]): Promise<void> {
  // In the order of the plan, which is that of the card.
  const rows = goals.map(({ startsOn, endsOn, ...goal }, index) => ({
    ...goal,
    starts_on: startsOn,
    ends_on: endsOn,
    created_at: new Date(Date.parse(`${startsOn}T12:00:00Z`) + index * 1_000).toISOString(),
  }));
  await sql`
    insert into client_goals (client_id, metric, target, period, starts_on, ends_on, created_at, updated_at)
    select ${sql.clientId}::uuid, metric, target, period, starts_on, ends_on, created_at, created_at
    from jsonb_populate_recordset(null::client_goals, ${sql.json(rows)})
    on conflict do nothing
  `;
}

/** How a goal stood at the end of each of its days, from what was known then. */
function evenings(stored: StoredGoal, figures: Figures, ends: readonly PredictedEnd[], from: Day, to: Day): Progress[] {
  const { id, metric, startsOn, endsOn } = stored;
  const window = within(figures.get(metric)!, addDays(startsOn, -HISTORY_DAYS), endsOn);
  return eachDay(startsOn > from ? startsOn : from, endsOn < to ? endsOn : to).map((date) => {
    // What is predicted is known from the last evening on.
    const { current: total, projection, status } = assess(stored, within(window, window[0]?.date ?? date, date), addDays(date, 1), date === to ? ends : []);
    return { goalId: id, date, total, projection, status };
  });
}

async function insertProgress(sql: ClientSql, evening: readonly Progress[], now: Date): Promise<void> {
  const rows = evening.map(({ goalId, date, total, projection, status }) => ({ goal_id: goalId, date, total, ...projection, status }));
  await sql`
    insert into goal_progress (client_id, goal_id, date, total, low, expected, high, status, recorded_at)
    select ${sql.clientId}::uuid, goal_id, date, total, low, expected, high, status, ${now}::timestamptz
    from jsonb_populate_recordset(null::goal_progress, ${sql.json(rows)})
    on conflict (client_id, goal_id, date) do nothing
  `;
}
