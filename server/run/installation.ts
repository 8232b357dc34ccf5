import { randomBytes } from 'node:crypto';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Env } from '../core/env.ts';
import { AppError } from '../core/errors.ts';
import { prepareDataDir } from '../postgres/cluster.ts';

/** `ARCO_SECRET`, or one made on the first start and kept beside the data. */
export function secretOf({ secret, dataDir }: Pick<Env, 'secret' | 'dataDir'>): string {
  if (secret !== undefined) return secret;
  prepareDataDir(dataDir);
  const file = join(dataDir, 'secret');
  const kept = read(file);
  if (kept) return kept;
  try {
    writeFileSync(file, randomBytes(48).toString('base64url'), { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    // Another command that started at the same moment made it first.
  }
  const made = read(file);
  if (!made) throw new AppError('unavailable', `${file} is empty. Remove it, and a new one is made`);
  return made;
}

/** Where browsers reach the server. Kept for commands, which sign tokens in its name and know nothing of its port. */
export function publicUrlOf({ publicUrl, port, dataDir }: Pick<Env, 'publicUrl' | 'port' | 'dataDir'>): string {
  return publicUrl ?? (read(join(dataDir, 'public-url')) || localUrl(port));
}

export const localUrl = (port: number): string => `http://localhost:${port}`;

export function keepPublicUrl(dataDir: string, url: string): void {
  prepareDataDir(dataDir);
  const file = join(dataDir, 'public-url');
  writeFileSync(`${file}.new`, url);
  renameSync(`${file}.new`, file);
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw new AppError('unavailable', `Cannot read ${file} (${(error as Error).message}). Start as the user who made it, or use another folder: ARCO_DATA_DIR=…`, { cause: error });
  }
}
