import websocket from '@fastify/websocket';
import { getWSConnectionHandler } from '@trpc/server/adapters/ws';
import type { FastifyInstance } from 'fastify';
import type { IncomingMessage } from 'node:http';
import type { WebSocket } from 'ws';
import type { Services } from '../app.ts';
import { AppError, fromDatabase, statuses } from '../core/errors.ts';
import { router } from '../core/trpc.ts';
import { changesRouter } from '../modules/changes/changes.router.ts';
import type { Credentials } from '../embed/authenticate.ts';
import { makeContext } from './context.ts';
import { credentialsOf } from './credentials.ts';

const AUTHENTICATE_WITHIN_MS = 5_000;
const MAX_MESSAGE = 16 * 1024;
/** The longest time that a timer takes. */
const MAX_TIMER_MS = 2 ** 31 - 1;

/** Subscriptions over one WebSocket a page, at the same path as the rest of tRPC. */
export async function watchRoutes(app: FastifyInstance, services: Services): Promise<void> {
  await app.register(websocket, { options: { maxPayload: MAX_MESSAGE, perMessageDeflate: false } });
  const accepted = new WeakMap<IncomingMessage, Credentials>();
  const connect = getWSConnectionHandler({
    // Nothing else is asked over a socket: a change made here would escape what a request is checked for.
    router: router({ changes: changesRouter }),
    wss: app.websocketServer,
    keepAlive: { enabled: true, pingMs: 30_000, pongWaitMs: 10_000 },
    maxBatchSize: 4,
    createContext: async ({ req, res, info }) => {
      const socket = res as WebSocket;
      try {
        const { token, authorization = token && `Bearer ${token}`, 'x-arco-key': publishableKey } = info.connectionParams ?? {};
        const credentials = { ...accepted.get(req)!, authorization, publishableKey };
        const { context, expiresAt } = await makeContext(services, credentials, { language: 'pt', requestId: crypto.randomUUID() });
        if (!context.client) throw new AppError('signed_out', 'No key or token in the connection parameters');
        endWithToken(socket, expiresAt, services.clock());
        return context;
      } catch (thrown) {
        const error = fromDatabase(thrown);
        // After the answer that says why has been written.
        setImmediate(() => socket.close(closeCode(error), error instanceof AppError ? error.reason : 'internal'));
        throw error;
      }
    },
    onError: ({ error, path }) => {
      if (error.code === 'INTERNAL_SERVER_ERROR') app.log.error({ procedure: path, err: error.cause ?? error }, error.message);
    },
  });

  app.get('/api/trpc', { websocket: true }, (socket, request) => {
    accepted.set(request.raw, credentialsOf(request));
    const late = setTimeout(() => socket.close(4401, 'signed_out'), AUTHENTICATE_WITHIN_MS);
    socket.once('message', () => clearTimeout(late));
    socket.once('close', () => clearTimeout(late));
    limitMessages(socket, services);
    connect(socket, request.raw);
  });
}

/** As on HTTP: 401 is 4401, and so on. */
function closeCode(error: unknown): number {
  return 4_000 + (error instanceof AppError ? statuses[error.reason] : 500);
}

function endWithToken(socket: WebSocket, expiresAt: Date | undefined, now: Date): void {
  if (!expiresAt) return;
  const left = Math.min(MAX_TIMER_MS, Math.max(0, expiresAt.getTime() - now.getTime()));
  const timer = setTimeout(() => socket.close(4401, 'token_expired'), left);
  socket.once('close', () => clearTimeout(timer));
}

const MESSAGES_PER_MINUTE = 60;

/** A page says a few things, once; what says more than one a second is no page. */
function limitMessages(socket: WebSocket, { clock }: Services): void {
  let since = clock().getTime();
  let count = 0;
  socket.on('message', () => {
    const now = clock().getTime();
    if (now - since >= 60_000) [since, count] = [now, 0];
    count += 1;
    if (count > MESSAGES_PER_MINUTE) socket.close(4429, 'rate_limited');
  });
}
