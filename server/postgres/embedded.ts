import { existsSync, readFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import postgres from 'postgres';
import { AppError } from '../core/errors.ts';
import { reachableBinaries } from './account.ts';
import { bundledPostgres } from './binaries.ts';
import { openCluster, prepareDataDir, writePrivate, type Cluster } from './cluster.ts';
import { countLeases, takeLease } from './leases.ts';
import { withLock } from './lock.ts';
import { findServer, isClosing, isUprooted, launch, LaunchError, shutDown, type RunningServer } from './server.ts';

export { findInstalledPostgres } from './binaries.ts';

export interface PostgresOptions {
  /** The database lives in `postgres` below this folder, which is made if it is missing. */
  dataDir: string;
  /** Default: the one used last, or a free one. */
  port?: number;
  /** The folder of `initdb` and `postgres`. Default: those that came with npm. */
  binDir?: string;
  /** Server settings, such as `fsync: 'off'` for a database that need not outlive its tests. */
  settings?: Record<string, string>;
  /** Takes progress, a line at a time, for people. */
  log?: (line: string) => void;
}

export interface Postgres {
  /** For the owner, a superuser, of a database named `arco`; on 127.0.0.1, with a password. */
  url: string;
  port: number;
  /** Whether this call started the server; otherwise it was found running. */
  started: boolean;
  /** Gives the server up; the last to do so stops it. May be called twice. */
  stop(): Promise<void>;
}

/** Starts the database kept in `dataDir`, or joins the server that already runs it. */
export async function startPostgres(options: PostgresOptions): Promise<Postgres> {
  const dataDir = resolve(options.dataDir);
  const log = options.log ?? (() => {});
  const lock = join(dataDir, 'postgres.lock');
  prepareDataDir(dataDir);
  return withLock(lock, async () => {
    const bundled = options.binDir ?? bundledPostgres();
    const cluster = await openCluster(dataDir, bundled, log);
    const release = await takeLease(cluster);
    try {
      const { server, started } = await joinOrLaunch(cluster, { ...options, binDir: bundled, dataDir, log });
      const url = `postgres://postgres:${cluster.password}@127.0.0.1:${server.port}/arco`;
      let stopping: Promise<void> | undefined;
      const stop = () => (stopping ??= withLock(lock, () => leave(cluster, release)));
      return { url, port: server.port, started, stop };
    } catch (error) {
      await leave(cluster, release);
      throw error;
    }
  });
}

async function leave(cluster: Cluster, release: () => void): Promise<void> {
  release();
  // Nothing to leave where the whole folder was removed.
  if (!existsSync(cluster.folder) || countLeases(cluster) > 0) return;
  const server = findServer(cluster.folder);
  if (server) await shutDown(server);
}

type Launch = Required<Omit<PostgresOptions, 'port' | 'settings'>> & Pick<PostgresOptions, 'port' | 'settings'>;

async function joinOrLaunch(cluster: Cluster, options: Launch): Promise<{ server: RunningServer; started: boolean }> {
  const deadline = Date.now() + 60_000;
  for (let closing = 0; ; closing += 1) {
    const running = findServer(cluster.folder);
    if (!running) return { server: await start(cluster, options), started: true };
    if (isClosing(cluster)) {
      // Its keeper withdraws when it sees our lease, or stops it; one that was killed in between does neither.
      if (closing > 100) await shutDown(running);
      else await sleep(50);
    } else if (running.state === 'ready' && isUprooted(cluster.folder)) {
      options.log('The running database lost its program files; it is started anew');
      await shutDown(running);
    } else if (running.state === 'ready' && (await prepareDatabase(cluster, running))) {
      return { server: running, started: false };
    } else if (Date.now() > deadline) {
      throw new AppError(
        'unavailable',
        `The database in ${cluster.folder} (process ${running.pid}) runs but does not answer on port ${running.port}. Stop that process and try again.`,
      );
    } else await sleep(100);
  }
}

async function start(cluster: Cluster, options: Launch): Promise<RunningServer> {
  const logFile = join(options.dataDir, 'postgres.log');
  const binDir = await reachableBinaries(options.binDir, cluster.account);
  const portFile = join(cluster.folder, 'arco.port');
  const deadline = Date.now() + 30_000;
  let port = options.port ?? (await freePort(existsSync(portFile) ? Number(readFileSync(portFile, 'utf8')) : 0));
  for (;;) {
    try {
      const server = await launch(cluster, { binDir, port, logFile, settings: options.settings ?? {}, log: options.log });
      writePrivate(portFile, String(server.port), cluster.account);
      if (!(await prepareDatabase(cluster, server))) throw new AppError('unavailable', `The database started but does not answer; ${logFile} says more`);
      return server;
    } catch (error) {
      if (!(error instanceof LaunchError) || Date.now() > deadline) throw error;
      if (/Address already in use/.test(error.output)) {
        if (options.port) throw new AppError('unavailable', `Port ${options.port} is taken, and the database was to listen there. Choose another.`, { cause: error });
        port = await freePort(0);
      } else if (!/is still in use|postmaster\.pid/.test(error.output)) throw error;
      // Processes of a server that was killed are still ending.
      await sleep(200);
    }
  }
}

/** Makes sure of the database `arco`. Answers `false` when the server does not answer or is going away. */
async function prepareDatabase(cluster: Cluster, server: RunningServer): Promise<boolean> {
  const sql = postgres({ host: '127.0.0.1', port: server.port, user: 'postgres', password: cluster.password, database: 'postgres', max: 1, connect_timeout: 10, fetch_types: false, onnotice: () => {} });
  try {
    const [found] = await sql`select 1 from pg_database where datname = 'arco'`;
    if (!found) await sql`create database arco`;
    return true;
  } catch (error) {
    // The server's own refusals have an SQLSTATE; those of class 57P say that it comes or goes.
    const { code = '' } = error as { code?: string };
    if (error instanceof postgres.PostgresError && !code.startsWith('57P')) throw error;
    return false;
  } finally {
    await sql.end({ timeout: 1 });
  }
}

/** The wanted port if nothing listens on it, else one that the system chooses. */
async function freePort(wanted: number): Promise<number> {
  const probe = createServer();
  try {
    return await new Promise<number>((done, failed) => {
      probe.once('error', failed);
      probe.listen(wanted, '127.0.0.1', () => done((probe.address() as AddressInfo).port));
    });
  } catch (error) {
    if (wanted === 0) throw error;
    return freePort(0);
  } finally {
    probe.close();
  }
}
