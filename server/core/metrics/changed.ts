import { announce } from '../changes.ts';
import type { ClientSql } from '../db.ts';
import { enqueue } from '../jobs.ts';

/** What is computed from metrics: pages that show it ask again, and jobs that keep it run again. */
const topics = ['metrics', 'forecast', 'goals', 'score'];
const jobs = ['score.record', 'actions.suggest', 'forecast.record'];

/** To be called in the transaction that writes figures of a client. */
export async function metricsChanged(sql: ClientSql): Promise<void> {
  await announce(sql, ...topics);
  for (const job of jobs) await enqueue(sql, job);
}
