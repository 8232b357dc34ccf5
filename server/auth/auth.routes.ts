import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Services } from '../app.ts';
import { AppError, type Reason } from '../core/errors.ts';
import { addressHeader, type Auth } from './auth.ts';
import { refuseOthers } from './first-party.ts';
import { accountMark, countConfirmation, countSignIn, isFirst, machineOf, passwordBucket } from './limits.ts';
import { authPaths } from './paths.ts';
import type { SecurityLog } from './security-log.ts';
import { signedInBy } from './session.routes.ts';

const MAX_BODY = 32 * 1024;

const reasons: Record<number, Reason> = { 400: 'invalid_input', 401: 'signed_out', 403: 'forbidden', 404: 'not_found', 405: 'not_found', 409: 'conflict', 413: 'too_large', 415: 'invalid_input', 422: 'invalid_input', 429: 'rate_limited' };
const sent = { status: true, message: 'If this email exists in our system, check your email' };

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
      // Counted by the very path that is answered: a URL is read in one way alone.
      const url = new URL(request.url, options.publicUrl());
      const path = url.pathname.slice('/api/auth'.length);
      const known = Object.hasOwn(authPaths, path) ? authPaths[path] : undefined;
      if (known?.method !== request.method) throw new AppError('not_found', `Nothing is served at ${url.pathname}`);
      const body = objectOf(request.body);
      const { ip, id: requestId } = request;
      const email = body['email'];
      const about = { address: ip, device: request.headers['user-agent'], requestId, ...(typeof email === 'string' ? { detail: { account: accountMark(email) } } : {}) };

      const counted = await countSignIn(rates, { path, address: ip, email, signup: options.signIn?.signup }).catch(async (error: unknown) => {
        // A stranger who is refused a thousand times is on record once.
        if (await isFirst(rates, `throttled:${path}:${machineOf(ip)}`)) await security.record({ person: null, action: 'sign-in.throttled', ...about });
        throw error;
      });
      if (counted === 'silent') return reply.send(sent);
      const signed = known.action ? await signedInBy(request, auth()) : undefined;
      // Without a session there is nothing to guess but a second factor, whose tries better-auth counts by challenge and account.
      if (known.guessable && signed) await countConfirmation(rates, signed.user.id);

      const response = await auth().handler(toRequest(request, url, body));
      if (path === '/sign-in/email' && response.status === 200 && typeof email === 'string') await rates.forgive(passwordBucket(email));
      if (known.action && response.status < 500) await security.record({ person: signed?.user.id ?? null, action: response.status < 400 ? known.action : `${known.action}.refused`, ...about });
      // Whether somebody had an account before is told by no detail of the answer.
      if (path === '/sign-up/email' && response.status === 200) return reply.send(sent);
      return answer(reply, response, requestId);
    },
  });
}

function objectOf(body: unknown): Record<string, unknown> {
  if (body === undefined || body === null) return {};
  if (typeof body === 'object' && !Array.isArray(body)) return body as Record<string, unknown>;
  throw new AppError('invalid_input', 'The body is not a JSON object');
}

/** The request as better-auth reads it: at our own address, whatever host it named, and from the address that we trust. */
function toRequest(request: FastifyRequest, url: URL, body: object): Request {
  const headers = new Headers({ origin: url.origin, [addressHeader]: request.ip });
  for (const name of ['cookie', 'user-agent', 'accept-language']) {
    const value = request.headers[name];
    if (typeof value === 'string') headers.set(name, value);
  }
  const { method } = request;
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
