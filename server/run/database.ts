import { connect, type Sql } from '../core/db.ts';
import type { Env } from '../core/env.ts';
import { AppError } from '../core/errors.ts';
import { startPostgres } from '../postgres/embedded.ts';

export interface OwnersDatabase {
  url: string;
  /** A small pool of the owner's role: for migrations, and for what the service may not do. */
  owner: Sql;
  /** Whether it is our own PostgreSQL, in the data folder. */
  embedded: boolean;
  close(): Promise<void>;
}

type Place = Pick<Env, 'databaseUrl' | 'databaseOwnerUrl' | 'dataDir'>;

/** Opens the database that the environment names as its owner; without one, our own PostgreSQL, which is started if it is not running. */
export async function openAsOwner({ databaseUrl, databaseOwnerUrl, dataDir }: Place, say: (line: string) => void): Promise<OwnersDatabase> {
  const given = databaseOwnerUrl ?? databaseUrl;
  if (given !== undefined) {
    const owner = await reach(given, databaseOwnerUrl ? 'DATABASE_OWNER_URL' : 'DATABASE_URL', 2);
    return { url: given, owner, embedded: false, close: () => owner.end({ timeout: 5 }) };
  }
  const server = await startPostgres({ dataDir, log: say });
  const owner = connect(server.url, { max: 2 });
  const close = async () => {
    await owner.end({ timeout: 5 });
    await server.stop();
  };
  return { url: server.url, owner, embedded: true, close };
}

/** Opens a pool and makes sure that it answers. What it throws names the variable and the server, never the password. */
export async function reach(url: string, variable: string, max?: number): Promise<Sql> {
  const sql = connect(url, max === undefined ? {} : { max });
  try {
    await sql`select 1`;
    return sql;
  } catch (error) {
    await sql.end({ timeout: 1 });
    const { host, pathname } = new URL(url);
    const { message } = error as Error;
    throw new AppError('unavailable', `${variable}: cannot use ${host}${pathname} (${message}). Check that the server runs, and the name, role and password in the URL`, {
      cause: error,
    });
  }
}
