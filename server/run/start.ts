import { join } from 'node:path';
import { buildApp } from '../app.ts';
import type { Sql } from '../core/db.ts';
import type { Env } from '../core/env.ts';
import { AppError } from '../core/errors.ts';
import { startJobs } from '../core/jobs.ts';
import { createLog, type Logger } from '../core/log.ts';
import { migrate } from '../core/migrate.ts';
import { Readers } from '../core/readers.ts';
import { jobsOf } from '../jobs.ts';
import { prepareDataDir } from '../postgres/cluster.ts';
import { withLock } from '../postgres/lock.ts';
import { contentsOf } from './contents.ts';
import { openAsOwner, reach, type OwnersDatabase } from './database.ts';
import { bringDemo, demoSecretKey } from './demo.ts';
import { keepPublicUrl, localUrl, secretOf } from './installation.ts';
import { ensureFree, refusedAddress } from './ports.ts';
import { Progress } from './progress.ts';
import { refuseUnsafeRole, roleUrl } from './roles.ts';
import { Shutdown } from './shutdown.ts';
import { buildSdk, isSdkBuilt, partnerBuild, site } from './site.ts';

interface Start {
  env: Env;
  log: Logger;
  shutdown: Shutdown;
  progress: Progress;
}

/** `npm start`: everything on this machine, from nothing, with the demo in an empty database. */
export async function start(env: Env): Promise<void> {
  const log = createLog(env.logLevel ?? 'warn', process.stderr);
  const shutdown = new Shutdown(log);
  shutdown.listen({ underNpm: env.underNpm });
  try {
    await bringUp({ env, log, shutdown, progress: new Progress((line) => process.stdout.write(`${line}\n`)) });
  } catch (error) {
    // A stop in the middle makes the rest of the start fail, and is no news.
    if (shutdown.asked) return;
    await shutdown.run();
    throw error;
  }
}

async function bringUp(run: Start): Promise<void> {
  const { env, progress } = run;
  await ensureFree(env.host, env.port, 'this server');
  await ensureFree('127.0.0.1', env.port + 1, "the demo partner's page, on the port after it");
  const secret = secretOf(env);
  const publicUrl = env.publicUrl ?? localUrl(env.port);

  prepareDataDir(env.dataDir);
  // Two that were started at once would fill the database twice; the second then finds the port taken.
  const { url, authUrl, sql, isDemo } = await withLock(join(env.dataDir, 'start.lock'), () => openDatabase(run, secret));
  if (!(await isSdkBuilt())) await progress.step('Building the widgets', buildSdk);
  await listen(run, { url, authUrl, sql, isDemo, secret, publicUrl });
  if (isDemo) await showPartner(run, publicUrl);
  keepPublicUrl(env.dataDir, publicUrl);
  if (!run.shutdown.asked) progress.note(`ARCO ready ${localUrl(env.port)}`);
}

/** The database, migrated and filled, as the service's role sees it. */
async function openDatabase({ env, shutdown, progress }: Start, secret: string): Promise<{ url: string; authUrl: string; sql: Sql; isDemo: boolean }> {
  const { databaseUrl, databaseOwnerUrl, databaseAuthUrl, dataDir } = env;
  const database = await progress.step(databaseUrl ? 'Connecting to the database' : `Starting the database in ${dataDir}`, () => openAsOwner(env, progress.note));
  shutdown.add('database', () => database.close());
  await refuseUsed(database);
  const applied = await progress.step('Checking the tables', () => migrate(database.owner, database.url));
  if (applied.length > 0) progress.note(`  ${applied.length} migrations applied`);

  const url = databaseUrl && databaseOwnerUrl ? databaseUrl : await roleUrl(database.owner, database.url, secret, 'arco_service');
  const authUrl = databaseAuthUrl ?? (await roleUrl(database.owner, database.url, secret, 'arco_auth'));
  const sql = await reach(url, 'DATABASE_URL');
  shutdown.add('connections', () => sql.end({ timeout: 5 }));
  await refuseUnsafeRole(sql, 'DATABASE_URL');

  const contents = await contentsOf(database.owner);
  const isDemo = contents !== 'used';
  const filling = contents === 'demo' ? 'Bringing the demo up to now' : 'Filling it with the demo';
  if (isDemo) await progress.step(filling, () => bringDemo(database.owner, sql, (line) => progress.note(`  ${line}`)));
  return { url, authUrl, sql, isDemo };
}

/** What is not empty and not ours was pointed at by mistake: nothing may be changed in it. */
async function refuseUsed({ owner, url, embedded }: OwnersDatabase): Promise<void> {
  if (embedded || (await contentsOf(owner)) !== 'used') return;
  const { host, pathname } = new URL(url);
  throw new AppError(
    'conflict',
    `DATABASE_URL: ${host}${pathname} is neither empty nor marked as a demo, and npm start fills and migrates what it is given. ` +
      'Name an empty database, or none at all; a database in use is served by npm run serve',
  );
}

interface Served {
  url: string;
  authUrl: string;
  sql: Sql;
  isDemo: boolean;
  secret: string;
  publicUrl: string;
}

async function listen({ env, log, shutdown }: Start, { url, authUrl, sql, isDemo, secret, publicUrl }: Served): Promise<void> {
  const { host, port, trustProxy, worker, signup, smtpUrl, mailFrom } = env;
  const readers = new Readers(url);
  shutdown.add('reading connections', () => readers.end());
  const app = await buildApp({ sql, readers, publicUrl: () => publicUrl, secret, log, site: site(), trustProxy, demo: isDemo, signIn: { url: authUrl, signup, smtpUrl, mailFrom, devMail: !smtpUrl } });
  if (worker) {
    const running = await startJobs({ url, sql, log, jobs: jobsOf(env, secret) });
    shutdown.add('jobs', () => running.stop());
  }
  shutdown.add('requests', () => app.close());
  await app.listen({ host, port }).catch((error: unknown) => {
    throw refusedAddress(error, host, port, 'this server');
  });
}

async function showPartner({ env, log, shutdown, progress }: Start, apiUrl: string): Promise<void> {
  const build = await partnerBuild();
  if (build) await progress.step("Building the partner's page", build);
  const { startPartner } = await import('../../demo/partner/server.ts');
  const partner = await startPartner({ port: env.port + 1, apiUrl, secretKey: demoSecretKey, log });
  shutdown.add("partner's page", () => partner.close());
  progress.note(`A partner's page with the widgets in it: ${partner.url}`);
}
