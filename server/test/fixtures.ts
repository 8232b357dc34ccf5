import { randomUUID } from 'node:crypto';
import postgres from 'postgres';
import { test as base, inject } from 'vitest';
import { kindOf, type Caller } from '../core/access.ts';
import { ChangeFeed } from '../core/changes.ts';
import { ClientDirectory, type Client } from '../core/clients.ts';
import { connect, type Sql } from '../core/db.ts';
import { createLog } from '../core/log.ts';
import type { Language } from '../core/input.ts';
import { Readers } from '../core/readers.ts';
import { ClientReads } from '../core/reads.ts';
import { roles, type Role } from '../core/rights.ts';
import { createCallerFactory } from '../core/trpc.ts';
import { appRouter, scopesOf } from '../router.ts';
import { withDatabase } from './setup.ts';

const createCaller = createCallerFactory(appRouter);
const allScopes = [...new Set(roles.flatMap(scopesOf))];

export type Api = ReturnType<typeof createCaller>;

/** A client with one owner, and the API as that person. */
export interface TestClient extends Client {
  personId: string;
  api: Api;
  /** The API with another day, fewer scopes or some rows alone. */
  as(options: AsOptions): Api;
}

export interface AsOptions {
  now?: Date;
  scopes?: readonly string[];
  rows?: Readonly<Record<string, readonly string[]>>;
  language?: Language;
  /** Somebody else than the owner. */
  caller?: { role: Role | 'key'; id: string; label?: string; session?: string };
}

export interface TestDatabase {
  /** The owner's role, which tests use to arrange and to look behind the curtain. */
  owner: Sql;
  /** The service's role: superusers skip row-level security, and would prove nothing. */
  sql: Sql;
  readers: Readers;
  changes: ChangeFeed;
  /** `auth` is of sign-in's role. */
  url: { owner: string; service: string; auth: string };
}

interface Fixtures {
  database: TestDatabase;
  /** Makes a client. One per test keeps tests apart with no clean-up. */
  newClient: (options?: { sector?: string; timeZone?: string; currency?: string }) => Promise<TestClient>;
  client: TestClient;
}

export const test = base.extend<Fixtures>({
  database: [
    async ({}, use) => {
      const admin = postgres(inject('ownerUrl'), { max: 1, onnotice: () => {} });
      const name = `test_${randomUUID().replaceAll('-', '')}`;
      await admin`create database ${admin(name)} template ${admin(inject('template'))}`;
      const url = { owner: withDatabase(inject('ownerUrl'), name), service: withDatabase(inject('ownerUrl'), name, 'app'), auth: withDatabase(inject('ownerUrl'), name, 'auth') };
      const owner = connect(url.owner, { max: 4 });
      const sql = connect(url.service, { max: 6 });
      const readers = new Readers(url.service, { max: 3 });
      const changes = new ChangeFeed(sql, createLog('silent'));
      await use({ owner, sql, readers, changes, url });
      await changes.stop();
      await Promise.all([owner.end({ timeout: 1 }), sql.end({ timeout: 1 }), readers.end()]);
      await admin`drop database ${admin(name)} with (force)`;
      await admin.end();
    },
    { scope: 'file' },
  ],

  newClient: async ({ database }, use) => {
    await use(async (options = {}) => {
      const slug = `c-${randomUUID()}`;
      const row = { slug, name: 'Loja de teste', sector: options.sector ?? null, timeZone: options.timeZone ?? 'America/Sao_Paulo', currency: options.currency ?? 'BRL' };
      const [client] = await database.owner<{ id: string }[]>`insert into clients ${database.owner(row)} returning id`;
      const [person] = await database.owner<{ id: string }[]>`
        insert into people (email, name) values (${`${slug}@example.com`}, 'Marina') returning id
      `;
      await database.owner`
        insert into memberships (client_id, person_id, role) values (${client!.id}, ${person!.id}, 'owner')
      `;
      return describe(database, (await new ClientDirectory(database.sql).get(client!.id))!, person!.id);
    });
  },

  client: async ({ newClient }, use) => use(await newClient()),
});

export function callerAs({ role, id, label = id, session = null }: { role: Role | 'key'; id: string; label?: string; session?: string | null }, scopes: readonly string[] = []): Caller {
  const asking = { id, label, scopes };
  return role === 'key' ? { kind: 'key', role, session: null, ...asking } : { kind: kindOf(role), role, session, ...asking };
}

function describe({ sql, readers, changes }: TestDatabase, client: Client, personId: string): TestClient {
  const as = ({ now = new Date(), scopes = allScopes, rows = {}, language = 'pt', caller: who = { role: 'owner', id: personId } }: AsOptions) => {
    const caller = callerAs(who, scopes);
    return createCaller({
      sql,
      caller,
      client,
      scopes,
      rows,
      reads: new ClientReads(readers, client.id, caller),
      changes,
      now,
      language,
      requestId: randomUUID(),
    });
  };
  return { ...client, personId, api: as({}), as };
}
