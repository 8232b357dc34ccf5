import { announce } from '../../core/changes.ts';
import type { Client } from '../../core/clients.ts';
import { addDays, eachDay, type Day } from '../../core/dates.ts';
import type { ClientSql } from '../../core/db.ts';
import type { ClientJob } from '../../core/jobs.ts';
import { readInputs, scoreDay } from './score-days.ts';
import { firstFigure, firstRestated, keepScores, lastScored } from './score.queries.ts';

/**
 * Keeps the score of every day that is over and has none yet; where figures came late, those of the days since they are
 * of are computed again, and marked. Running it again changes nothing.
 */
export async function recordScores(sql: ClientSql, client: Client, today: Day, now: Date): Promise<void> {
  const yesterday = addDays(today, -1);
  const last = await lastScored(sql);
  const restated = last ? await firstRestated(sql, client, last.computedAt) : null;
  const next = last ? addDays(last.date, 1) : await firstFigure(sql, client);
  const from = [next, restated].filter((day) => day !== null).sort()[0];
  if (from === undefined || from > yesterday) return;
  const inputs = await readInputs(sql, client, from, yesterday);
  const changed = await keepScores(sql, eachDay(from, yesterday).map((day) => scoreDay(inputs, day)), now);
  if (changed.length > 0) await announce(sql, 'score');
}

export const scoreJobs: ClientJob[] = [
  { name: 'score.record', dailyFrom: 2, run: (sql, client, { today, now }) => recordScores(sql, client, today, now) },
];
