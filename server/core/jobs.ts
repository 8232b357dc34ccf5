import { parseCronItems, run, type TaskList } from 'graphile-worker';
import * as z from 'zod';
import { system } from './access.ts';
import { findClient, type Client } from './clients.ts';
import { dayIn, type Day } from './dates.ts';
import { withClient, type ClientSql, type Sql } from './db.ts';
import { workerLog } from './job-log.ts';
import type { Logger } from './log.ts';

/** Work on what belongs to nobody, that comes back. Running it twice must change nothing more than running it once. */
export interface SystemJob {
  name: string;
  /** Divides 60. */
  everyMinutes: number;
  run(sql: Sql, now: Date): Promise<void>;
}

/** Work for one client, in a transaction of that client. Running it twice must change nothing more than running it once. */
export interface ClientJob {
  name: string;
  /** The hour of the client's own day from which it runs once a day; without one it runs when it is enqueued. */
  dailyFrom?: number;
  /** Runs once in each hour, for every client. */
  hourly?: true;
  run(sql: ClientSql, client: Client, when: { now: Date; today: Day }): Promise<void>;
}

export type Job = SystemJob | ClientJob;

/** Puts a job in the queue if this transaction commits; one that waits there already stays the only one. */
export async function enqueue(sql: ClientSql, job: string): Promise<void> {
  await sql`select arco.enqueue(${job}, ${sql.json({ client: sql.clientId })}, ${`${job}:${sql.clientId}`}, null)`;
}

export interface JobsOptions {
  /** Past a pooler: the queue listens. */
  url: string;
  sql: Sql;
  log: Logger;
  jobs: readonly Job[];
}

const PLAN = 'jobs.plan';
const PLAN_MINUTES = 5;
const CONCURRENCY = 2;

/** Works through the queue, together with every other process that does. `stop` waits for the jobs that run. */
export async function startJobs({ url, sql, log, jobs }: JobsOptions): Promise<{ stop(): Promise<void> }> {
  const planned: SystemJob = { name: PLAN, everyMinutes: PLAN_MINUTES, run: (service, now) => planDays(service, jobs, now) };
  const all = [planned, ...jobs];
  const recurring = all.filter((job) => 'everyMinutes' in job);
  const runner = await run({
    connectionString: url,
    logger: workerLog(log),
    noHandleSignals: true,
    concurrency: CONCURRENCY,
    maxPoolSize: CONCURRENCY + 2,
    pollInterval: 5_000,
    // Left to itself the worker does not wait, when it stops, until a job that has run is marked as done.
    preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
    taskList: Object.fromEntries(all.map((job) => [job.name, taskOf(job, sql, log)])),
    parsedCronItems: parseCronItems(
      recurring.map(({ name, everyMinutes }) => ({ task: name, match: `*/${everyMinutes} * * * *`, options: { jobKey: name, backfillPeriod: 0 } })),
    ),
  });
  // What fell due while nothing ran does not wait for the next round.
  await runner.addJob(PLAN, {}, { jobKey: PLAN });
  return { stop: () => runner.stop() };
}

const Payload = z.object({ client: z.uuid() });

function taskOf(job: Job, sql: Sql, log: Logger): TaskList[string] {
  return async (payload) => {
    const began = Date.now();
    const about = { job: job.name, ...(typeof payload === 'object' && payload && 'client' in payload ? { client: payload.client } : {}) };
    try {
      if ('everyMinutes' in job) await job.run(sql, new Date());
      else await runForClient(sql, job, Payload.parse(payload).client);
    } catch (error) {
      log.error({ ...about, err: error }, 'job failed');
      throw error;
    }
    log.info({ ...about, ms: Date.now() - began }, 'job done');
  };
}

/** Runs a job for one client; a client that is gone has no work left. */
export async function runForClient(sql: Sql, job: ClientJob, clientId: string, now = new Date()): Promise<void> {
  const client = await findClient(sql, { id: clientId });
  if (!client) return;
  await withClient(sql, client.id, system, (scoped) => job.run(scoped, client, { now, today: dayIn(client.timeZone, now) }));
}

/**
 * Enqueues every hourly job for each client, and every daily one for each whose own clock has passed its hour: once an hour
 * or a day, however many servers ask. Hours in which nobody asked are not made up for: a job sees what it missed.
 */
export async function planDays(sql: Sql, jobs: readonly Job[], now: Date): Promise<void> {
  for (const job of jobs) {
    if ('everyMinutes' in job) continue;
    if (job.hourly) await planHour(sql, job.name, now);
    if (job.dailyFrom === undefined) continue;
    await sql`
      with due as (
        insert into planned_jobs (name, client_id, day)
        select ${job.name}, id, (${now}::timestamptz at time zone time_zone)::date
        from arco.list_clients()
        where extract(hour from ${now}::timestamptz at time zone time_zone) >= ${job.dailyFrom}
        on conflict do nothing
        returning client_id
      )
      select arco.enqueue(${job.name}, jsonb_build_object('client', client_id), ${job.name} || ':' || client_id, null) from due
    `;
  }
  await sql`delete from planned_jobs where day < ${now}::timestamptz - interval '7 days'`;
}

async function planHour(sql: Sql, job: string, now: Date): Promise<void> {
  await sql`
    with due as (
      insert into planned_jobs (name, client_id, day, hour)
      select ${job}, id, (${now}::timestamptz at time zone 'UTC')::date, extract(hour from ${now}::timestamptz at time zone 'UTC')
      from arco.list_clients()
      on conflict do nothing
      returning client_id
    )
    select arco.enqueue(${job}, jsonb_build_object('client', client_id), ${job} || ':' || client_id, null) from due
  `;
}
