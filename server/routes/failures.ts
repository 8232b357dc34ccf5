import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { fromDatabase, AppError, statuses, type Reason } from '../core/errors.ts';
import { withoutQuery } from '../core/log.ts';
import { baseHeaders } from './headers.ts';
import { logOf } from './quiet.ts';

/** Every failure outside tRPC as `{ reason, message, requestId, fields? }`. */
export function answerFailures(app: FastifyInstance): void {
  app.setNotFoundHandler((request, reply) => {
    void reply.code(404).send({ reason: 'not_found', message: `Nothing is served at ${withoutQuery(request.url)}`, requestId: request.id });
  });
  app.setErrorHandler(answerFailure);
}

function answerFailure(thrown: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const error = fromDatabase(thrown);
  const { reason, message, fields, retryAfter, status = statuses[reason] } = describe(error);
  if (reason === 'internal' || reason === 'unavailable') logOf(request).error({ err: error }, message);
  if (retryAfter !== undefined) void reply.header('retry-after', retryAfter);
  void reply.code(status).send({ reason, message, requestId: request.id, ...(fields ? { fields } : {}), ...(error instanceof AppError && 'errors' in error ? { errors: error.errors } : {}) });
}

/** Of an address that no route could be sought for: hooks do not run for it. */
export function answerBadAddress(_error: Error, request: FastifyRequest, reply: FastifyReply): void {
  const message = 'The address is not one that can be read';
  void reply
    .headers(baseHeaders)
    .header('x-request-id', request.id)
    .code(400)
    .send({ reason: 'invalid_input', message, requestId: request.id });
}

type Failure = Pick<AppError, 'reason' | 'message' | 'fields' | 'retryAfter'> & { status?: number };

function describe(error: unknown): Failure {
  if (error instanceof AppError) return error;
  const { statusCode = 500, message = '' } = error as { statusCode?: number; message?: string };
  const reason: Reason = statusCode === 413 ? 'too_large' : statusCode === 404 ? 'not_found' : statusCode < 500 ? 'invalid_input' : 'internal';
  return {
    reason,
    message: reason === 'internal' ? 'Something failed on our side' : message,
    fields: undefined,
    retryAfter: undefined,
    ...(statusCode === 415 ? { status: 415 } : {}),
  };
}

const broken: Record<string, { status: number; reason: Reason; message: string }> = {
  ERR_HTTP_REQUEST_TIMEOUT: { status: 408, reason: 'invalid_input', message: 'The request took too long to arrive' },
  HPE_HEADER_OVERFLOW: { status: 431, reason: 'too_large', message: 'The headers are too large' },
};

/** Of what is not HTTP, or not in time: there is no request yet, so it is written on the socket. */
export function answerBrokenRequest(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return;
  const { status, reason, message } = broken[error.code ?? ''] ?? { status: 400, reason: 'invalid_input', message: 'This is not an HTTP request' };
  const requestId = randomUUID();
  const body = JSON.stringify({ reason, message, requestId });
  const headers = { ...baseHeaders, 'x-request-id': requestId, 'content-type': 'application/json; charset=utf-8', 'content-length': Buffer.byteLength(body), connection: 'close' };
  const head = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  if (socket.writable) socket.write(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${head.join('')}\r\n${body}`);
  socket.destroy();
}
