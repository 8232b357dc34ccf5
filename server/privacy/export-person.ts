import type { FileHandle } from 'node:fs/promises';
import type postgres from 'postgres';
import { system } from '../core/access.ts';
import { withClient, type ClientSql, type Sql } from '../core/db.ts';
import { writeArchive, type Rows } from './archive.ts';

export interface Subject {
  id: string;
  name: string;
  email: string;
}

const PAGE = 2_000;
const FIRST = '00000000-0000-0000-0000-000000000000';

interface Row {
  id: string;
  line: string;
}

/** A page of a table's rows that the person stands behind, those after an id. Records name a person by their id as text. */
type Page = (sql: ClientSql, person: string, after: string) => PromiseLike<readonly Row[]>;

/** What a person did in a client, which is also theirs to see. */
const ofClients: Readonly<Record<string, Page>> = {
  audit_log: (sql, person, after) => sql<Row[]>`
    select id, to_jsonb(kept)::text as line from audit_log kept
    where client_id = ${sql.clientId} and caller_kind <> 'key' and caller = ${person} and id > ${after}::uuid order by id limit ${PAGE}
  `,
  product_events: (sql, person, after) => sql<Row[]>`
    select id, to_jsonb(kept)::text as line from product_events kept
    where client_id = ${sql.clientId} and caller_kind <> 'key' and caller = ${person} and id > ${after}::uuid order by id limit ${PAGE}
  `,
  client_actions: (sql, person, after) => sql<Row[]>`
    select id, to_jsonb(kept)::text as line from client_actions kept
    where client_id = ${sql.clientId} and decided_kind <> 'key' and decided_by = ${person} and id > ${after}::uuid order by id limit ${PAGE}
  `,
  imports: (sql, person, after) => sql<Row[]>`
    select id, to_jsonb(kept)::text as line from imports kept
    where client_id = ${sql.clientId} and caller_kind <> 'key' and caller = ${person} and id > ${after}::uuid order by id limit ${PAGE}
  `,
  annotations: (sql, person, after) => sql<Row[]>`
    select id, to_jsonb(kept)::text as line from annotations kept
    where client_id = ${sql.clientId} and caller = ${person} and id > ${after}::uuid order by id limit ${PAGE}
  `,
  benchmark_consents: (sql, person, after) => sql<Row[]>`
    select id, to_jsonb(kept)::text as line from benchmark_consents kept
    where client_id = ${sql.clientId} and ${person} in (given_by, revoked_by) and id > ${after}::uuid order by id limit ${PAGE}
  `,
};

export interface Sources {
  /** Of the service's role. */
  sql: Sql;
  /** Of sign-in's role. */
  auth: postgres.Sql;
}

/**
 * Everything that is kept about a person. What they did is looked for in every client and not only in those they see
 * today: it stays about them after they have left one. Each page is a transaction of its own, so that none is open for long.
 */
export function exportPerson(sources: Sources, person: Subject, file: FileHandle, made: Date): Promise<Record<string, number>> {
  return writeArchive(file, { of: `${person.name} (${person.email})`, made }, tablesOf(sources, person.id));
}

async function* tablesOf({ sql, auth }: Sources, person: string): AsyncGenerator<Rows> {
  const directory = await sql<{ name: string; line: string }[]>`select name, line from arco.export_person(${person}::uuid)`;
  const signIn = await signInOf(auth, person);
  const found = Object.groupBy([...directory, ...signIn], ({ name }) => name);
  for (const [table, rows = []] of Object.entries(found)) yield { table, batches: [rows.map(({ line }) => line)] };

  const clients = await sql<{ id: string }[]>`select id from arco.list_clients()`;
  for (const [table, page] of Object.entries(ofClients)) yield { table, batches: pagesOf(sql, clients, page, person) };
}

/** Of sign-in's tables the columns that are no secret. */
async function signInOf(auth: postgres.Sql, person: string): Promise<{ name: string; line: string }[]> {
  const rows = await auth.begin(async (tx) => {
    await tx`set local time zone 'UTC'`;
    return tx<{ name: string; line: string }[]>`
      select 'sessions' as name, (to_jsonb(kept) - 'token')::text as line from auth.sessions kept where person_id = ${person}::uuid
      union all
      select 'accounts', jsonb_build_object('provider', provider_id, 'created_at', created_at, 'updated_at', updated_at)::text
      from auth.accounts where person_id = ${person}::uuid
      union all
      select 'passkeys', jsonb_build_object('name', name, 'backed_up', backed_up, 'created_at', created_at, 'last_used_at', last_used_at)::text
      from auth.passkeys where person_id = ${person}::uuid
      union all
      select 'second_factors', jsonb_build_object('verified', verified, 'locked_until', locked_until)::text
      from auth.second_factors where person_id = ${person}::uuid
    `;
  });
  return rows as unknown as { name: string; line: string }[];
}

async function* pagesOf(sql: Sql, clients: readonly { id: string }[], page: Page, person: string): AsyncGenerator<string[]> {
  for (const { id } of clients) {
    for (let after: string | undefined = FIRST; after !== undefined; ) {
      const from: string = after;
      const [, rows] = await withClient(sql, id, system, (scoped) => Promise.all([scoped`set local time zone 'UTC'`, page(scoped, person, from)]));
      yield rows.map(({ line }) => line);
      after = rows.length < PAGE ? undefined : rows.at(-1)!.id;
    }
  }
}
