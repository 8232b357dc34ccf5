import type { Job } from './core/jobs.ts';
import { forgetRates } from './core/rate.ts';
import { goalsJobs } from './modules/goals/goals.jobs.ts';

/** Every job of the product. */
export const jobs: Job[] = [
  { name: 'core.forget-rates', everyMinutes: 5, run: ({ sql, now }) => forgetRates(sql, now) },
  ...goalsJobs,
];
