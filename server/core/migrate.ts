import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import type { Sql } from './db.ts';
import { AppError } from './errors.ts';
import { installJobs, jobsInstalled } from './job-schema.ts';

/** What the schema of the job queue is called among migrations. */
const QUEUE = 'graphile_worker';
const folder = new URL('../migrations/', import.meta.url);

interface Migration {
  name: string;
  text: string;
  checksum: string;
}

async function readMigrations(): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort();
  return Promise.all(
    names.map(async (name) => {
      const text = await readFile(new URL(name, folder), 'utf8');
      return { name, text, checksum: createHash('sha256').update(text).digest('hex') };
    }),
  );
}

/**
 * The roles that the service and its sign-in connect as, or belong to: neither owner nor superuser, so row-level security
 * holds for them, and neither reads what is the other's.
 */
export async function ensureRoles(owner: Sql): Promise<void> {
  await owner`
    do $$
    declare
      wanted text;
    begin
      foreach wanted in array array['arco_service', 'arco_auth'] loop
        begin
          -- Asked first: an owner that may not create roles is fine where an administrator has made them.
          if not exists (select from pg_roles where rolname = wanted) then
            execute format('create role %I nologin', wanted);
          end if;
        exception
          when duplicate_object or unique_violation then null;
        end;
      end loop;
    end
    $$
  `.simple();
}

/**
 * Applies the migrations that the database has not seen, in order, each in its own transaction, then those of the job
 * queue, and answers their names. `url` is the owner's, for the queue's own connection. Refuses a file that was edited after it had been applied, by name.
 */
export async function migrate(owner: Sql, url: string): Promise<string[]> {
  const migrations = await readMigrations();
  await ensureRoles(owner);
  const connection = await owner.reserve();
  try {
    // Two servers that start together queue here, and the second finds the work done.
    await connection`select pg_advisory_lock(hashtext('arco.migrations'))`;
    await connection`
      create table if not exists migrations (
        name text primary key,
        checksum text not null,
        applied_at timestamptz not null default now()
      )
    `;
    await connection`grant select on migrations to arco_service`;
    const pending = compare(migrations, await appliedMigrations(connection));
    for (const { name, text, checksum } of pending) {
      try {
        await connection`begin`;
        await connection.unsafe(text).simple();
        await connection`insert into migrations ${connection({ name, checksum })}`;
        await connection`commit`;
      } catch (error) {
        await connection`rollback`;
        throw new Error(`Migration ${name} failed, and nothing of it was kept: ${(error as Error).message}`, { cause: error });
      }
    }
    const queue = (await installJobs(connection, url)) ? [QUEUE] : [];
    return [...pending.map(({ name }) => name), ...queue];
  } finally {
    await connection`select pg_advisory_unlock(hashtext('arco.migrations'))`.catch(() => {});
    connection.release();
  }
}

/** Names of the migrations that the database has not seen. */
export async function pendingMigrations(sql: Sql): Promise<string[]> {
  const [table] = await sql<{ exists: boolean }[]>`select to_regclass('public.migrations') is not null as exists`;
  const applied = table?.exists ? await appliedMigrations(sql) : [];
  const pending = compare(await readMigrations(), applied).map(({ name }) => name);
  return (await jobsInstalled(sql)) ? pending : [...pending, QUEUE];
}

type Applied = Pick<Migration, 'name' | 'checksum'>;

async function appliedMigrations(sql: Sql): Promise<Applied[]> {
  return sql<Applied[]>`select name, checksum from migrations order by name`;
}

function compare(migrations: Migration[], applied: Applied[]): Migration[] {
  const checksums = new Map(applied.map(({ name, checksum }) => [name, checksum]));
  const known = new Set(migrations.map(({ name }) => name));
  const unknown = applied.find(({ name }) => !known.has(name));
  if (unknown) {
    throw new AppError('conflict', `This database has migration ${unknown.name}, which this version of ARCO does not know. Run the version that made it, or a newer one.`);
  }
  const edited = migrations.find(({ name, checksum }) => checksums.has(name) && checksums.get(name) !== checksum);
  if (edited) {
    throw new AppError('conflict', `Migration ${edited.name} was edited after it had been applied. Restore the file, and put the change in a new migration.`);
  }
  return migrations.filter(({ name }) => !checksums.has(name));
}
