import { randomUUID } from 'node:crypto';
import { describe, expect } from 'vitest';
import { connect, type Sql } from '../core/db.ts';
import { test as base, type TestDatabase } from '../test/fixtures.ts';
import { contentsOf, markDemo } from './contents.ts';
import { reach } from './database.ts';
import { roleProblem, roleUrl } from './roles.ts';

interface Fixtures {
  /** Makes a login that ends with the test, runs statements that name it as `$role`, and connects as it. */
  as: (options: string, ...statements: string[]) => Promise<Sql>;
}

const test = base.extend<Fixtures>({
  as: async ({ database }, use) => {
    const undo: (() => Promise<unknown>)[] = [];
    await use(async (options, ...statements) => {
      const role = `r_${randomUUID().replaceAll('-', '')}`;
      await database.owner.unsafe(`create role ${role} login password '${role}' ${options}`);
      for (const statement of statements) await database.owner.unsafe(statement.replaceAll('$role', role));
      const sql = connect(urlAs(database, role, role), { max: 1 });
      undo.push(
        () => sql.end({ timeout: 1 }),
        () => database.owner.unsafe(`reassign owned by ${role} to postgres; drop owned by ${role}; drop role ${role}`).simple(),
      );
      return sql;
    });
    for (const step of undo) await step();
  },
});

function urlAs({ url }: TestDatabase, role: string, password: string): string {
  const result = new URL(url.owner);
  result.username = role;
  result.password = password;
  return result.href;
}

describe('roleProblem', () => {
  test.for([
    ['a superuser', 'superuser', 'is a superuser'],
    ['one that bypasses row-level security', 'bypassrls in role arco_service', 'bypasses row-level security'],
    ['one that may become a superuser', 'noinherit in role arco_service, postgres', 'is a superuser, or can become one'],
    ['one outside arco_service', '', 'does not belong to it'],
    ['one that gets nothing from arco_service', 'noinherit in role arco_service', 'does not belong to it'],
  ] as const)('finds %s', async ([, options, problem], { as }) => {
    expect(await roleProblem(await as(options))).toEqual({ role: expect.stringMatching(/^r_/), problem: expect.stringContaining(problem) });
  });

  test('finds an owner of our tables, also by way of another role', async ({ as, database }) => {
    const owner = await as('in role arco_service', 'create table owned_here ()', 'alter table owned_here owner to $role');
    expect(await roleProblem(owner)).toMatchObject({ problem: expect.stringContaining("owns ARCO's tables") });
    const [{ role }] = (await owner`select current_user as role`) as unknown as [{ role: string }];
    const friend = await as('in role arco_service', `grant ${role} to $role`);
    expect(await roleProblem(friend)).toMatchObject({ problem: expect.stringContaining('belongs to the role that does') });
    await database.owner`drop table owned_here`;
  });

  test("has nothing against the service's own", async ({ as, database }) => {
    expect(await roleProblem(await as('in role arco_service'))).toBeUndefined();
    expect(await roleProblem(database.sql)).toBeUndefined();
  });
});

describe('roleUrl', () => {
  test('gives the role a login once, the same for everybody who knows the owner', async ({ database }) => {
    const { owner, url } = database;
    await owner`alter role arco_service nologin password null`;
    const first = await roleUrl(owner, url.owner, 'unused', 'arco_service');
    const second = await roleUrl(owner, url.owner, 'another', 'arco_service');
    expect(second).toBe(first);
    expect(first).not.toContain(new URL(url.owner).password);

    const sql = connect(first, { max: 1 });
    expect(await sql`select session_user::text as session, current_database() as database`).toEqual([
      { session: 'arco_service', database: new URL(url.owner).pathname.slice(1) },
    ]);
    expect(await roleProblem(sql)).toBeUndefined();
    await sql.end();
    await owner`alter role arco_service nologin password null`;
  });

  test('never changes a password that somebody else has set', async ({ database }) => {
    const { owner, url } = database;
    await owner`alter role arco_service login password 'theirs'`;
    await expect(roleUrl(owner, url.owner, 'unused', 'arco_service')).rejects.toMatchObject({ reason: 'conflict', message: expect.stringContaining('another ARCO uses it') });
    const theirs = connect(urlAs(database, 'arco_service', 'theirs'), { max: 1 });
    expect(await theirs`select 1 as one`).toEqual([{ one: 1 }]);
    await theirs.end();
    await owner`alter role arco_service nologin password null`;
  });
});

describe('reach', () => {
  test('names the variable and the server where it cannot connect, never the password', async ({ database }) => {
    const wrong = urlAs(database, 'postgres', 'hunter22');
    const refused = reach(wrong, 'DATABASE_URL');
    await expect(refused).rejects.toMatchObject({ reason: 'unavailable', message: expect.stringMatching(/^DATABASE_URL: cannot use 127\.0\.0\.1:\d+\/test_/) });
    await expect(refused).rejects.not.toThrow('hunter22');
    await expect(reach('postgres://a:b@127.0.0.1:1/arco', 'DATABASE_OWNER_URL')).rejects.toThrow(/DATABASE_OWNER_URL: cannot use 127\.0\.0\.1:1\/arco \(.*ECONNREFUSED/);
  });
});

describe('contentsOf', () => {
  test('tells an empty database, a demo half and whole, and one in use', async ({ database, newClient }) => {
    const { owner, sql } = database;
    expect(await contentsOf(owner)).toBe('empty');
    await markDemo(owner, 'started');
    expect(await contentsOf(owner)).toBe('unfinished demo');
    await markDemo(owner, 'finished');
    expect(await contentsOf(owner)).toBe('demo');
    expect(await contentsOf(sql)).toBe('demo');
    await owner`delete from settings`;
    await newClient();
    expect(await contentsOf(owner)).toBe('used');
    expect(await contentsOf(sql)).toBe('used');
  });

  test("takes somebody else's tables for what they are", async ({ database }) => {
    const name = `other_${randomUUID().replaceAll('-', '')}`;
    await database.owner.unsafe(`create database ${name}`);
    const url = new URL(database.url.owner);
    url.pathname = name;
    const other = connect(url.href, { max: 1 });
    expect(await contentsOf(other)).toBe('empty');
    await other`create table invoices (id int)`;
    expect(await contentsOf(other)).toBe('used');
    await other.end();
    await database.owner.unsafe(`drop database ${name}`);
  });
});
