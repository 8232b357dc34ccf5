import type { Problem } from './ga4.schema.ts';

const LONGEST = 300;

/** Google did not answer what was asked for. Its message is Google's own words, and holds neither token nor key. */
export class Ga4Error extends Error {
  readonly problem: Problem;
  /** Seconds until it is worth asking again, where Google said so. */
  readonly retryAfter: number | undefined;
  /** HTTP; none where there was no answer, or a wrong one. */
  readonly status: number | undefined;

  constructor(problem: Problem, message: string, options: { cause?: unknown; retryAfter?: number | undefined; status?: number } = {}) {
    super(message.slice(0, LONGEST), { cause: options.cause });
    this.name = 'Ga4Error';
    this.problem = problem;
    this.retryAfter = options.retryAfter;
    this.status = options.status;
  }
}
