import { buildApp } from '../app.ts';
import type { Sql } from '../core/db.ts';
import { requireEnv, type Env } from '../core/env.ts';
import { AppError } from '../core/errors.ts';
import { startJobs } from '../core/jobs.ts';
import { createLog, type Logger } from '../core/log.ts';
import { migrate, pendingMigrations } from '../core/migrate.ts';
import { Readers } from '../core/readers.ts';
import { jobsOf } from '../jobs.ts';
import { contentsOf } from './contents.ts';
import { reach } from './database.ts';
import { refusedAddress } from './ports.ts';
import { refuseUnsafeRole, roleUrl } from './roles.ts';
import { Shutdown } from './shutdown.ts';
import { isSdkBuilt, site } from './site.ts';

/** `npm run serve`: production. */
export const serve = (env: Env): Promise<void> =>
  inProduction(env, 'serve', async ({ sql, direct, directUrl, authUrl, secret, publicUrl, log, shutdown }) => {
    const { host, port, signup, smtpUrl, mailFrom } = env;
    if (!(await isSdkBuilt())) log.warn('The widgets are not built, or older than their sources: run npm run build');
    if (!authUrl) log.error('Nobody can sign in here: set DATABASE_AUTH_URL to a role in arco_auth, or DATABASE_OWNER_URL, which makes one');
    if (authUrl && !smtpUrl) log.error('No mail leaves here, so nobody can confirm an address or reset a password: set SMTP_URL');
    const readers = new Readers(env.databaseUrl!);
    shutdown.add('reading connections', () => readers.end());
    const app = await buildApp({ sql, direct, readers, publicUrl: () => publicUrl, secret, log, site: site(), trustProxy: env.trustProxy, ...(authUrl ? { signIn: { url: authUrl, signup, smtpUrl, mailFrom } } : {}) });
    if (env.worker) {
      const running = await startJobs({ url: directUrl, sql: direct, log, jobs: jobsOf(env, secret) });
      shutdown.add('jobs', () => running.stop());
    }
    shutdown.add('requests', () => app.close());
    await app.listen({ host, port }).catch((error: unknown) => {
      throw refusedAddress(error, host, port, 'this server');
    });
    log.info({ host, port, publicUrl, jobs: env.worker }, 'ready');
  });

/** `npm run worker`: the background jobs alone. */
export const work = (env: Env): Promise<void> =>
  inProduction(env, 'worker', async ({ direct, directUrl, secret, log, shutdown }) => {
    const running = await startJobs({ url: directUrl, sql: direct, log, jobs: jobsOf(env, secret) });
    shutdown.add('jobs', () => running.stop());
    log.info('ready');
  });

interface Production {
  sql: Sql;
  /** Past a pooler, for what needs a connection of its own. */
  direct: Sql;
  directUrl: string;
  /** Of sign-in's role, where there is a way to it. */
  authUrl: string | undefined;
  secret: string;
  publicUrl: string;
  log: Logger;
  shutdown: Shutdown;
}

async function inProduction(env: Env, mode: string, run: (production: Production) => Promise<void>): Promise<void> {
  const { databaseUrl, secret, publicUrl } = requireEnv(env, mode, 'databaseUrl', 'secret', 'publicUrl');
  const log = createLog(env.logLevel ?? 'info');
  const shutdown = new Shutdown(log);
  shutdown.listen({ underNpm: env.underNpm });
  try {
    // First as the owner, where that is given: the service's role may only come with the migrations.
    const made = env.databaseOwnerUrl ? await migrateAsOwner(env.databaseOwnerUrl, mode, env.databaseAuthUrl ? undefined : secret) : undefined;
    const sql = await open(databaseUrl, 'DATABASE_URL', shutdown);
    await refuseUnsafeRole(sql, 'DATABASE_URL');
    await refuseDemo(sql, 'DATABASE_URL', mode);
    await refusePending(sql);
    const direct = env.databaseDirectUrl ? await open(env.databaseDirectUrl, 'DATABASE_DIRECT_URL', shutdown) : sql;
    if (direct !== sql) await refuseUnsafeRole(direct, 'DATABASE_DIRECT_URL');
    await run({ sql, direct, directUrl: env.databaseDirectUrl ?? databaseUrl, authUrl: env.databaseAuthUrl ?? made, secret, publicUrl, log, shutdown });
  } catch (error) {
    if (shutdown.asked) return;
    await shutdown.run();
    throw error;
  }
}

async function open(url: string, variable: string, shutdown: Shutdown): Promise<Sql> {
  const sql = await reach(url, variable);
  shutdown.add('connections', () => sql.end({ timeout: 5 }));
  return sql;
}

/** Answers a URL of sign-in's role, where a secret is given to make its password from. */
async function migrateAsOwner(url: string, mode: string, secret: string | undefined): Promise<string | undefined> {
  const owner = await reach(url, 'DATABASE_OWNER_URL', 1);
  try {
    await refuseDemo(owner, 'DATABASE_OWNER_URL', mode);
    await migrate(owner, url);
    return secret === undefined ? undefined : await roleUrl(owner, url, secret, 'arco_auth');
  } finally {
    await owner.end({ timeout: 5 });
  }
}

async function refuseDemo(sql: Sql, variable: string, mode: string): Promise<void> {
  const contents = await contentsOf(sql);
  if (contents !== 'demo' && contents !== 'unfinished demo') return;
  throw new AppError(
    'forbidden',
    `${variable} names a database marked as a demo, whose passwords and keys everybody knows: npm run ${mode} refuses it. ` +
      'Name a database of its own, or use npm start',
  );
}

async function refusePending(sql: Sql): Promise<void> {
  const pending = await pendingMigrations(sql);
  if (pending.length === 0) return;
  throw new AppError(
    'conflict',
    `Migrations are pending: ${pending.join(', ')}. Set DATABASE_OWNER_URL to the role that owns the tables, and they are applied; ` +
      'or run: DATABASE_OWNER_URL=… npm run --silent arco -- migrate',
  );
}
