import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { createHash } from 'node:crypto';
import type { Services } from '../app.ts';
import { AppError, type Reason } from '../core/errors.ts';
import { addressHeader, type Auth } from './auth.ts';
import { refuseOthers } from './first-party.ts';
import { countConfirmation, countSignIn, passwordBucket } from './limits.ts';
import type { SecurityLog } from './security-log.ts';

const MAX_BODY = 32 * 1024;

const reasons: Record<number, Reason> = { 400: 'invalid_input', 401: 'signed_out', 403: 'forbidden', 404: 'not_found', 405: 'not_found', 409: 'conflict', 413: 'too_large', 415: 'invalid_input', 422: 'invalid_input', 429: 'rate_limited' };
const sent = { status: true, message: 'If this email exists in our system, check your email' };
const passwordPaths = ['/confirm', '/change-password', '/two-factor/enable', '/two-factor/disable', '/two-factor/generate-backup-codes', '/two-factor/verify-totp', '/two-factor/verify-backup-code'];

export interface SignIn {
  /** Made on the first request, when a test's port is known. */
  auth(): Auth;
  security: SecurityLog;
}

/** Everything under `/api/auth/`, answered by better-auth in our own shape. */
export async function authRoutes(app: FastifyInstance, { rates, options }: Services, { auth, security }: SignIn): Promise<void> {
  app.route({
    method: ['GET', 'POST'],
    url: '/api/auth/*',
    bodyLimit: MAX_BODY,
    handler: async (request, reply) => {
      refuseOthers(request, options.publicUrl());
      const path = `/${(request.params as { '*': string })['*']}`;
      const body = objectOf(request.body);
      const { ip } = request;
      const email = body['email'];
      const counted = await countSignIn(rates, path, ip, email).catch(async (error: unknown) => {
        await security.record({ person: null, action: 'sign-in.throttled', address: ip, device: request.headers['user-agent'], requestId: request.id });
        throw error;
      });
      if (counted === 'silent') return reply.send(sent);
      if (passwordPaths.includes(path)) await countConfirmation(rates, createHash('sha256').update(request.headers.cookie ?? ip).digest('base64url'));

      const response = await auth().handler(toRequest(request, body, options.publicUrl()));
      if (path === '/sign-in/email' && typeof email === 'string') {
        if (response.status === 200) await rates.forgive(passwordBucket(email));
        else await security.record({ person: null, action: 'sign-in.refused', address: ip, device: request.headers['user-agent'], requestId: request.id });
      }
      return answer(reply, response, request.id);
    },
  });
}

function objectOf(body: unknown): Record<string, unknown> {
  if (body === undefined || body === null) return {};
  if (typeof body === 'object' && !Array.isArray(body)) return body as Record<string, unknown>;
  throw new AppError('invalid_input', 'The body is not a JSON object');
}

/** The request as better-auth reads it: at our own address, whatever host it named, and from the address that we trust. */
function toRequest(request: FastifyRequest, body: object, publicUrl: string): Request {
  const headers = new Headers({ origin: publicUrl, [addressHeader]: request.ip });
  for (const name of ['cookie', 'user-agent', 'accept-language']) {
    const value = request.headers[name];
    if (typeof value === 'string') headers.set(name, value);
  }
  const { method } = request;
  const url = new URL(request.url, publicUrl);
  if (method !== 'POST') return new Request(url, { method, headers });
  headers.set('content-type', 'application/json');
  return new Request(url, { method, headers, body: JSON.stringify(body) });
}

async function answer(reply: FastifyReply, response: Response, requestId: string): Promise<FastifyReply> {
  for (const cookie of response.headers.getSetCookie()) void reply.header('set-cookie', cookie);
  const text = await response.text();
  // What it has no route for it answers in plain text.
  const json = (/^(?:[[{]|null$)/.test(text) ? JSON.parse(text) : {}) as Record<string, unknown> | null;
  void reply.code(response.status).header('cache-control', 'no-store');
  if (response.status < 400) return reply.send(withoutTokens(json));
  const { code, message, fields } = (json ?? {}) as { code?: string; message?: string; fields?: unknown };
  if (code === 'CONFIRMATION_REQUIRED') return reply.send({ reason: 'confirmation_required', message, requestId, code });
  const reason: Reason = reasons[response.status] ?? 'internal';
  const said = reason === 'internal' ? 'Something failed on our side' : (message ?? 'This cannot be done');
  if (reason === 'rate_limited') void reply.header('retry-after', response.headers.get('x-retry-after') ?? '900');
  return reply.send({ reason, message: said, requestId, ...(code ? { code } : {}), ...(fields ? { fields } : {}) });
}

/** The session's token lives in the cookie, out of the reach of scripts, and nowhere else. */
function withoutTokens(json: Record<string, unknown> | null): Record<string, unknown> | null {
  if (json === null || typeof json !== 'object' || Array.isArray(json)) return json;
  const { token: _, session, ...rest } = json as { token?: unknown; session?: Record<string, unknown> };
  if (typeof session !== 'object' || session === null) return rest;
  const { token: __, ...shown } = session;
  return { ...rest, session: shown };
}
