import cors from '@fastify/cors';
import { fastifyRequestHandler } from '@trpc/server/adapters/fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Services } from '../app.ts';
import { AppError, fromDatabase } from '../core/errors.ts';
import { languageOf } from '../core/input.ts';
import { ClientReads } from '../core/reads.ts';
import type { Context } from '../core/trpc.ts';
import { appRouter } from '../router.ts';
import { credentialsOf } from './credentials.ts';
import { describeProcedures } from './schema.ts';

const MAX_BATCH = 30;
const MAX_DEPTH = 24;

/** tRPC over HTTP, and what its procedures take and answer. */
export async function apiRoutes(app: FastifyInstance, services: Services): Promise<void> {
  // Any page may ask, and read why it was refused: no cookie counts here, and what a key or token may do is checked on each request.
  await app.register(cors, {
    origin: true,
    methods: ['GET', 'POST'],
    allowedHeaders: ['authorization', 'content-type', 'x-arco-key', 'accept-language'],
    exposedHeaders: ['retry-after', 'x-request-id'],
    maxAge: 86_400,
  });
  app.removeContentTypeParser('application/json');
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) => done(null, body));

  const schema = describeProcedures(appRouter);
  app.get('/api/schema.json', async (_request, reply) => reply.header('cache-control', 'public, max-age=300').send(schema));

  app.route({
    method: ['GET', 'POST'],
    url: '/api/trpc/:path',
    handler: async (request, reply) => {
      secureAnswer(request, reply);
      refuseDepth(request);
      const context = await readContext(request, services);
      const { path } = request.params as { path: string };
      await fastifyRequestHandler({
        req: request,
        res: reply,
        path,
        router: appRouter,
        maxBatchSize: MAX_BATCH,
        allowMethodOverride: true,
        createContext: () => context,
        responseMeta: ({ errors }) => {
          const waits = errors.map((error) => (error instanceof AppError ? error.retryAfter : undefined)).filter((wait) => wait !== undefined);
          return waits.length > 0 ? { headers: new Headers({ 'retry-after': String(Math.max(...waits)) }) } : {};
        },
        onError: ({ error, path: procedure }) => {
          const cause = fromDatabase(error.cause ?? error);
          if (error instanceof AppError && error.reason !== 'internal' && error.reason !== 'unavailable') return;
          if (error.code === 'INTERNAL_SERVER_ERROR' || error.code === 'SERVICE_UNAVAILABLE') {
            request.log.error({ requestId: request.id, procedure, err: cause }, error.message);
          }
        },
      });
    },
  });
}

function secureAnswer(request: FastifyRequest, reply: FastifyReply): void {
  // An answer to a token belongs to one reader; one to a key is the same for every visitor of that origin.
  const shared = request.headers.authorization === undefined && request.headers['x-arco-key'] !== undefined && request.method === 'GET';
  void reply
    .header('cache-control', shared ? 'public, max-age=60' : 'no-store')
    .header('vary', 'Origin, x-arco-key, Accept-Language')
    .header('cross-origin-resource-policy', 'cross-origin')
    .header('content-security-policy', "default-src 'none'; frame-ancestors 'none'")
    .header('referrer-policy', 'no-referrer');
}

async function readContext(request: FastifyRequest, services: Services): Promise<Context> {
  const now = services.clock();
  const { caller, client, scopes, rows, bucket } = await services.authenticator.authenticate(credentialsOf(request), now);
  await services.rates.count(bucket, { perMinute: services.options.requestsPerMinute ?? 1_200 });
  return {
    sql: services.sql,
    caller,
    client,
    scopes,
    rows,
    reads: caller && client ? new ClientReads(services.sql, client.id, caller) : null,
    now,
    language: languageOf(request.headers['accept-language']),
    requestId: request.id,
  };
}

function refuseDepth(request: FastifyRequest): void {
  const text = typeof request.body === 'string' ? request.body : ((request.query as { input?: unknown }).input ?? '');
  if (typeof text === 'string' && depthOf(text) > MAX_DEPTH) {
    throw new AppError('invalid_input', `The input is nested deeper than ${MAX_DEPTH} levels`);
  }
}

/** How deep the brackets of a JSON text nest, without parsing it. */
export function depthOf(json: string): number {
  let depth = 0;
  let deepest = 0;
  let quoted = false;
  for (let index = 0; index < json.length; index += 1) {
    const char = json[index];
    if (quoted) {
      if (char === '\\') index += 1;
      else if (char === '"') quoted = false;
    } else if (char === '"') quoted = true;
    else if (char === '{' || char === '[') deepest = Math.max(deepest, (depth += 1));
    else if (char === '}' || char === ']') depth -= 1;
  }
  return deepest;
}
