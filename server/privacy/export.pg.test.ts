import { strFromU8, unzipSync } from 'fflate';
import { randomUUID } from 'node:crypto';
import { mkdtemp, open, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { test } from '../auth/test/people.ts';
import { system } from '../core/access.ts';
import { connect, withClient } from '../core/db.ts';
import { createKey } from '../embed/keys.ts';
import { furnish, MARK, now } from '../test/furnish.ts';
import { writeArchive } from './archive.ts';
import { recordConsent, withdrawConsent } from './consents.ts';
import { descriptions } from './contents.ts';
import { clientTables, secretColumns } from './export-client.ts';
import { arco } from './test/arco.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'arco-export-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

type Row = Record<string, unknown>;

/** The rows of each file of an archive, and the text beside them. */
function read(zip: Uint8Array): { tables: Record<string, Row[]>; readme: string; text: string } {
  const files = Object.entries(unzipSync(zip)).map(([name, bytes]) => [name, strFromU8(bytes)] as const);
  const rows = (text: string) => text.split('\n').filter(Boolean).map((line) => JSON.parse(line) as Row);
  return {
    tables: Object.fromEntries(files.filter(([name]) => name.endsWith('.jsonl')).map(([name, text]) => [name.replace('.jsonl', ''), rows(text)])),
    readme: files.find(([name]) => name === 'LEIA-ME.txt')![1],
    text: files.map(([, text]) => text).join('\n'),
  };
}

describe("a client's copy", () => {
  test('has every row of every table that names the client, and nothing of another', async ({ database, client, newClient, people }) => {
    const { owner, sql } = database;
    await furnish(owner, sql, client);
    const stranger = await newClient();
    await furnish(owner, sql, stranger);
    const { email } = await people.make({ client, role: 'viewer' });
    const { value } = await createKey(owner, { clientId: client.id, kind: 'secret' });
    await withClient(sql, client.id, system, (scoped) => scoped`update client_metrics set revenue_cents = 9007199254740993 where client_id = ${scoped.clientId}`);

    const file = join(folder, 'moda.zip');
    const { code, json } = await arco(database, 'export', '--client', client.slug, '--out', file);
    expect(code).toBe(0);
    expect(json).toMatchObject({ file });
    const { tables, readme, text } = read(await readFile(file));
    for (const table of await clientTables(owner)) {
      // The entry that says so is written after.
      const [kept] = await owner<{ count: number }[]>`select count(*) as count from ${owner(table)} where client_id = ${client.id} ${table === 'audit_log' ? owner`and action <> 'client.export'` : owner``}`;
      expect(tables[table]?.length ?? 0, table).toBe(kept!.count);
      expect(tables[table]!.every((row) => row['client_id'] === client.id), table).toBe(true);
      expect((json['tables'] as Record<string, number>)[table], table).toBe(kept!.count);
    }
    expect(tables['clients']).toMatchObject([{ slug: client.slug }]);
    expect(tables['people']!.map(({ email: address }) => address)).toContain(email);
    expect(text).not.toContain(stranger.id);
    expect(text).not.toContain(value);
    expect(text).not.toContain('"hash"');
    expect(tables['ga4_connections']).toMatchObject([{ property: String(MARK) }]);
    expect(text).not.toContain('"sealed_credentials"');

    // As it is in the table: money whole, also where a double could not hold it, and instants with their zone.
    expect(tables['client_actions']).toMatchObject([{ expected_cents: MARK, created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+\+00:00$/) }]);
    expect(text).toContain('"revenue_cents": 9007199254740993,');
    expect(readme).toContain(`Loja de teste (${client.slug})`);
    expect(readme).toContain('- client_goals.jsonl (1 linha): metas');
    expect((await stat(file)).mode & 0o777).toBe(0o600);

    const log = await owner`select action, subject from audit_log where client_id = ${client.id} and action = 'client.export'`;
    expect(log).toEqual([{ action: 'client.export', subject: client.id }]);
  });

  test('goes into no file that exists, and of no client that does not', async ({ database, client }) => {
    const file = join(folder, 'kept.txt');
    await (await open(file, 'w')).close();
    expect(await arco(database, 'export', '--client', client.slug, '--out', file)).toMatchObject({ code: 1, json: { error: { reason: 'conflict' } } });
    expect((await stat(file)).size).toBe(0);
    const missing = join(folder, 'missing.zip');
    expect(await arco(database, 'export', '--client', 'nobody', '--out', missing)).toMatchObject({ code: 1, json: { error: { reason: 'not_found' } } });
    await expect(stat(missing)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  test('describes every table there is, and leaves out every column of a secret', async ({ database: { owner } }) => {
    const tables = await clientTables(owner);
    expect(tables.filter((table) => !(table in descriptions)), 'describe it in server/privacy/contents.ts').toEqual([]);
    // A hash is bytes, and what is encrypted is: no other column of that type may leave, but for a sketch, from which
    // nothing but a count can be read.
    const bytes = await owner<{ name: string }[]>`
      select column_name as name from information_schema.columns where table_schema in ('public', 'auth') and data_type = 'bytea'
    `;
    expect(bytes.map(({ name }) => name).filter((name) => !secretColumns.includes(name))).toEqual(['sketch']);
  });

  test('takes no more memory than a batch', async () => {
    const line = JSON.stringify({ text: randomUUID().repeat(20) });
    const batch = Array.from({ length: 500 }, () => line);
    async function* many(): AsyncGenerator<string[]> {
      for (let count = 0; count < 400; count += 1) yield batch;
    }
    async function* tables() {
      yield { table: 'product_events', batches: many() };
    }
    const file = await open(join(folder, 'large.zip'), 'wx+');
    const before = process.memoryUsage();
    const counts = await writeArchive(file, { of: 'x', made: now }, tables());
    const after = process.memoryUsage();
    await file.close();
    expect(counts).toEqual({ product_events: 200_000 });
    // 147 MB went through.
    expect(after.heapUsed + after.arrayBuffers - before.heapUsed - before.arrayBuffers).toBeLessThan(100_000_000);
  });
});

describe("a person's copy", () => {
  test('has what is kept about them, in every client, and no secret', async ({ people, client, newClient, database }) => {
    const { owner, sql } = database;
    const former = await newClient();
    const person = await people.make({ client, role: 'owner' });
    await owner`insert into memberships (client_id, person_id, role) values (${former.id}, ${person.id}, 'owner')`;
    const { goalId, actionId } = await furnish(owner, sql, former);
    const before = former.as({ now, caller: { role: 'owner', id: person.id } });
    await before.actions.dismiss({ id: actionId, reason: 'depois' });
    await before.goals.review({ id: goalId });
    await withClient(sql, former.id, system, async (scoped) => {
      await scoped`update benchmark_consents set revoked_at = now(), revoked_by = ${person.id} where client_id = ${scoped.clientId}`;
      await scoped`insert into annotations (client_id, on_day, kind, text, caller) values (${scoped.clientId}, '2026-10-06', 'note', 'Loja nova', ${person.id})`;
    });
    await owner`delete from memberships where client_id = ${former.id} and person_id = ${person.id}`;

    const cookie = await people.signIn(person);
    await people.token(cookie, client.slug);
    await owner`insert into auth.passkeys (person_id, credential_id, public_key, counter, name, backed_up) values (${person.id}, ${`credential-${person.id}`}, 'public-half', 0, 'Celular', false)`;
    const subject = { kind: 'person', id: person.id, client: null } as const;
    // As who accepts an invitation: through sign-in's role.
    const auth = connect(database.url.auth, { max: 1 });
    const given = await recordConsent(auth, subject, { purpose: 'terms', version: '2026-10', how: 'invitation', evidence: { invitation: 'x' } });
    await auth.end();
    expect(await recordConsent(sql, subject, { purpose: 'terms', version: '2026-10', how: 'portal' })).toBe(given);
    await recordConsent(sql, subject, { purpose: 'news', version: '1', how: 'portal' });
    expect(await withdrawConsent(sql, subject, 'news')).toBe(1);
    expect(await withdrawConsent(sql, subject, 'news')).toBe(0);
    expect(await withdrawConsent(sql, { ...subject, id: randomUUID() }, 'terms')).toBe(0);

    const answer = await people.get('/api/session/export', { cookie });
    expect(answer.statusCode).toBe(200);
    expect(answer.headers).toMatchObject({ 'content-type': 'application/zip', 'cache-control': 'no-store', 'content-disposition': expect.stringMatching(/^attachment; filename="arco-meus-dados-/) });
    const { tables, readme, text } = read(answer.rawPayload);
    expect(tables['people']).toMatchObject([{ id: person.id, email: person.email, name: 'Marina Castro' }]);
    expect(tables['memberships']).toMatchObject([{ client: client.slug, role: 'owner' }]);
    expect(tables['sessions']).toMatchObject([{ person_id: person.id, created_at: expect.stringMatching(/\+00:00$/) }]);
    expect(tables['passkeys']).toEqual([{ name: 'Celular', backed_up: false, created_at: expect.any(String), last_used_at: null }]);
    expect(tables['accounts']).toMatchObject([{ provider: 'credential' }]);
    expect(tables['security_log']).toMatchObject([{ action: 'session.start' }]);
    expect(tables['audit_log']!.map(({ action, client_id: of }) => [action, of]).sort()).toEqual([['actions.dismiss', former.id], ['token.create', client.id]]);
    expect(tables['product_events']!.map(({ widget, name }) => `${String(widget)}.${String(name)}`).sort()).toEqual(['actions.dismiss', 'goals.review']);
    expect(tables['client_actions']).toMatchObject([{ id: actionId, decided_by: person.id }]);
    expect(tables['annotations']).toMatchObject([{ client_id: former.id, text: 'Loja nova' }]);
    expect(tables['benchmark_consents']).toMatchObject([{ client_id: former.id, revoked_by: person.id }]);
    expect(tables['consents']).toHaveLength(2);
    expect(tables['consents']).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ purpose: 'terms', version: '2026-10', how: 'invitation', evidence: { invitation: 'x' }, withdrawn_at: null }),
        expect.objectContaining({ purpose: 'news', withdrawn_at: expect.any(String) }),
      ]),
    );
    expect(readme).toContain(`Marina Castro (${person.email})`);

    const [secrets] = await owner<{ password: string; token: string }[]>`
      select password, token from auth.accounts join auth.sessions using (person_id) where person_id = ${person.id}
    `;
    for (const secret of [secrets!.password, secrets!.token, 'public-half', `credential-${person.id}`]) expect(text).not.toContain(secret);
    const [noted] = await owner`select action from security_log where person_id = ${person.id} order by at desc, id desc limit 1`;
    expect(noted).toEqual({ action: 'person.export' });
  });

  test('is of more than a page of entries, each once', async ({ people, client, database: { sql } }) => {
    const person = await people.make({ client, role: 'owner' });
    await withClient(sql, client.id, system, (scoped) => scoped`
      insert into product_events (client_id, caller_kind, caller, widget, name)
      select ${scoped.clientId}, 'member', ${person.id}, 'x', 'y' from generate_series(1, 4500)
      on conflict do nothing
    `);
    const { tables } = read((await people.get('/api/session/export', { cookie: await people.signIn(person) })).rawPayload);
    expect(new Set(tables['product_events']!.map(({ id }) => id)).size).toBe(4_500);
    expect(tables['product_events']).toHaveLength(4_500);
  });

  test('is asked for a few times, and by whoever is signed in', async ({ people }) => {
    expect((await people.get('/api/session/export')).statusCode).toBe(401);
    const cookie = await people.signIn(await people.make());
    const answers = [];
    for (let count = 0; count < 7; count += 1) answers.push((await people.get('/api/session/export', { cookie })).statusCode);
    expect(answers).toEqual([200, 200, 200, 200, 200, 200, 429]);
  });
});
