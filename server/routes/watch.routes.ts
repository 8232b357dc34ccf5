import websocket from '@fastify/websocket';
import { getWSConnectionHandler } from '@trpc/server/adapters/ws';
import type { FastifyInstance } from 'fastify';
import type { IncomingMessage } from 'node:http';
import type { WebSocket } from 'ws';
import type { Services } from '../app.ts';
import { AppError, fromDatabase, statuses } from '../core/errors.ts';
import { router } from '../core/trpc.ts';
import { changesRouter } from '../modules/changes/changes.router.ts';
import { openLiveFeed } from '../modules/live/live-feed.ts';
import { liveRouter } from '../modules/live/live.router.ts';
import type { Credentials } from '../embed/authenticate.ts';
import { makeContext } from './context.ts';
import { credentialsOf } from './credentials.ts';
import { OpenSockets } from './open-sockets.ts';

const AUTHENTICATE_WITHIN_MS = 5_000;
const MAX_MESSAGE = 16 * 1024;
/** The longest time that a timer takes. */
const MAX_TIMER_MS = 2 ** 31 - 1;

/** Subscriptions over one WebSocket a page, at the same path as the rest of tRPC. */
export async function watchRoutes(app: FastifyInstance, services: Services): Promise<void> {
  await app.register(websocket, {
    options: { maxPayload: MAX_MESSAGE, perMessageDeflate: false },
    errorHandler: (_error, socket) => socket.terminate(),
  });
  const open = new OpenSockets(services.sql, services.options.log);
  openLiveFeed({ sql: services.sql, changes: services.changes, clock: services.clock, log: services.options.log });
  app.addHook('onClose', async () => open.stop());
  const accepted = new WeakMap<IncomingMessage, Credentials>();
  const connect = getWSConnectionHandler({
    // Nothing else is asked over a socket: a change made here would escape what a request is checked for.
    router: router({ changes: changesRouter, live: router({ watch: liveRouter.watch }) }),
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
        if (context.caller) open.add(socket, context.client.id, context.caller);
        return context;
      } catch (thrown) {
        const error = fromDatabase(thrown);
        // After the answer that says why has been written.
        setImmediate(() => socket.close(closeCode(error), error instanceof AppError ? error.reason : 'internal'));
        throw error;
      }
    },
    onError: ({ error, path }) => {
      if (error.code === 'INTERNAL_SERVER_ERROR' && !brokenByPage(error.cause)) app.log.error({ procedure: path, err: error.cause ?? error }, error.message);
    },
  });

  app.get('/api/trpc', { websocket: true }, (socket, request) => {
    accepted.set(request.raw, credentialsOf(request));
    const late = setTimeout(() => socket.close(4401, 'signed_out'), AUTHENTICATE_WITHIN_MS);
    // A ping says nothing of who it is.
    socket.on('message', (said) => (said as Buffer).length > 4 && clearTimeout(late));
    socket.once('close', () => clearTimeout(late));
    limitMessages(socket, services);
    connect(socket, request.raw);
  });
}

/** A frame that is none, or too large, or a page that went away within one: whoever wants to could fill the log with them. */
function brokenByPage(cause: unknown): boolean {
  return /^(WS_ERR_|ECONNRESET|EPIPE)/.test((cause as { code?: string } | undefined)?.code ?? '');
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
