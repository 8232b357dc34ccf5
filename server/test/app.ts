import type { FastifyInstance } from 'fastify';
import { buildApp, type AppOptions } from '../app.ts';
import { createLog } from '../core/log.ts';
import type { TestDatabase } from './fixtures.ts';

export const publicUrl = 'http://localhost:8787';
export const secret = 'a-secret-of-tests-0123456789-abcdef';

/** The server on a test's database, not listening: ask it with `inject`. Its log is kept to be looked at. */
export async function testApp({ sql, readers }: TestDatabase, options: Partial<AppOptions> = {}): Promise<FastifyInstance & { logged: string[] }> {
  const logged: string[] = [];
  const log = createLog('info', { write: (line) => void logged.push(line) });
  const app = await buildApp({ sql, readers, publicUrl: () => publicUrl, secret, log, ...options });
  return Object.assign(app, { logged });
}

/** A batched GET of queries, as the SDK sends it. */
export function batchUrl(calls: Record<string, unknown>): string {
  const input = Object.fromEntries(Object.values(calls).map((value, index) => [index, value]));
  return `/api/trpc/${Object.keys(calls).join(',')}?batch=1&input=${encodeURIComponent(JSON.stringify(input))}`;
}
