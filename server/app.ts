import compress from '@fastify/compress';
import Fastify, { LogController, type FastifyBaseLogger, type FastifyInstance } from 'fastify';
import { randomUUID } from 'node:crypto';
import { refuseSignIn } from './auth/no-sign-in.ts';
import type { SignInOptions } from './auth/sign-in.ts';
import { collectRoutes } from './collect/collect.routes.ts';
import { ChangeFeed } from './core/changes.ts';
import { ClientDirectory } from './core/clients.ts';
import type { Sql } from './core/db.ts';
import type { Logger } from './core/log.ts';
import type { SendMail } from './core/mail.ts';
import { pathOf } from './core/log.ts';
import { RateCounter } from './core/rate.ts';
import type { Readers } from './core/readers.ts';
import { Authenticator } from './embed/authenticate.ts';
import { embedRoutes } from './embed/embed.routes.ts';
import { SigningKeys } from './embed/signing.ts';
import { Tokens } from './embed/tokens.ts';
import { apiRoutes } from './routes/api.routes.ts';
import { guardBodies } from './routes/bodies.ts';
import { answerBadAddress, answerBrokenRequest, answerFailures } from './routes/failures.ts';
import { isQuiet, logOf } from './routes/quiet.ts';
import { secureHeaders } from './routes/headers.ts';
import { healthRoutes } from './routes/health.routes.ts';
import { closeSilentSockets } from './routes/silent-sockets.ts';
import { watchRoutes } from './routes/watch.routes.ts';
import { siteRoutes, type SiteOptions } from './routes/site.routes.ts';

export interface AppOptions {
  /** A pool of the service's role. */
  sql: Sql;
  /** Connections of the same role, for the reads of requests. */
  readers: Readers;
  /** A pool of the same role past a pooler, for listening; `sql` by default. */
  direct?: Sql;
  /** `ARCO_PUBLIC_URL`, or where the server is reached; read when a token is minted, as a test's port is known only then. */
  publicUrl: () => string;
  /** `ARCO_SECRET`. */
  secret: string;
  log: Logger;
  /** Whether the database is marked as a demo, whose signing key gives way to a new one where the secret does not open it. */
  demo?: boolean;
  /** Without it nobody signs in here: keys and their tokens work, and the rest says what is missing. */
  signIn?: SignInOptions;
  /** The built SDK and our pages; without it neither is served. */
  site?: SiteOptions;
  /** Addresses of proxies whose forwarded headers count. */
  trustProxy?: string[];
  /** Requests a minute of one token, or of one publishable key from one address. */
  requestsPerMinute?: number;
  /** How hits are taken in; a test makes it narrower. */
  collect?: { most?: number; patience?: number; perMinute?: number };
  timeouts?: Partial<Timeouts>;
  clock?: () => Date;
}

/** In milliseconds: a slow client may not hold a connection for ever. */
interface Timeouts {
  /** For the headers of a request. */
  headers: number;
  /** For a whole request, its body included. */
  request: number;
  /** Without a byte in either direction. */
  silence: number;
}

const defaultTimeouts: Timeouts = { headers: 10_000, request: 30_000, silence: 60_000 };

/** What the routes share. */
export interface Services {
  sql: Sql;
  clients: ClientDirectory;
  signing: SigningKeys;
  tokens: Tokens;
  authenticator: Authenticator;
  rates: RateCounter;
  changes: ChangeFeed;
  /** Set once people can sign in. */
  mail: SendMail | undefined;
  clock: () => Date;
  options: AppOptions;
}

/** Builds the server without listening; throws where `secret` does not open the signing key. Closing it lets the requests in flight finish. */
export async function buildApp(options: AppOptions): Promise<FastifyInstance> {
  const { sql, log, secret } = options;
  const timeouts = { ...defaultTimeouts, ...options.timeouts };
  const app = Fastify({
    loggerInstance: log as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'requestId' }),
    genReqId: () => randomUUID(),
    requestIdHeader: false,
    trustProxy: options.trustProxy?.length ? options.trustProxy : false,
    bodyLimit: 256 * 1024,
    connectionTimeout: timeouts.silence,
    requestTimeout: timeouts.request,
    // Node looks for late requests every so often: a timeout is as sharp as that.
    http: { headersTimeout: timeouts.headers, connectionsCheckingInterval: Math.min(5_000, timeouts.headers / 2) },
    keepAliveTimeout: 72_000,
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 5_000 },
    clientErrorHandler: answerBrokenRequest,
    frameworkErrors: answerBadAddress,
  });

  const clients = new ClientDirectory(sql);
  const signing = new SigningKeys(sql, secret, { replaceable: options.demo === true });
  await signing.signer();
  const tokens = new Tokens(signing, options.publicUrl);
  const services: Services = {
    sql,
    clients,
    signing,
    tokens,
    authenticator: new Authenticator(sql, tokens, clients),
    rates: new RateCounter(sql),
    changes: new ChangeFeed(options.direct ?? sql, log),
    mail: undefined,
    clock: options.clock ?? (() => new Date()),
    options,
  };

  closeSilentSockets(app);
  secureHeaders(app, options.publicUrl);
  guardBodies(app);
  await app.register(compress, { threshold: 1024, encodings: ['br', 'gzip'], globalDecompression: false });
  describeRequests(app);
  answerFailures(app);
  healthRoutes(app, services);
  await app.register(embedRoutes, services);
  await app.register(apiRoutes, services);
  await app.register(collectRoutes, services);
  await app.register(watchRoutes, services);
  app.addHook('onClose', () => services.changes.stop());
  const auth = options.signIn && (await signIn(app, services, options.signIn));
  if (!auth) refuseSignIn(app);
  if (options.site) await app.register(async (site) => siteRoutes(site, options.site!, services, auth));
  return app;
}

/** Half of what a start takes: loaded by servers that let people in. */
async function signIn(app: FastifyInstance, services: Services, options: SignInOptions) {
  const { registerSignIn } = await import('./auth/sign-in.ts');
  return registerSignIn(app, services, options, services.options.log);
}

function describeRequests(app: FastifyInstance): void {
  let stopping = false;
  app.addHook('preClose', async () => {
    stopping = true;
  });
  app.addHook('onSend', (_request, reply, payload, done) => {
    // A connection kept alive would hold up the stop until it timed out.
    if (stopping) void reply.header('connection', 'close');
    done(null, payload);
  });
  app.addHook('onResponse', (request, reply, done) => {
    done();
    // Thousands of hits a second are counted by the metrics, and not written down one by one.
    const level = reply.statusCode >= 500 ? 'error' : isQuiet(request) ? 'debug' : 'info';
    if (!(request.log as Logger).isLevelEnabled(level)) return;
    const { method, url, ip } = request;
    logOf(request)[level]({ method, path: pathOf(url), status: reply.statusCode, ms: Math.round(reply.elapsedTime), ip }, 'request');
  });
}
