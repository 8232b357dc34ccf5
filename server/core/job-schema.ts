import { runMigrations } from 'graphile-worker';
import type { ReservedSql } from 'postgres';
import type { Sql } from './db.ts';
import { quiet } from './job-log.ts';

/** The migration of graphile-worker that its version in `package.json` ends with. */
const VERSION = 20;

/**
 * Brings the job queue's own schema up to date, and lets the service's role work in it. Its tables have row-level
 * security without policies; the role that runs the jobs is the one that serves requests, so it gets them here.
 */
export async function installJobs(owner: ReservedSql, url: string): Promise<boolean> {
  if (await jobsInstalled(owner)) return false;
  await runMigrations({ connectionString: url, logger: quiet });
  await owner`grant usage on schema graphile_worker to arco_service`;
  await owner`grant select, insert, update, delete on all tables in schema graphile_worker to arco_service`;
  await owner`grant usage on all sequences in schema graphile_worker to arco_service`;
  await owner`grant execute on all functions in schema graphile_worker to arco_service`;
  // The jobs' own table last: by its policy the whole is known to be there.
  const tables = await owner<{ name: string }[]>`
    select relname as name from pg_class
    where relnamespace = 'graphile_worker'::regnamespace and relkind = 'r' and relrowsecurity
      and not exists (select from pg_policy where polrelid = pg_class.oid)
    order by relname = '_private_jobs'
  `;
  for (const { name } of tables) await owner`create policy arco_service on graphile_worker.${owner(name)} to arco_service using (true) with check (true)`;
  return true;
}

export async function jobsInstalled(sql: Sql | ReservedSql): Promise<boolean> {
  const [schema] = await sql<{ exists: boolean }[]>`select to_regclass('graphile_worker.migrations') is not null as exists`;
  if (!schema!.exists) return false;
  const [latest] = await sql<{ usable: boolean }[]>`
    select
      (select max(id) from graphile_worker.migrations) >= ${VERSION}
      and exists (select from pg_policies where schemaname = 'graphile_worker' and tablename = '_private_jobs') as usable
  `;
  return latest!.usable;
}
