import type { Client } from './clients.ts';
import type { Sql } from './db.ts';
import type { Logger } from './log.ts';

export interface JobContext {
  sql: Sql;
  log: Logger;
  now: Date;
}

/** Work that comes back. Running it twice must change nothing more than running it once. */
export interface Job {
  name: string;
  everyMinutes: number;
  run(context: JobContext): Promise<void>;
}

export interface JobsOptions {
  sql: Sql;
  log: Logger;
  jobs: readonly Job[];
}

const TICK_MS = 15_000;

/** Runs each job at its interval, on one worker at a time however many there are. `stop` waits for the one that runs. */
export function startJobs({ sql, log, jobs }: JobsOptions): { stop(): Promise<void> } {
  const due = new Map(jobs.map((job) => [job, 0]));
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;

  const tick = async () => {
    for (const job of jobs) {
      if (stopped || due.get(job)! > Date.now()) continue;
      due.set(job, Date.now() + job.everyMinutes * 60_000);
      await runAlone(job, { sql, log, now: new Date() });
    }
    if (!stopped) timer = setTimeout(() => (running = tick()), TICK_MS).unref();
  };
  let running = tick();

  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}

async function runAlone(job: Job, context: JobContext): Promise<void> {
  const { sql, log } = context;
  const began = Date.now();
  try {
    await sql.begin(async (tx) => {
      const [lock] = await tx<{ taken: boolean }[]>`select pg_try_advisory_xact_lock(hashtext(${`arco.job.${job.name}`})) as taken`;
      if (!lock?.taken) return;
      await job.run(context);
      log.info({ job: job.name, ms: Date.now() - began }, 'job done');
    });
  } catch (error) {
    log.error({ job: job.name, err: error }, 'job failed; it runs again at its next interval');
  }
}

/** Visits every client in turn; one that fails does not keep the others from their turn. */
export async function forEachClient(sql: Sql, visit: (client: Client) => Promise<void>): Promise<void> {
  const clients = await sql<Client[]>`select id, slug, name, time_zone, currency from arco.list_clients()`;
  const failures: unknown[] = [];
  for (const client of clients) {
    try {
      await visit(client);
    } catch (error) {
      failures.push(new Error(`${client.slug}: ${(error as Error).message}`, { cause: error }));
    }
  }
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} of ${clients.length} clients failed`);
}
