import { describe, expect } from 'vitest';
import { system } from '../core/access.ts';
import { connect, withClient, type ClientSql } from '../core/db.ts';
import { describeProcedures } from '../routes/schema.ts';
import { appRouter } from '../router.ts';
import { attacks, secretsOf } from './attacks.ts';
import { clientTables, copying } from './catalogue.ts';
import { callerAs, test, type Api } from './fixtures.ts';
import { furnish, MARK, now, snapshot } from './furnish.ts';

const call = (api: Api, path: string, input: unknown): Promise<unknown> => {
  const [module, name] = path.split('.') as [keyof Api, string];
  return (api[module] as unknown as Record<string, (input: unknown) => Promise<unknown>>)[name]!(input);
};

/** Of a subscription, what it tells first. */
async function firstOf(answer: unknown): Promise<unknown> {
  if (typeof answer !== 'object' || answer === null || !(Symbol.asyncIterator in answer)) return answer;
  for await (const told of answer as AsyncIterable<unknown>) return told;
  return undefined;
}

describe('every procedure', () => {
  const procedures = Object.entries(describeProcedures(appRouter));

  test('says what a request must bring', () => {
    expect(procedures.filter(([, { access }]) => access === null).map(([name]) => name)).toEqual([]);
  });

  test('has an input and an output that are checked', () => {
    expect(procedures.filter(([, { output }]) => output === null).map(([name]) => name)).toEqual([]);
  });

  test('is attacked by this test', () => {
    expect(Object.keys(attacks).sort()).toEqual(procedures.map(([name]) => name).sort());
  });

  test('refuses a caller who was given nothing', async ({ client }) => {
    const bare = client.as({ now, scopes: [] });
    for (const [name] of procedures) {
      await expect(call(bare, name, attacks[name]?.({ goalId: crypto.randomUUID(), actionId: crypto.randomUUID(), annotationId: crypto.randomUUID(), keyId: crypto.randomUUID(), personId: crypto.randomUUID(), recommendationId: crypto.randomUUID(), soon: '2026-10-25' })), name).rejects.toMatchObject({ reason: 'scope_missing' });
    }
  });

  test("shows a stranger nothing of another's, and changes nothing there", async ({ client, newClient, database }) => {
    const target = await furnish(database.owner, database.sql, client);
    const stranger = await newClient();
    const before = await snapshot(database.owner, client);

    for (const [name] of procedures) {
      const answer = await call(stranger.as({ now }), name, attacks[name]?.(target)).then(firstOf).catch((error: { reason: string }) => error.reason);
      const text = JSON.stringify(answer);
      for (const secret of [...secretsOf(target), String(MARK), '98.7654', 'segredo.csv', client.id]) expect(text, name).not.toContain(secret);
    }

    expect(await snapshot(database.owner, client)).toBe(before);
  });

  test('refuses a person who does not belong to the client they name', async ({ client, newClient, database }) => {
    await furnish(database.owner, database.sql, client);
    const stranger = await newClient();
    const caller = callerAs({ role: 'owner', id: stranger.personId });

    const entered = withClient(database.sql, client.id, caller, (sql) => sql`select from client_goals where client_id = ${sql.clientId}`);
    await expect(entered).rejects.toMatchObject({ reason: 'forbidden' });
  });
});

describe('SQL that forgets its client', () => {
  test('reads, changes and deletes none of the others, and cannot write into them', async ({ client, newClient, database }) => {
    const { owner, sql } = database;
    await furnish(owner, sql, client);
    const stranger = await newClient();
    await furnish(owner, sql, stranger);
    const before = await snapshot(owner, client);

    for (const table of await clientTables(owner)) {
      const inside = (run: (scoped: ClientSql) => Promise<unknown>) => withClient(sql, stranger.id, system, run);
      const seen = await withClient(sql, stranger.id, system, (scoped) => scoped<{ clientId: string }[]>`select distinct client_id from ${scoped(table)}`);
      expect(seen.map(({ clientId }) => clientId), table).toEqual([stranger.id]);

      const written = inside(await copying(owner, table, client.id));
      await expect(written, table).rejects.toMatchObject({ code: '42501' });
      const stolen = inside((scoped) => scoped`update ${scoped(table)} set client_id = ${client.id}`);
      await expect(stolen, table).rejects.toMatchObject({ code: '42501' });
      const [may] = await sql<{ update: boolean }[]>`select has_table_privilege(${table}, 'update') as update`;
      if (may!.update) await inside((scoped) => scoped`update ${scoped(table)} set client_id = client_id`);
    }
    for (const table of await clientTables(owner)) {
      const deleted = withClient(sql, stranger.id, system, (scoped) => scoped`delete from ${scoped(table)}`);
      // Some may not be deleted, and what others point to stays.
      await deleted.catch(({ code }: { code: string }) => expect(['42501', '23503'], table).toContain(code));
    }

    expect(await snapshot(owner, client)).toBe(before);
  });

  test('sees nothing on a pooled connection after another client was on it', async ({ client, database }) => {
    await furnish(database.owner, database.sql, client);
    const single = connect(database.url.service, { max: 1 });
    const seen = await withClient(single, client.id, system, (sql) => sql`select id from client_goals where client_id = ${sql.clientId}`);
    expect(seen).toHaveLength(1);

    expect(await single`select id from client_goals`).toEqual([]);
    await single.end();
  });

  test('a row cannot point into another client', async ({ client, newClient, database }) => {
    const { goalId } = await furnish(database.owner, database.sql, client);
    const stranger = await newClient();
    const pointing = withClient(database.sql, stranger.id, system, (sql) => sql`
      insert into goal_progress (client_id, goal_id, date, status) values (${sql.clientId}, ${goalId}, '2026-10-07', 'open')
    `);
    await expect(pointing).rejects.toMatchObject({ code: '23503' });
  });
});
