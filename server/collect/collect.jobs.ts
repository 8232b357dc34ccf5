import type { Job } from '../core/jobs.ts';
import { prepareDaysAhead } from './collect.queries.ts';
import { forgetSalts } from './visitors.ts';

/** Days are made ahead, and salts forgotten, whether or not anybody visits. */
export const collectJobs: Job[] = [
  { name: 'collect.prepare-days', everyMinutes: 30, run: prepareDaysAhead },
  { name: 'collect.forget-salts', everyMinutes: 30, run: forgetSalts },
];
