import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Services } from '../app.ts';
import type { Client } from '../core/clients.ts';
import { languageOf } from '../core/input.ts';
import type { Credentials } from '../embed/authenticate.ts';
import { checkJson } from '../routes/bodies.ts';
import { credentialsOf } from '../routes/credentials.ts';
import { quiet } from '../routes/quiet.ts';
import { readHits, RefusedHits, type Placed } from './collect.input.ts';
import { prepareDaysAhead } from './collect.queries.ts';
import { PageHit, ServerHit, type Collected, type HitRow } from './collect.schema.ts';
import { rowOf, type Sender } from './hits.ts';
import { inTime, Intake, PATIENCE_MS } from './intake.ts';
import { HitLimits } from './limits.ts';
import { SettingsDirectory } from './settings.ts';
import { Ticker } from './ticker.ts';
import { Visitors } from './visitors.ts';

interface Asking {
  client: Client;
  hits: Placed<ServerHit>[];
  isServer: boolean;
  /** Who is counted against the limit; a server is not. */
  bucket: string | undefined;
}

/** `POST /api/collect`. */
export async function collectRoutes(app: FastifyInstance, services: Services): Promise<void> {
  const { sql, clock, rates, options } = services;
  const ticker = new Ticker(sql, options.log);
  const intake = new Intake(sql, { ...options.collect, onKept: ({ id }) => ticker.tick(id) });
  const settings = new SettingsDirectory(sql);
  const visitors = new Visitors(sql);
  const limits = new HitLimits(rates, options.collect?.perMinute);
  const patience = options.collect?.patience ?? PATIENCE_MS;
  app.addHook('onClose', async () => {
    intake.stop();
    await ticker.stop();
  });
  // A database that cannot be reached yet is asked again when the first hit comes.
  await prepareDaysAhead(sql, clock()).catch((error: unknown) => options.log.warn({ err: error }, 'no days were prepared for hits'));

  // What sendBeacon sends without asking first.
  const parse = app.getDefaultJsonParser('error', 'error');
  app.addContentTypeParser('text/plain', { parseAs: 'string' }, (request, body, done) => {
    try {
      checkJson(body as string);
    } catch (error) {
      return done(error as Error);
    }
    return parse(request, body as string, done);
  });

  app.options('/api/collect', { logLevel: 'warn' }, async (_request, reply) =>
    reply
      .code(204)
      .headers({ 'access-control-allow-origin': '*', 'access-control-allow-methods': 'POST', 'access-control-allow-headers': 'content-type, authorization', 'access-control-max-age': '86400' })
      .send(),
  );

  app.post('/api/collect', { ...quiet, compress: false }, async (request, reply) => {
    // No cookie counts here, so any page may read the answer.
    void reply.headers({ 'access-control-allow-origin': '*', 'access-control-expose-headers': 'retry-after, x-request-id', 'cross-origin-resource-policy': 'cross-origin', 'cache-control': 'no-store' });
    const since = Date.now();
    const taken = await inTime(patience, takeIn(request));
    return reply.code(202).send(taken ? await intake.add(taken.client, taken.rows, since) : ({ accepted: 0, duplicates: 0 } satisfies Collected));
  });

  /** What is to be kept; nothing of who asks not to be tracked. */
  async function takeIn(request: FastifyRequest): Promise<{ client: Client; rows: HitRow[] } | undefined> {
    const now = clock();
    const credentials = credentialsOf(request);
    const { client, hits, isServer, bucket } = await whoAsks(request, credentials, services, now);
    if (bucket !== undefined) await limits.count(bucket, hits.length);
    const wanted = await settings.get(client.id);
    if (!isServer && wanted.honourDoNotTrack && asksNotToBeTracked(request)) return undefined;
    const sender: Sender = { address: credentials.address, userAgent: request.headers['user-agent'], isServer };
    const rows: HitRow[] = [];
    for (const hit of hits) rows.push(await rowOf(hit, sender, client, wanted, visitors, now));
    return { client, rows };
  }
}

async function whoAsks(request: FastifyRequest, credentials: Credentials, { authenticator }: Services, now: Date): Promise<Asking> {
  const { authorization } = credentials;
  const language = languageOf(request.headers['accept-language']);
  if (authorization !== undefined) {
    const client = await authenticator.serverOf(authorization);
    return { client, hits: readHits(ServerHit, request.body, now, language), isServer: true, bucket: undefined };
  }
  const sent = readHits(PageHit, request.body, now, language);
  const { key } = sent[0]!;
  const other = sent.findIndex((hit) => hit.key !== key);
  if (other !== -1) throw new RefusedHits([{ index: other, field: 'key', reason: 'one key for all hits of a request' }]);
  const { client, bucket } = await authenticator.authenticate({ ...credentials, publishableKey: key }, now);
  return { client: client!, hits: sent.map(({ key: _key, ...hit }) => hit), isServer: false, bucket };
}

const asksNotToBeTracked = ({ headers }: FastifyRequest) => headers.dnt === '1' || headers['sec-gpc'] === '1';
