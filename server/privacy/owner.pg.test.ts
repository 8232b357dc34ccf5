import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, inject, test } from 'vitest';
import { system } from '../core/access.ts';
import { audit } from '../core/audit.ts';
import { connect, enter, type ClientSql } from '../core/db.ts';
import { migrate } from '../core/migrate.ts';
import { withDatabase } from '../test/setup.ts';
import { arco } from './test/arco.ts';

// Row-level security is forced on the owner of the tables too: a superuser, as of the other tests, would not notice.
test('an owner that is no superuser copies, erases and forgets, and only what it names', async () => {
  const admin = connect(inject('ownerUrl'), { max: 1 });
  const role = `owner_${randomUUID().replaceAll('-', '')}`;
  const url = withDatabase(inject('ownerUrl'), role, role);
  await admin`create role ${admin(role)} login createrole`;
  // ALTER ROLE takes no parameters.
  await admin`select set_config('arco.role', ${role}, false)`;
  await admin`do $$ begin execute format('alter role %I password %L', current_setting('arco.role'), current_setting('arco.role')); end $$`.simple();
  await admin`create database ${admin(role)} owner ${admin(role)}`;
  const folder = await mkdtemp(join(tmpdir(), 'arco-owner-'));
  const owner = connect(url, { max: 2 });
  try {
    await migrate(owner, url);
    await expect(owner`select from audit_log`).resolves.toHaveLength(0);
    const clients = await owner<{ id: string; slug: string }[]>`insert into clients (slug, name) values ('moda', 'Moda'), ('padaria', 'Padaria') returning id, slug`;
    const [person] = await owner<{ id: string }[]>`insert into people (email, name) values ('rui@moda.example', 'Rui') returning id`;
    for (const { id } of clients) {
      await owner.begin(async (tx) => {
        await enter(tx, id, system);
        const sql = Object.assign(tx, { clientId: id }) as unknown as ClientSql;
        await audit(sql, { kind: 'member', label: person!.id }, { action: 'goals.create', subject: null });
        await tx`insert into audit_log (client_id, at, caller_kind, action) values (${id}, now() - interval '6 years', 'system', 'old')`;
      });
    }
    const database = { url: { owner: url, service: withDatabase(inject('ownerUrl'), role, 'app') } };
    const file = join(folder, 'moda.zip');
    expect(await arco(database, 'export', '--client', 'moda', '--out', file)).toMatchObject({ code: 0, json: { tables: { audit_log: 2, clients: 1, memberships: 0 } } });
    const { json } = await arco(database, 'retention');
    expect(json['tables']).toContainEqual({ table: 'audit_log', days: 1825, rows: 5, due: 2 });
    expect(await arco(database, 'retention', 'apply')).toMatchObject({ code: 0, json: { deleted: { audit_log: 2 } } });
    expect((await arco(database, 'erase', '--person', 'rui@moda.example')).code).toBe(0);
    await owner.end();
    const left = connect(withDatabase(inject('ownerUrl'), role), { max: 1 });
    const callers = await left<{ caller: string }[]>`select caller from audit_log where action = 'goals.create' and client_id = any(${clients.map(({ id }) => id)})`;
    await left.end();
    expect(callers).toHaveLength(2);
    expect(new Set([person!.id, ...callers.map(({ caller }) => caller)]).size).toBe(3);
  } finally {
    await owner.end({ timeout: 1 });
    await rm(folder, { recursive: true, force: true });
    await admin`drop database ${admin(role)} with (force)`;
    await admin`drop role ${admin(role)}`;
    await admin.end();
  }
});
