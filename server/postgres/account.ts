import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { AppError } from '../core/errors.ts';
import { versionOf } from './binaries.ts';

/** Who PostgreSQL runs as: it refuses to run as root. Empty means as ourselves. */
export interface Account {
  uid?: number;
  gid?: number;
}

/** Where root keeps what an unprivileged account must reach although our own folder is closed to it, as those under /root are. */
const openFolder = '/var/lib/arco';

export function ensureOpenFolder(): string {
  try {
    mkdirSync(openFolder, { recursive: true });
    // Whatever the umask.
    chmodSync(openFolder, 0o755);
    return openFolder;
  } catch (error) {
    throw new AppError(
      'unavailable',
      `PostgreSQL does not run as root, and other users can reach neither this folder nor ${openFolder} (${(error as Error).message}). ` +
        'Start as an ordinary user, or keep the data in a folder open to all: ARCO_DATA_DIR=/srv/arco',
      { cause: error },
    );
  }
}

const nobody: Account = { uid: 65_534, gid: 65_534 };

/** The account for a database folder: that of its owner when it exists already. */
export function accountFor(folder: string): Account {
  if (process.getuid?.() !== 0) return {};
  if (!existsSync(folder)) return nobody;
  const { uid, gid } = statSync(folder);
  return uid === 0 ? nobody : { uid, gid };
}

export function canReach(folder: string, account: Account): boolean {
  return tryRun('/bin/sh', ['-c', 'cd -- "$0"', folder], account);
}

/** Lets others pass through a folder of ours, where that alone keeps the account out; nothing in it becomes readable. */
export function letThrough(folder: string, account: Account): boolean {
  const { mode } = statSync(folder);
  chmodSync(folder, mode | 0o011);
  if (canReach(folder, account)) return true;
  chmodSync(folder, mode);
  return false;
}

/** The binaries where the account can run them: in place, or copied once to the open folder. */
export async function reachableBinaries(binDir: string, account: Account): Promise<string> {
  if (account.uid === undefined || tryRun(join(binDir, 'postgres'), ['--version'], account)) return binDir;
  const root = dirname(binDir);
  const copy = join(ensureOpenFolder(), `postgresql-${versionOf(binDir)}`);
  if (!existsSync(copy)) {
    const unfinished = `${copy}.${randomUUID()}`;
    await cp(root, unfinished, { recursive: true, verbatimSymlinks: true });
    openUp(unfinished);
    try {
      renameSync(unfinished, copy);
    } catch (error) {
      rmSync(unfinished, { recursive: true, force: true });
      if (!existsSync(copy)) throw error;
    }
  }
  return join(copy, basename(binDir));
}

/** A strict umask at install time would otherwise follow the copy. */
function openUp(folder: string): void {
  execFileSync('chmod', ['-R', 'a+rX', folder]);
}

function tryRun(command: string, args: string[], account: Account): boolean {
  try {
    execFileSync(command, args, { ...account, cwd: '/', stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
