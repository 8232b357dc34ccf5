import { describe, expect, vi } from 'vitest';
import { createLog } from './log.ts';
import { system } from './access.ts';
import { withClient } from './db.ts';
import { enqueue, planDays, startJobs, type Job } from './jobs.ts';
import { listQueue, measureQueue, retryJob } from './queue.ts';
import { test, type TestClient, type TestDatabase } from '../test/fixtures.ts';

const log = createLog('silent');

const put = ({ sql }: TestDatabase, client: TestClient, name: string, fail = false) =>
  withClient(sql, client.id, system, async (scoped) => {
    await enqueue(scoped, name);
    if (fail) throw new Error('the business said no');
  });

const waiting = async ({ sql }: TestDatabase, name: string) => (await listQueue(sql, { failed: false })).filter((job) => job.job === name);

describe('the queue', () => {
  test('takes a job only if the transaction commits, and one of a key once', async ({ database, client }) => {
    await expect(put(database, client, 'test.one', true)).rejects.toThrow('said no');
    expect(await waiting(database, 'test.one')).toEqual([]);
    await put(database, client, 'test.one');
    await put(database, client, 'test.one');
    expect(await waiting(database, 'test.one')).toMatchObject([{ client: client.slug, attempts: 0, failed: false }]);
  });

  test('runs a job as its client, as the service and nobody else', async ({ database, client }) => {
    const seen = vi.fn<(what: object) => void>();
    const job: Job = {
      name: 'test.run',
      run: async (sql, { slug }, { today }) => {
        const [row] = await sql<{ client: string; role: string }[]>`select arco.current_client() as client, current_user as role`;
        seen({ slug, today, ...row });
      },
    };
    await put(database, client, 'test.run');
    const running = await startJobs({ url: database.url.service, sql: database.sql, log, jobs: [job] });
    try {
      await vi.waitFor(() => expect(seen).toHaveBeenCalledOnce(), 8_000);
      expect(seen).toHaveBeenCalledWith({ slug: client.slug, today: expect.stringMatching(/^\d{4}-\d\d-\d\d$/), client: client.id, role: 'app' });
    } finally {
      await running.stop();
    }
    expect(await waiting(database, 'test.run')).toEqual([]);
  });

  test('lists what failed for good, and runs it again when asked', async ({ database, client }) => {
    await put(database, client, 'test.fail');
    await database.owner`
      update graphile_worker._private_jobs set attempts = max_attempts, last_error = 'the vendor is gone'
      where task_id = (select id from graphile_worker._private_tasks where identifier = 'test.fail')
    `;
    const [failed] = (await listQueue(database.sql, { failed: true })).filter(({ job }) => job === 'test.fail');
    expect(failed).toMatchObject({ client: client.slug, failed: true, lastError: 'the vendor is gone' });
    expect((await measureQueue(database.sql)).failed).toBe(1);
    expect(await retryJob(database.sql, failed!.id)).toBe(true);
    expect((await measureQueue(database.sql)).failed).toBe(0);
    expect(await retryJob(database.sql, 999_999)).toBe(false);
  });

  test('keeps a job that throws for another try, with what it said', async ({ database, client }) => {
    const job: Job = { name: 'test.throw', run: () => Promise.reject(new Error('no such campaign')) };
    await put(database, client, 'test.throw');
    const running = await startJobs({ url: database.url.service, sql: database.sql, log, jobs: [job] });
    try {
      await vi.waitFor(async () => expect(await waiting(database, 'test.throw')).toMatchObject([{ attempts: 1, failed: false, lastError: expect.stringContaining('no such campaign') }]), 8_000);
    } finally {
      await running.stop();
    }
  });
});

describe('daily jobs', () => {
  const job: Job = { name: 'test.daily', dailyFrom: 6, run: async () => {} };
  const of = async (database: TestDatabase, client: TestClient) => (await waiting(database, 'test.daily')).filter((each) => each.client === client.slug).length;
  const empty = ({ owner }: TestDatabase) => owner`delete from graphile_worker._private_jobs`;

  test("run from an hour of the client's own day, once a day, on however many servers", async ({ database, newClient }) => {
    const [paulista, portuguese] = [await newClient(), await newClient({ timeZone: 'Europe/Lisbon' })];
    await planDays(database.sql, [job], new Date('2026-11-18T07:00:00Z'));
    expect([await of(database, paulista), await of(database, portuguese)]).toEqual([0, 1]);
    await Promise.all([1, 2, 3].map(() => planDays(database.sql, [job], new Date('2026-11-18T09:01:00Z'))));
    expect([await of(database, paulista), await of(database, portuguese)]).toEqual([1, 1]);
    await empty(database);
    await planDays(database.sql, [job], new Date('2026-11-18T20:00:00Z'));
    expect([await of(database, paulista), await of(database, portuguese)]).toEqual([0, 0]);
    await planDays(database.sql, [job], new Date('2026-11-19T09:00:00Z'));
    expect([await of(database, paulista), await of(database, portuguese)]).toEqual([1, 1]);
  });
});

test('an hourly job runs once an hour for every client, on however many servers', async ({ database, client }) => {
  const job: Job = { name: 'test.hourly', hourly: true, run: async () => {} };
  const of = async () => (await waiting(database, 'test.hourly')).filter((each) => each.client === client.slug).length;
  await Promise.all([1, 2, 3].map(() => planDays(database.sql, [job], new Date('2026-11-18T09:01:00Z'))));
  expect(await of()).toBe(1);
  await database.owner`delete from graphile_worker._private_jobs`;
  await planDays(database.sql, [job], new Date('2026-11-18T09:56:00Z'));
  expect(await of()).toBe(0);
  await planDays(database.sql, [job], new Date('2026-11-18T10:00:00Z'));
  expect(await of()).toBe(1);
});
