import type { Sql } from '../core/db.ts';
import type { Job } from '../core/jobs.ts';
import { horizonOf, readRetention } from '../privacy/retention.ts';
import { prepareDaysAhead } from './collect.queries.ts';
import { forgetSalts } from './visitors.ts';

/** Drops whole days of hits that are no longer kept, of every client. */
export async function dropDays(sql: Sql, now: Date): Promise<void> {
  const kept = (await readRetention(sql)).find(({ kept: { table } }) => table === 'realtime_events');
  if (typeof kept?.days === 'number') await sql`select arco.drop_days(${horizonOf(kept.days, now)})`;
}

/** Days are made ahead and dropped, and salts forgotten, whether or not anybody visits. */
export const collectJobs: Job[] = [
  { name: 'collect.prepare-days', everyMinutes: 30, run: prepareDaysAhead },
  { name: 'collect.drop-days', everyMinutes: 30, run: dropDays },
  { name: 'collect.forget-salts', everyMinutes: 30, run: forgetSalts },
];
