import { collectJobs } from './collect/collect.jobs.ts';
import { forgetChanges } from './core/changes.ts';
import type { Env } from './core/env.ts';
import type { Job } from './core/jobs.ts';
import { forgetRates } from './core/rate.ts';
import { ga4Jobs } from './integrations/ga4/ga4.jobs.ts';
import { actionsJobs } from './modules/actions/actions.jobs.ts';
import { alertsJobs } from './modules/alerts/alerts.jobs.ts';
import { benchmarksJobs } from './modules/benchmarks/benchmarks.jobs.ts';
import { forecastJobs } from './modules/forecast/forecast.jobs.ts';
import { goalsJobs } from './modules/goals/goals.jobs.ts';
import { scoreJobs } from './modules/score/score.jobs.ts';
import { trafficJobs } from './modules/traffic/traffic.jobs.ts';
import { privacyJobs } from './privacy/retention.jobs.ts';

/** Every job that needs the database alone. */
const jobs: Job[] = [
  { name: 'core.forget-rates', everyMinutes: 5, run: forgetRates },
  { name: 'core.forget-changes', everyMinutes: 30, run: forgetChanges },
  ...actionsJobs,
  ...alertsJobs,
  ...collectJobs,
  ...benchmarksJobs,
  ...forecastJobs,
  ...goalsJobs,
  ...privacyJobs,
  ...scoreJobs,
  ...trafficJobs,
];

/** Every job of the product; those that ask vendors need what credentials are sealed under. */
export const jobsOf = (env: Pick<Env, 'ga4Url' | 'googleTokenUrl'>, secret: string): Job[] => [
  ...jobs,
  ...ga4Jobs({ google: { analyticsUrl: env.ga4Url, tokenUrl: env.googleTokenUrl }, secret }),
];
