import { Logger as WorkerLogger } from 'graphile-worker';
import type { Logger } from './log.ts';

/** Says nothing: what fails is thrown as well. */
export const quiet = new WorkerLogger(() => () => {});

const levels = { error: 'error', warning: 'warn', info: 'debug', debug: 'trace' } as const;

/** The worker's own messages, in ours. What each job did is logged where it runs. */
export function workerLog(log: Logger): WorkerLogger {
  return new WorkerLogger((scope) => (level, message) => {
    log[levels[level]]({ worker: scope.workerId, job: scope.taskIdentifier }, message);
  });
}
