import type { Client } from '../../core/clients.ts';
import { addDays, type Day } from '../../core/dates.ts';
import type { ClientSql } from '../../core/db.ts';
import type { ClientJob } from '../../core/jobs.ts';
import { readPredictedEnds } from '../../core/metrics/predicted.ts';
import { notify } from '../../core/outbox.ts';
import { readFigures } from './goal-figures.ts';
import { assess } from './goal-status.ts';
import { insertProgress, listGoals } from './goals.queries.ts';

/**
 * Keeps what was known of each running goal on the evening before `today`, and gives notice of those that were reached.
 * Running it again changes nothing.
 */
export async function recordGoalProgress(sql: ClientSql, client: Client, today: Day): Promise<void> {
  const date = addDays(today, -1);
  const running = await listGoals(sql, date, date, undefined);
  if (running.length === 0) return;
  const [figures, ends] = await Promise.all([readFigures(sql, client, running, date), readPredictedEnds(sql, today)]);
  for (const stored of running) {
    const goal = assess(stored, figures.get(stored.metric)!, today, ends);
    await insertProgress(sql, { goalId: goal.id, date, total: goal.current, projection: goal.projection, status: goal.status });
    if (goal.status === 'reached') {
      await notify(sql, { kind: 'goals.reached', dedupeKey: `goals.reached:${goal.id}:${goal.version}`, payload: { goal: goal.id, metric: goal.metric, on: goal.reachedOn ?? date } });
    }
  }
}

export const goalsJobs: ClientJob[] = [{ name: 'goals.progress', dailyFrom: 1, run: (sql, client, { today }) => recordGoalProgress(sql, client, today) }];
