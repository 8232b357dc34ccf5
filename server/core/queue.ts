import type { Sql } from './db.ts';

/** A job in the queue, as staff see it. */
export interface QueuedJob {
  id: number;
  job: string;
  client: string | null;
  attempts: number;
  maxAttempts: number;
  runAt: string;
  running: boolean;
  failed: boolean;
  lastError: string | null;
}

/** Jobs that wait, run or have failed for good, the oldest first. */
export async function listQueue(sql: Sql, { failed }: { failed: boolean }): Promise<QueuedJob[]> {
  return sql<QueuedJob[]>`
    select
      job.id, task.identifier as job, client.slug as client, job.attempts, job.max_attempts, job.run_at,
      job.locked_at is not null as running, job.attempts >= job.max_attempts as failed, job.last_error
    from graphile_worker._private_jobs job
    join graphile_worker._private_tasks task on task.id = job.task_id
    left join arco.list_clients() client on client.id::text = job.payload ->> 'client'
    where not ${failed} or job.attempts >= job.max_attempts
    order by job.id
    limit 500
  `;
}

/** Lets a job that failed run again, now. Answers whether there is one with that id. */
export async function retryJob(sql: Sql, id: number): Promise<boolean> {
  const [job] = await sql`select id from graphile_worker.reschedule_jobs(array[${id}]::bigint[], run_at => now(), attempts => 0)`;
  return job !== undefined;
}

export interface QueueFigures {
  waiting: number;
  failed: number;
  /** Seconds by which the job that is most overdue is late. */
  late: number;
}

export async function measureQueue(sql: Sql): Promise<QueueFigures> {
  const [figures] = await sql<QueueFigures[]>`
    select
      count(*) filter (where attempts < max_attempts) as waiting,
      count(*) filter (where attempts >= max_attempts) as failed,
      coalesce(extract(epoch from now() - min(run_at) filter (where attempts < max_attempts and locked_at is null and run_at < now())), 0) as late
    from graphile_worker._private_jobs
  `;
  return figures!;
}
