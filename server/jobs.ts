import { collectJobs } from './collect/collect.jobs.ts';
import { forgetChanges } from './core/changes.ts';
import type { Job } from './core/jobs.ts';
import { forgetRates } from './core/rate.ts';
import { actionsJobs } from './modules/actions/actions.jobs.ts';
import { benchmarksJobs } from './modules/benchmarks/benchmarks.jobs.ts';
import { goalsJobs } from './modules/goals/goals.jobs.ts';
import { scoreJobs } from './modules/score/score.jobs.ts';
import { privacyJobs } from './privacy/retention.jobs.ts';

/** Every job of the product. */
export const jobs: Job[] = [
  { name: 'core.forget-rates', everyMinutes: 5, run: forgetRates },
  { name: 'core.forget-changes', everyMinutes: 30, run: forgetChanges },
  ...actionsJobs,
  ...collectJobs,
  ...benchmarksJobs,
  ...goalsJobs,
  ...privacyJobs,
  ...scoreJobs,
];
