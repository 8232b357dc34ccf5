import { execFile } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, readdirSync, realpathSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { AppError } from '../core/errors.ts';
import { accountFor, canReach, ensureOpenFolder, letThrough, reachableBinaries, type Account } from './account.ts';
import { versionOf } from './binaries.ts';

const run = promisify(execFile);

export interface Cluster {
  /** Without symlinks, as the server's process names it. */
  folder: string;
  account: Account;
  password: string;
}

/** Makes `dataDir` if it is missing, and refuses one that cannot be written. */
export function prepareDataDir(dataDir: string): void {
  try {
    if (!existsSync(dataDir)) {
      mkdirSync(dataDir, { recursive: true });
      // What is private in it has modes of its own; root's PostgreSQL only passes through.
      chmodSync(dataDir, 0o711);
    }
    const probe = join(dataDir, `.write-${process.pid}`);
    writeFileSync(probe, '');
    rmSync(probe);
  } catch (error) {
    throw new AppError(
      'unavailable',
      `Cannot write to ${dataDir} (${(error as Error).message}). The database is kept there: ` +
        'make the folder writable, or name another one, such as ARCO_DATA_DIR=/tmp/arco',
      { cause: error },
    );
  }
}

/** The database's folder in `dataDir`, initialised if it is new. Call it under the lock. */
export async function openCluster(dataDir: string, binDir: string, log: (line: string) => void): Promise<Cluster> {
  const link = join(dataDir, 'postgres');
  removeUnfinished(dataDir);
  if (existsSync(link) && !isComplete(link)) {
    const aside = `${link}.incomplete-${Date.now()}`;
    renameSync(link, aside);
    log(`The database folder was never finished; it is kept as ${aside} and made anew`);
  }
  if (!existsSync(link)) await initialise(dataDir, link, binDir, log);

  const folder = realpathSync(link);
  const made = readFileSync(join(folder, 'PG_VERSION'), 'utf8').trim();
  const version = versionOf(binDir);
  if (made !== version.split('.')[0]) {
    throw new AppError(
      'unavailable',
      `${link} was made by PostgreSQL ${made} and this is ${version}, which cannot read it. ` +
        'Use another folder (ARCO_DATA_DIR=…), remove this one if its data may go, or move the data with pg_dump and set DATABASE_URL',
    );
  }
  const account = accountFor(folder);
  if (account.uid !== undefined && !canReach(folder, account)) {
    throw new AppError(
      'unavailable',
      `PostgreSQL does not run as root, and user ${account.uid} who keeps the database cannot reach ${folder}. ` +
        'Move it to a folder open to all, such as below /srv, and name that: ARCO_DATA_DIR=…',
    );
  }
  return { folder, account, password: readPassword(folder) };
}

const isComplete = (folder: string): boolean => ['PG_VERSION', 'global/pg_control', 'arco.password'].every((name) => existsSync(join(folder, name)));

/** Initialises beside the final place and moves it there whole, so that an interrupted one is never taken for a database. */
async function initialise(dataDir: string, link: string, binDir: string, log: (line: string) => void): Promise<void> {
  const account = accountFor(link);
  const inPlace = account.uid === undefined || canReach(dataDir, account) || letThrough(dataDir, account);
  const parent = inPlace ? dataDir : ensureOpenFolder();
  if (!inPlace) log(`PostgreSQL does not run as root, and others cannot reach ${dataDir}: the database goes to ${parent}`);
  const staging = join(parent, `postgres.new-${randomUUID()}`);
  const folder = join(staging, 'cluster');
  const password = randomBytes(24).toString('base64url');
  try {
    mkdirSync(staging, { mode: 0o700 });
    const passwordFile = join(staging, 'password');
    writeFileSync(passwordFile, password, { mode: 0o600 });
    give(staging, account);
    give(passwordFile, account);
    const initdb = join(await reachableBinaries(binDir, account), 'initdb');
    const args = ['-D', folder, '-U', 'postgres', '-E', 'UTF8', ...localeFor(binDir), '-A', 'scram-sha-256', `--pwfile=${passwordFile}`];
    await run(initdb, args, { ...account, cwd: '/', env: cleanEnv() });
    writePrivate(join(folder, 'arco.password'), password, account);
    const final = inPlace ? link : join(parent, `database-${randomUUID()}`);
    // A link whose folder is gone still takes the name.
    rmSync(link, { force: true });
    renameSync(folder, final);
    if (!inPlace) symlinkSync(final, link);
  } catch (error) {
    const { stderr, message } = error as { stderr?: string; message: string };
    throw new AppError('unavailable', `The database could not be made in ${parent}: ${(stderr || message).trim()}`, { cause: error });
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
}

/** Unicode letters, and an order that no update of the system's libraries changes under an index. */
function localeFor(binDir: string): string[] {
  const builtIn = Number.parseInt(versionOf(binDir)) >= 17;
  return builtIn ? ['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C'] : ['--locale=C.UTF-8'];
}

function removeUnfinished(dataDir: string): void {
  for (const name of readdirSync(dataDir)) {
    if (name.startsWith('postgres.new-')) rmSync(join(dataDir, name), { recursive: true, force: true });
  }
}

export function writePrivate(file: string, text: string, account: Account): void {
  writeFileSync(file, text, { mode: 0o600 });
  give(file, account);
}

export function give(path: string, { uid, gid }: Account): void {
  if (uid !== undefined && gid !== undefined) chownSync(path, uid, gid);
}

/** Settings of the user's shell, such as PGPORT, are for their other databases. */
export function cleanEnv(): NodeJS.ProcessEnv {
  return { PATH: process.env['PATH'], LC_ALL: 'C' };
}

function readPassword(folder: string): string {
  try {
    return readFileSync(join(folder, 'arco.password'), 'utf8').trim();
  } catch (error) {
    throw new AppError(
      'unavailable',
      `${folder} belongs to another user (${(error as Error).message}). Start as the one who made it, or use another folder: ARCO_DATA_DIR=…`,
      { cause: error },
    );
  }
}
