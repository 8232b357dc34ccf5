import cors from '@fastify/cors';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Services } from '../app.ts';
import { languageOf } from '../core/input.ts';
import { appRouter } from '../router.ts';
import { makeContext } from './context.ts';
import { credentialsOf } from './credentials.ts';
import { describeProcedures } from './schema.ts';
import { answerTrpc } from './trpc.ts';

/** tRPC over HTTP, and what its procedures take and answer. */
export async function apiRoutes(app: FastifyInstance, services: Services): Promise<void> {
  // Any page may ask, and read why it was refused: no cookie counts here, and what a key or token may do is checked on each request.
  await app.register(cors, {
    origin: true,
    methods: ['GET', 'POST'],
    allowedHeaders: ['authorization', 'content-type', 'x-arco-key', 'accept-language'],
    exposedHeaders: ['retry-after', 'x-request-id'],
    maxAge: 86_400,
    strictPreflight: false,
  });
  // JSON alone: what a form of another page can send without asking first is none.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) => done(null, body));
  app.addHook('onSend', async (request, reply) => secureAnswer(request, reply));

  const schema = describeProcedures(appRouter);
  app.get('/api/schema.json', async (_request, reply) => reply.header('cache-control', 'public, max-age=300').send(schema));

  app.route({
    method: ['GET', 'POST'],
    url: '/api/trpc/:path',
    handler: async (request, reply) => {
      const { status, body, retryAfter } = await answerTrpc({
        requestId: request.id,
        method: request.method,
        path: (request.params as { path: string }).path,
        query: request.query as Record<string, unknown>,
        body: request.body as string | undefined,
        context: async () => {
          const language = languageOf(request.headers['accept-language']);
          return (await makeContext(services, credentialsOf(request), { language, requestId: request.id })).context;
        },
        onError: (error, procedure) => {
          if (error.code !== 'INTERNAL_SERVER_ERROR' && error.code !== 'SERVICE_UNAVAILABLE') return;
          request.log.error({ procedure, err: error.cause ?? error }, error.message);
        },
      });
      if (retryAfter !== undefined) void reply.header('retry-after', retryAfter);
      return reply.code(status).type('application/json; charset=utf-8').send(body);
    },
  });
}

function secureAnswer(request: FastifyRequest, reply: FastifyReply): void {
  void reply.header('cross-origin-resource-policy', 'cross-origin');
  if (reply.hasHeader('cache-control')) return;
  // An answer to a token belongs to one reader; one to a key is the same for every visitor of that origin.
  const { authorization, 'x-arco-key': key } = request.headers;
  const shared = authorization === undefined && key !== undefined && request.method === 'GET' && reply.statusCode === 200;
  void reply
    .header('cache-control', shared ? 'public, max-age=60' : 'no-store')
    .header('vary', 'Origin, x-arco-key, Accept-Language, Accept-Encoding');
}
