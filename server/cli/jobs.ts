import * as z from 'zod';
import { AppError } from '../core/errors.ts';
import { listQueue, retryJob } from '../core/queue.ts';
import { command } from './command.ts';
import { table } from './output.ts';

export const jobsList = command({
  name: 'jobs',
  summary: 'Lists the jobs that wait, run or have failed',
  input: z.strictObject({ failed: z.boolean().default(false).describe('only those that are not tried again by themselves') }),
  example: 'arco jobs --failed',
  async run({ failed }, session) {
    const jobs = await listQueue(await session.service(), { failed });
    const rows = jobs.map((job) => [
      String(job.id),
      job.job,
      job.client ?? '–',
      job.failed ? 'failed' : job.running ? 'running' : 'waiting',
      `${job.attempts} of ${job.maxAttempts}`,
      job.runAt,
      (job.lastError ?? '').split('\n')[0]!,
    ]);
    return { json: { jobs }, text: table(['id', 'job', 'client', 'state', 'tries', 'runs at', 'last error'], rows) };
  },
});

export const jobsRetry = command({
  name: 'jobs retry',
  summary: 'Runs a job that has failed again, now',
  positionals: ['id'],
  input: z.strictObject({ id: z.coerce.number().int().positive().describe('the number of a job, as the list shows it') }),
  example: 'arco jobs retry 512',
  async run({ id }, session) {
    if (!(await retryJob(await session.service(), id))) throw new AppError('not_found', `There is no job ${id}, or it is running. The list: arco jobs --failed`);
    return { json: { id, retried: true }, text: `Job ${id} runs again now` };
  },
});
