import type { ClientJob } from '../../core/jobs.ts';
import { foldTraffic } from './fold.queries.ts';

/** From three in the morning: visits that were open at midnight have ended, and their day changes no more. */
export const trafficJobs: ClientJob[] = [{ name: 'traffic.fold', dailyFrom: 3, run: (sql, client, { today }) => foldTraffic(sql, client, today) }];
