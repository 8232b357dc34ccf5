import { buildApp } from '../app.ts';
import type { Env } from '../core/env.ts';
import { AppError } from '../core/errors.ts';
import { startJobs } from '../core/jobs.ts';
import { createLog } from '../core/log.ts';
import { migrate } from '../core/migrate.ts';
import { Readers } from '../core/readers.ts';
import { jobs } from '../jobs.ts';
import { contentsOf } from './contents.ts';
import { openAsOwner, reach, type OwnersDatabase } from './database.ts';
import { demoPerson, demoSecretKey, ensureDemo } from './demo.ts';
import { keepPublicUrl, localUrl, secretOf } from './installation.ts';
import { ensureFree, refusedAddress } from './ports.ts';
import { Progress } from './progress.ts';
import { refuseUnsafeRole, serviceUrl } from './roles.ts';
import { Shutdown } from './shutdown.ts';
import { buildSdk, isSdkBuilt, site } from './site.ts';

/** `npm start`: everything on this machine, from nothing, with the demo in an empty database. */
export async function start(env: Env): Promise<void> {
  const log = createLog(env.logLevel ?? 'warn', process.stderr);
  const shutdown = new Shutdown(log);
  shutdown.listen();
  try {
    await bringUp(env, shutdown, log, new Progress((line) => process.stdout.write(`${line}\n`)));
  } catch (error) {
    // A stop in the middle makes the rest of the start fail, and is no news.
    if (shutdown.asked) return;
    await shutdown.run();
    throw error;
  }
}

async function bringUp(env: Env, shutdown: Shutdown, log: ReturnType<typeof createLog>, progress: Progress): Promise<void> {
  const { host, port } = env;
  await ensureFree(host, port, 'this server');
  await ensureFree('127.0.0.1', port + 1, "the demo partner's page, on the port after it");
  const secret = secretOf(env);
  const publicUrl = env.publicUrl ?? localUrl(port);

  const database = await progress.step(env.databaseUrl ? 'Connecting to the database' : `Starting the database in ${env.dataDir}`, () =>
    openAsOwner(env, progress.note),
  );
  shutdown.add('database', () => database.close());
  await refuseUsed(database);
  const applied = await progress.step('Checking the tables', () => migrate(database.owner));
  if (applied.length > 0) progress.note(`${applied.length} migrations applied`);

  const separate = env.databaseOwnerUrl !== undefined && env.databaseUrl !== undefined;
  const url = separate ? env.databaseUrl! : await serviceUrl(database.owner, database.url, secret);
  const sql = await reach(url, 'DATABASE_URL');
  const readers = new Readers(url);
  shutdown.add('connections', () => Promise.all([sql.end({ timeout: 5 }), readers.end()]));
  await refuseUnsafeRole(sql, 'DATABASE_URL');

  const contents = await contentsOf(database.owner);
  const isDemo = contents !== 'used';
  if (isDemo && contents !== 'demo') await progress.step('Filling it with the demo', () => ensureDemo(database.owner, sql, progress.note));
  if (!(await isSdkBuilt())) await progress.step('Building the widgets', buildSdk);

  const app = await buildApp({
    sql,
    readers,
    publicUrl: () => publicUrl,
    secret,
    log,
    site: site(),
    trustProxy: env.trustProxy,
    ...(isDemo ? { demoPerson } : {}),
  });
  shutdown.add('requests', () => app.close());
  await app.listen({ host, port }).catch((error: unknown) => {
    throw refusedAddress(error, host, port, 'this server');
  });
  if (env.worker) {
    const running = startJobs({ sql, log, jobs });
    shutdown.add('jobs', () => running.stop());
  }
  keepPublicUrl(env.dataDir, publicUrl);
  if (isDemo) {
    const { startPartner } = await import('../../demo/partner/server.ts');
    const partner = await startPartner({ port: port + 1, apiUrl: publicUrl, secretKey: demoSecretKey, log });
    shutdown.add("partner's page", () => partner.close());
    progress.note(`A partner's page with the widgets in it: http://127.0.0.1:${port + 1}/`);
  }
  if (!shutdown.asked) progress.note(`ARCO ready ${localUrl(port)}`);
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
