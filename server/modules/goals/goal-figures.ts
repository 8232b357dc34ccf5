import type { Client } from '../../core/clients.ts';
import { addDays, type Day } from '../../core/dates.ts';
import type { ClientSql } from '../../core/db.ts';
import type { MetricId } from '../../core/metrics/definitions.ts';
import type { DayFigure } from '../../core/metrics/figures.ts';
import { readPredictedEnds } from '../../core/metrics/predicted.ts';
import { HISTORY_DAYS } from '../../core/metrics/projection.ts';
import { readMetrics } from '../../core/metrics/read.ts';
import { assess } from './goal-status.ts';
import type { Goal, StoredGoal } from './goals.schema.ts';

/** The metrics of some goals until `last`, from far enough back to project them. */
export async function readFigures(sql: ClientSql, client: Client, stored: readonly StoredGoal[], last: Day): Promise<Map<MetricId, DayFigure[]>> {
  const first = stored.reduce((earliest, { startsOn }) => (startsOn < earliest ? startsOn : earliest), last);
  const end = stored.reduce((latest, { endsOn }) => (endsOn > latest ? endsOn : latest), first);
  const metrics = [...new Set(stored.map(({ metric }) => metric))];
  return readMetrics(sql, client, metrics, { from: addDays(first, -HISTORY_DAYS), to: end < last ? end : last });
}

export async function assessAll(sql: ClientSql, client: Client, stored: readonly StoredGoal[], today: Day): Promise<Goal[]> {
  if (stored.length === 0) return [];
  const [figures, ends] = await Promise.all([readFigures(sql, client, stored, today), readPredictedEnds(sql, today)]);
  return stored.map((goal) => assess(goal, figures.get(goal.metric)!, today, ends));
}

export async function assessOne(sql: ClientSql, client: Client, stored: StoredGoal, today: Day): Promise<Goal> {
  return (await assessAll(sql, client, [stored], today))[0]!;
}
