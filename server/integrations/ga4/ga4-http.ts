import { setTimeout as sleep } from 'node:timers/promises';
import type * as z from 'zod';
import { Ga4Error } from './ga4-error.ts';
import { Failure, type Problem } from './ga4.schema.ts';

export interface Http {
  /** Milliseconds that an answer may take. */
  timeout: number;
  /** How many milliseconds the first repetition waits; each one after it twice as long. */
  pause: number;
}

export const usualHttp: Http = { timeout: 30_000, pause: 1_000 };

/** Google counts the errors of a project and closes it for an hour when there are many, so few are repeated. */
const ATTEMPTS = 3;
const LONGEST_WAIT_SECONDS = 10;

/** Posts, repeats what may pass by itself, and answers what the schema reads. Throws {@link Ga4Error}. */
export async function post<T extends z.ZodType>(url: string, init: { headers: Record<string, string>; body: string }, schema: T, http: Http): Promise<z.output<T>> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await once(url, init, schema, http);
    } catch (error) {
      const failed = error instanceof Ga4Error ? error : new Ga4Error('unreachable', reasonOf(error), { cause: error });
      const passing = failed.problem === 'quota' || failed.problem === 'unreachable';
      const wait = failed.retryAfter === undefined ? pauseOf(http, attempt) : failed.retryAfter * 1000;
      if (!passing || attempt === ATTEMPTS || wait > LONGEST_WAIT_SECONDS * 1000) throw failed;
      await sleep(wait);
    }
  }
}

/** Half of it by chance: clients that were refused together do not come back together. */
const pauseOf = ({ pause }: Http, attempt: number) => pause * 2 ** (attempt - 1) * (0.5 + Math.random() / 2);

async function once<T extends z.ZodType>(url: string, { headers, body }: { headers: Record<string, string>; body: string }, schema: T, { timeout }: Http): Promise<z.output<T>> {
  // A redirect would carry the token to wherever it points.
  const answer = await fetch(url, { method: 'POST', headers, body, redirect: 'error', signal: AbortSignal.timeout(timeout) });
  const text = await answer.text();
  if (!answer.ok) throw failureOf(answer, text);
  const read = schema.safeParse(parse(text));
  if (!read.success) throw new Ga4Error('invalid', 'Google answered what is no answer of this version of its API', { cause: read.error });
  return read.data;
}

function failureOf({ status, headers }: Response, text: string): Ga4Error {
  const { data } = Failure.safeParse(parse(text));
  const named = typeof data?.error === 'string' ? [data.error, data.error_description] : [data?.error.status, data?.error.message];
  const said = named.filter(Boolean).join(': ');
  return new Ga4Error(problemOf(status, named[0]), `${status} ${said}`.trim(), { status, retryAfter: secondsOf(headers.get('retry-after')) });
}

function problemOf(status: number, named: string | undefined): Problem {
  if (status === 429 || named === 'RESOURCE_EXHAUSTED') return 'quota';
  if (status === 401 || status === 403 || named === 'invalid_grant' || named === 'invalid_client' || named === 'unauthorized_client') return 'denied';
  return status >= 500 ? 'unreachable' : 'invalid';
}

/** `Retry-After` is seconds or a date. */
function secondsOf(header: string | null): number | undefined {
  if (!header) return undefined;
  const seconds = /^\d{1,9}$/.test(header) ? Number(header) : (Date.parse(header) - Date.now()) / 1000;
  return Number.isFinite(seconds) ? Math.max(0, Math.ceil(seconds)) : undefined;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Node says "fetch failed", and what failed in the cause. */
function reasonOf(error: unknown): string {
  const { name, cause } = error as Error & { cause?: { code?: string } };
  return name === 'TimeoutError' ? 'Google did not answer in time' : `Google was not reached (${cause?.code ?? name})`;
}
