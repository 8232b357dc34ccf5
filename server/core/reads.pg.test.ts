import { describe, expect } from 'vitest';
import { callerAs, test } from '../test/fixtures.ts';
import { system } from './access.ts';
import type { ClientSql } from './db.ts';
import { Readers } from './readers.ts';
import { ClientReads } from './reads.ts';

const clientOf = (sql: ClientSql) => sql<{ id: string | null }[]>`select arco.current_client() as id`;

describe('the reads of one request', () => {
  test('share one transaction that has entered the client, whatever their number', async ({ client, database }) => {
    const statements: string[] = [];
    const readers = new Readers(database.url.service, { max: 1, debug: (statement) => void statements.push(statement) });
    const reads = new ClientReads(readers, client.id, system);

    const answers = await Promise.all(Array.from({ length: 5 }, () => reads.run(clientOf)));
    await readers.end();

    expect(answers.map(([row]) => row!.id)).toEqual(Array(5).fill(client.id));
    const sent = statements.filter((text) => !text.includes('pg_catalog'));
    expect(sent.map((text) => text.split(' ')[0])).toEqual(['begin', 'select', ...Array(5).fill('select'), 'commit']);
  });

  test('leave nothing of the client on the connection', async ({ client, database }) => {
    const single = new Readers(database.url.service, { max: 1 });
    await new ClientReads(single, client.id, system).run(clientOf);

    const [row] = await single.use((sql) => sql<{ id: string | null }[]>`select arco.current_client() as id`);
    expect(row!.id).toBeNull();
    await single.end();
  });

  test('may ask again after an answer, still inside the client', async ({ client, database }) => {
    const reads = new ClientReads(database.readers, client.id, system);
    const seen = await reads.run(async (sql) => {
      const [first] = await clientOf(sql);
      await new Promise((done) => setTimeout(done, 20));
      const [second] = await clientOf(sql);
      const [third] = await clientOf(sql);
      return [first!.id, second!.id, third!.id];
    });
    expect(seen).toEqual([client.id, client.id, client.id]);
  });

  test('may ask several things at once after an answer, all of them inside the client', async ({ client, database }) => {
    const reads = new ClientReads(database.readers, client.id, system);
    const rounds = await reads.run(async (sql) => {
      const seen = [];
      for (let round = 0; round < 5; round += 1) {
        // Executed at once, after a microtask, and after several: none may overtake the statements that open the transaction.
        const late = Promise.resolve().then(() => clientOf(sql));
        const later = Promise.resolve().then(() => {}).then(() => {}).then(() => {}).then(() => clientOf(sql));
        seen.push(...(await Promise.all([clientOf(sql).then((rows) => rows), clientOf(sql), late, later])));
      }
      return seen.map(([row]) => row!.id);
    });
    expect(rounds).toEqual(Array(20).fill(client.id));
  });

  test('when one fails, the others are answered', async ({ client, database }) => {
    const reads = new ClientReads(database.readers, client.id, system);
    const outcomes = await Promise.allSettled([
      reads.run(clientOf),
      reads.run((sql) => sql`select 1 / 0`),
      reads.run(clientOf),
      reads.run((sql) => sql`select nothing`),
      reads.run(clientOf),
    ]);

    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'rejected', 'fulfilled']);
    expect(outcomes.map((outcome) => (outcome.status === 'rejected' ? outcome.reason.code : null))).toEqual([null, '22012', null, '42703', null]);
    // The connection went back clean.
    await expect(new ClientReads(database.readers, client.id, system).run(clientOf)).resolves.toMatchObject([{ id: client.id }]);
  });

  test('of a client the caller may not enter are all refused', async ({ client, newClient, database }) => {
    const stranger = await newClient();
    const reads = new ClientReads(database.readers, client.id, callerAs({ role: 'owner', id: stranger.personId }));
    const outcomes = await Promise.allSettled([reads.run(clientOf), reads.run(clientOf)]);
    expect(outcomes).toEqual(Array(2).fill({ status: 'rejected', reason: expect.objectContaining({ reason: 'forbidden' }) }));
  });

  test('cannot write', async ({ client, database }) => {
    const reads = new ClientReads(database.readers, client.id, system);
    const write = reads.run((sql) => sql`insert into metric_sources (client_id, metric, sources) values (${sql.clientId}, 'leads', '{import}')`);
    await expect(write).rejects.toMatchObject({ code: '25006' });
  });

  test('whose connection is lost are refused as unavailable, and the pool goes on', async ({ client, database }) => {
    const pool = new Readers(database.url.service, { max: 1 });
    const [{ pid }] = await pool.use((sql) => sql<[{ pid: number }]>`select pg_backend_pid() as pid`);
    const asleep = new ClientReads(pool, client.id, system).run((sql) => sql`select pg_sleep(5)`);
    await new Promise((done) => setTimeout(done, 100));
    const [failure] = await Promise.all([asleep.catch((error: unknown) => error), database.owner`select pg_terminate_backend(${pid})`]);
    expect(failure).toMatchObject({ reason: 'unavailable' });

    await expect(new ClientReads(pool, client.id, system).run(clientOf)).resolves.toMatchObject([{ id: client.id }]);
    await pool.end();
  });
});
