import { createHash, randomUUID } from 'node:crypto';
import { describe, expect } from 'vitest';
import { buildApp } from '../app.ts';
import { createLog } from '../core/log.ts';
import { Readers } from '../core/readers.ts';
import type { TestDatabase } from '../test/fixtures.ts';
import { publicUrl, secret, test } from '../test/arco.ts';

const audit = ({ owner }: TestDatabase, slug: string) =>
  owner<{ action: string; callerKind: string; value: object | null }[]>`
    select action, caller_kind, value from audit_log
    join clients on clients.id = audit_log.client_id
    where slug = ${slug} order by audit_log.id
  `;

describe('the command line', () => {
  test('lists its commands, and says which it does not know', async ({ arco }) => {
    expect(await arco('--help')).toMatchObject({ code: 0, out: expect.stringContaining('client create'), err: '' });
    expect(await arco()).toMatchObject({ code: 2, out: '', err: expect.stringContaining('client create') });
    expect(await arco('dance', '--failed')).toMatchObject({ code: 2, err: expect.stringMatching(/^Unknown command "dance"\n[^]*client create/) });
    expect(await arco('key')).toMatchObject({ code: 2, err: expect.stringContaining('key revoke') });
  });

  test('shows how a command is used', async ({ arco }) => {
    const { code, out: help } = await arco('client', 'create', '--help');
    expect(code).toBe(0);
    expect(help).toMatch(/^Usage: arco client create <slug> --name … \[options\]/);
    expect(help).toContain('--time-zone  an IANA time zone such as America/Sao_Paulo (default America/Sao_Paulo)');
    expect(help).toContain('Example: arco client create moda');
  });

  test('answers wrong usage by flag, with what was expected and what was given', async ({ arco }) => {
    const { code, out: nothing, err: message } = await arco('client', 'create', 'moda', '--time-zone', 'Brasil');
    expect([code, nothing]).toEqual([2, '']);
    expect(message.split('\n').sort()).toEqual([
      '--name is missing: expected the name people read, of 1 to 200 characters',
      '--time-zone: expected an IANA time zone such as America/Sao_Paulo, got "Brasil"',
    ]);
    expect(await arco('client', 'list', 'all')).toMatchObject({ code: 2, err: 'client list: "all" is one argument too many' });
    expect(await arco('client', 'list', '--al')).toMatchObject({ code: 2, err: expect.stringContaining("'--al'") });
  });

  test('prints one JSON object and nothing else with --json, also when it refuses', async ({ arco }) => {
    const wrong = await arco('metrics', 'get', '--json', '--metric', 'sales', '--client', 'moda', '--from', '2026-01-01', '--to', '2026-01-31');
    expect(wrong.code).toBe(2);
    expect(wrong.err).toBe('');
    expect(wrong.json()).toEqual({
      error: { reason: 'invalid_input', message: expect.stringContaining('--metric: expected one of visitors'), fields: [{ path: '--metric', expected: expect.any(String) }] },
    });
    const missing = await arco('token', '--client', 'nobody', '--json');
    expect(missing.code).toBe(1);
    expect(missing.json()).toEqual({ error: { reason: 'not_found', message: expect.stringContaining('There is no client "nobody"') } });
  });
});

describe('client', () => {
  test('is created with a zone and a currency, listed, and recorded', async ({ arco, database }) => {
    const slug = `c-${randomUUID()}`;
    const made = await arco('client', 'create', slug, '--name', 'Padaria', '--sector', 'bakery', '--time-zone', 'America/Manaus', '--currency', 'USD', '--json');
    const client = { slug, name: 'Padaria', sector: 'bakery', timeZone: 'America/Manaus', currency: 'USD' };
    expect(made.json()).toEqual({ id: expect.any(String), ...client });
    const { clients } = (await arco('client', 'list', '--json')).json() as unknown as { clients: object[] };
    expect(clients).toContainEqual({ ...client, createdAt: expect.any(String) });
    expect(await audit(database, slug)).toEqual([{ action: 'client.create', callerKind: 'system', value: client }]);
  });

  test('keeps its name to itself', async ({ arco, slug }) => {
    const again = await arco('client', 'create', slug, '--name', 'Other', '--json');
    expect(again.code).toBe(1);
    expect(again.json().error.reason).toBe('conflict');
  });
});

describe('user', () => {
  const linkOf = (text: string) => new RegExp(`^${publicUrl}/portal/entrar/#invitation=([\\w-]{43})$`).exec(text)?.[1];

  test('is invited by a link, of which only the hash is kept', async ({ arco, slug, database }) => {
    const email = `${randomUUID()}@moda.example`;
    const { code, out: link } = await arco('user', 'create', email.toUpperCase(), '--client', slug, '--role', 'owner');
    expect(code).toBe(0);
    const hash = createHash('sha256').update(linkOf(link)!).digest();
    const found = await database.owner`
      select people.email, memberships.role, expires_at > now() + interval '6 days' as lasting
      from invitations join people on people.id = person_id join memberships on memberships.person_id = people.id
      where token_hash = ${hash}
    `;
    expect(found).toEqual([{ email, role: 'owner', lasting: true }]);
    expect((await audit(database, slug)).at(-1)).toMatchObject({ action: 'user.create', value: { role: 'owner' } });
  });

  test('gets a new link when asked again, which ends the former', async ({ arco, slug, database }) => {
    const invite = async () => linkOf((await arco('user', 'create', `a@${slug}.example`, '--client', slug, '--role', 'viewer')).out);
    const [first, second] = [await invite(), await invite()];
    expect(second).not.toBe(first);
    const left = await database.owner`select 1 from invitations join people on people.id = person_id where email = ${`a@${slug}.example`}`;
    expect(left).toHaveLength(1);
  });

  test('is not given a second role without a word', async ({ arco, slug }) => {
    await arco('user', 'create', `b@${slug}.example`, '--client', slug, '--role', 'viewer');
    expect(await arco('user', 'create', `b@${slug}.example`, '--client', slug, '--role', 'owner')).toMatchObject({
      code: 1,
      err: `b@${slug}.example is already a member of ${slug}, as viewer`,
    });
  });

  test('needs what its role needs', async ({ arco, slug }) => {
    expect(await arco('user', 'create', 'x@moda.example', '--role', 'owner')).toMatchObject({ code: 2, err: expect.stringContaining('--client is missing') });
    expect(await arco('user', 'create', 'x@moda.example', '--role', 'admin', '--client', slug)).toMatchObject({ code: 2 });
    expect(await arco('user', 'create', 'x@moda.example', '--role', 'boss')).toMatchObject({ code: 2, err: expect.stringContaining('got "boss"') });
  });

  test('as a manager is assigned to clients, and taken off them', async ({ arco, slug, database }) => {
    const email = `ana-${slug}@arco.example`;
    await arco('user', 'create', email, '--role', 'manager', '--name', 'Ana');
    const active = async () => {
      const rows = await database.owner<{ active: boolean }[]>`
        select assignment.active from client_account_managers assignment
        join account_managers on account_managers.id = account_manager_id where email = ${email}
      `;
      return rows.map((row) => row.active);
    };
    expect(await active()).toEqual([]);
    expect(await arco('assign', email, '--client', slug, '--json')).toMatchObject({ code: 0, out: JSON.stringify({ email, client: slug, assigned: true }) });
    expect(await active()).toEqual([true]);
    expect((await arco('unassign', email, '--client', slug)).code).toBe(0);
    expect(await active()).toEqual([false]);
    expect(await arco('unassign', email, '--client', slug)).toMatchObject({ code: 1, err: `${email} is not assigned to ${slug}` });
    expect(await arco('assign', 'nobody@arco.example', '--client', slug)).toMatchObject({ code: 1, err: expect.stringContaining('No account manager') });
    expect((await audit(database, slug)).map(({ action }) => action)).toEqual(['client.create', 'manager.assign', 'manager.unassign']);
  });
});

describe('key', () => {
  test('is printed once and alone, listed without its value, and revoked', async ({ arco, slug, database }) => {
    const { out: value } = await arco('key', 'create', '--client', slug, '--kind', 'secret');
    expect(value).toMatch(/^sk_live_[\w-]{32}$/);

    const list = await arco('key', 'list', '--client', slug, '--json');
    expect(list.out).not.toContain(value);
    const { keys } = list.json() as unknown as { keys: { id: string; hint: string; revokedAt: string | null }[] };
    expect(keys).toMatchObject([{ client: slug, kind: 'secret', mode: 'live', hint: value.slice(-4), revokedAt: null }]);

    expect((await arco('key', 'revoke', keys[0]!.id)).code).toBe(0);
    expect((await arco('key', 'list', '--client', slug)).out).toContain('revoked');
    expect((await audit(database, slug)).map(({ action }) => action)).toEqual(['client.create', 'key.create', 'key.revoke']);
    expect(JSON.stringify(await audit(database, slug))).not.toContain(value);
  });

  test('for pages says so when no page may use it', async ({ arco, slug }) => {
    expect(await arco('key', 'create', '--client', slug, '--kind', 'publishable')).toMatchObject({ code: 0, err: expect.stringContaining('no --origin') });
    expect(await arco('key', 'create', '--client', slug, '--kind', 'publishable', '--origin', 'https://a.example', '--origin', 'https://b.example')).toMatchObject({ code: 0, err: '' });
    expect(await arco('key', 'create', '--client', slug, '--kind', 'publishable', '--origin', 'a.example/shop')).toMatchObject({ code: 1, err: expect.stringContaining('not an origin') });
  });

  test('that does not exist is not revoked', async ({ arco }) => {
    expect(await arco('key', 'revoke', randomUUID())).toMatchObject({ code: 1, err: expect.stringContaining('There is no key') });
  });
});

describe('token', () => {
  const ask = async ({ sql, url }: TestDatabase, token: string, procedure = 'metrics.list') => {
    const readers = new Readers(url.service, { max: 1 });
    const app = await buildApp({ sql, readers, publicUrl: () => publicUrl, secret, log: createLog('silent') });
    const { statusCode } = await app.inject({ url: `/api/trpc/${procedure}`, headers: { authorization: `Bearer ${token}` } });
    await app.close();
    await readers.end();
    return statusCode;
  };

  test('is one that the server takes, until its key is revoked', async ({ arco, slug, database }) => {
    const { out: token, err: note } = await arco('token', '--client', slug);
    expect(note).toContain('had no secret key');
    expect(await ask(database, token)).toBe(200);
    const { keys } = (await arco('key', 'list', '--client', slug, '--json')).json() as unknown as { keys: { id: string }[] };
    await arco('key', 'revoke', keys[0]!.id);
    expect(await ask(database, token, 'goals.list?input=%7B%7D')).toBe(401);
  });

  test('does what it was given scopes for', async ({ arco, slug, database }) => {
    const { out: token } = await arco('token', '--client', slug, '--scope', 'metrics:read', '--expires', '60');
    expect(await ask(database, token, 'goals.list?input=%7B%7D')).toBe(403);
    expect(await arco('token', '--client', slug, '--scope', 'everything')).toMatchObject({ code: 2, err: expect.stringContaining('metrics:read') });
    expect(await arco('token', '--client', slug, '--expires', '901')).toMatchObject({ code: 2, err: expect.stringContaining('900 at most') });
  });

  test("is not signed under a made-up secret in a server's name", async ({ arco, environment, slug }) => {
    const { ARCO_SECRET: _, ...without } = environment;
    expect(await arco.in(without, 'token', '--client', slug)).toMatchObject({ code: 1, err: expect.stringContaining('ARCO_SECRET is not set') });
  });
});

describe('import and metrics', () => {
  test('reads a file, shows its figures, and changes nothing the second time', async ({ arco, slug, file }) => {
    const path = await file('date,sessions,bounces\n2026-01-01,100,40\n2026-01-02,0,0\n2026-01-04,300,60\n');
    const first = await arco('import', 'metrics', path, '--client', slug, '--json');
    expect(first.json()).toMatchObject({ read: 3, added: 3, changed: 0, unchanged: 0, refused: [], first: '2026-01-01', last: '2026-01-04' });
    expect((await arco('import', 'metrics', path, '--client', slug, '--json')).json()).toMatchObject({ read: 3, added: 0, changed: 0, unchanged: 3 });

    const range = ['--client', slug, '--from', '2026-01-01', '--to', '2026-01-31', '--json'];
    expect((await arco('metrics', 'get', '--metric', 'sessions', ...range)).json()).toEqual({
      metric: 'sessions',
      unit: 'count',
      total: 400,
      days: [
        { date: '2026-01-01', value: 100 },
        { date: '2026-01-02', value: 0 },
        { date: '2026-01-04', value: 300 },
      ],
    });
    expect((await arco('metrics', 'get', '--metric', 'bounce_rate', ...range)).json()).toEqual({
      metric: 'bounce_rate',
      unit: 'rate',
      total: 0.25,
      days: [
        { date: '2026-01-01', value: 0.4 },
        { date: '2026-01-04', value: 0.2 },
      ],
    });
  });

  test('writes nothing when a row is refused, unless told to', async ({ arco, slug, file }) => {
    const path = await file('date,sessions\n2026-01-01,100\n2026-01-02,many\n');
    const refused = await arco('import', 'metrics', path, '--client', slug, '--json');
    expect(refused.code).toBe(1);
    expect(refused.json()).toMatchObject({ read: 2, added: 0, refused: [{ line: 3, field: 'sessions', reason: expect.any(String) }] });
    expect(await arco('import', 'metrics', path, '--client', slug)).toMatchObject({ code: 1, err: expect.stringMatching(/^line 3, sessions: .+\nNothing was written: 1 of 2/) });
    expect((await arco('import', 'metrics', path, '--client', slug, '--skip-invalid', '--json')).json()).toMatchObject({ added: 1 });
  });

  test('takes columns by name, and refuses what is no pair', async ({ arco, slug, file }) => {
    const path = await file('date,Visitas=site\n2026-01-01,5\n');
    expect((await arco('import', 'metrics', path, '--client', slug, '--map', 'Visitas=site=sessions', '--json')).json()).toMatchObject({ added: 1 });
    expect(await arco('import', 'metrics', path, '--client', slug, '--map', 'Visitas')).toMatchObject({ code: 2, err: expect.stringContaining('--map: expected a column and the field') });
    expect(await arco('import', 'music', path, '--client', slug)).toMatchObject({ code: 2, err: expect.stringContaining('<kind>: expected what the file holds: metrics') });
    expect(await arco('metrics', 'get', '--client', slug, '--metric', 'visitors', '--from', '2026-02-01', '--to', '2026-01-01')).toMatchObject({ code: 2 });
  });
});

describe('migrate, demo and doctor', () => {
  test('migrate finds nothing to do', async ({ arco }) => {
    expect((await arco('migrate', '--json')).json()).toEqual({ applied: [] });
  });

  test("demo leaves clients' data alone", async ({ arco, slug, database }) => {
    expect(await arco('demo')).toMatchObject({ code: 1, err: expect.stringContaining('is left as it is') });
    expect(await database.owner`select 1 from settings where name = 'demo'`).toHaveLength(0);
    expect((await arco('client', 'list')).out).toContain(slug);
  });

  test('doctor finds a table that escaped isolation, by name', async ({ arco, database }) => {
    const isolation = async () => {
      const { checks } = (await arco('doctor', '--json')).json() as unknown as { checks: { check: string; ok: boolean; detail: string }[] };
      return checks.find(({ check }) => check === 'isolation');
    };
    expect(await isolation()).toMatchObject({ ok: true, detail: expect.stringMatching(/^\d+ tables/) });
    await database.owner`create table escaped (client_id uuid not null)`;
    await database.owner`grant select on escaped to arco_service`;
    expect(await isolation()).toMatchObject({ ok: false, detail: expect.stringContaining('Not kept apart by client: escaped.') });
    await database.owner`drop table escaped`;
  });

  test("doctor tells an unsafe role from the service's", async ({ arco, environment, database }) => {
    const { checks } = (await arco.in({ ...environment, DATABASE_URL: database.url.owner }, 'doctor', '--json')).json() as unknown as { checks: { check: string; ok: boolean; detail: string }[] };
    expect(checks.find(({ check }) => check === 'role')).toMatchObject({ ok: false, detail: expect.stringContaining('superuser') });
  });

  test('doctor says once that the database cannot be reached, and still checks the rest', async ({ arco, environment }) => {
    const nowhere = 'postgres://a:hunter22@127.0.0.1:1/arco';
    const found = await arco.in({ ...environment, DATABASE_URL: nowhere, DATABASE_OWNER_URL: nowhere }, 'doctor', '--json');
    expect(found.code).toBe(1);
    expect(found.out).not.toContain('hunter22');
    const { ok, checks } = found.json() as unknown as { ok: boolean; checks: { check: string; ok: boolean; detail: string }[] };
    expect(ok).toBe(false);
    expect(checks.map(({ check }) => check)).toEqual(['node', 'database', 'widgets', 'port']);
    expect(checks[1]).toMatchObject({ ok: false, detail: expect.stringContaining('127.0.0.1:1/arco') });
  });
});

describe('jobs and scores', () => {
  test('an import puts what follows from it into the queue, which can be listed and tried again', async ({ arco, slug, database, file }) => {
    const path = await file('date,sessions\n2026-01-01,100\n');
    await arco('import', 'metrics', path, '--client', slug);
    const mine = async (...flags: string[]) => ((await arco('jobs', ...flags, '--json')).json() as unknown as { jobs: { id: number; job: string; client: string; failed: boolean }[] }).jobs.filter(({ client }) => client === slug);
    expect((await mine()).map(({ job }) => job)).toEqual(['score.record', 'actions.suggest', 'forecast.record']);
    expect(await mine('--failed')).toEqual([]);
    await database.owner`update graphile_worker._private_jobs set attempts = max_attempts, last_error = 'no luck' where payload ->> 'client' = (select id::text from clients where slug = ${slug})`;
    const [failed] = await mine('--failed');
    expect((await arco('jobs', '--failed')).out).toContain('no luck');
    expect(await arco('jobs', 'retry', String(failed!.id))).toMatchObject({ code: 0, out: expect.stringContaining('runs again now') });
    expect((await mine('--failed')).map(({ id }) => id)).not.toContain(failed!.id);
    expect(await arco('jobs', 'retry', '999999')).toMatchObject({ code: 1, err: expect.stringContaining('There is no job 999999') });
  });

  test('shows how much the parts of a score count, and changes that from today on', async ({ arco, slug }) => {
    expect((await arco('score', 'weights', '--client', slug, '--json')).json()).toMatchObject({ version: 0, campaigns: 0.25, targetRoas: 4 });
    expect((await arco('score', 'weights', '--client', slug, '--campaigns', '2', '--target-roas', '5', '--json')).json()).toMatchObject({ version: 1, campaigns: 2, goals: 0.25, targetRoas: 5 });
    const zero = ['--engagement', '0', '--campaigns', '0', '--conversion', '0', '--goals', '0'];
    expect(await arco('score', 'weights', '--client', slug, ...zero)).toMatchObject({ code: 1, err: expect.stringContaining('At least one part') });
    expect((await arco('score', 'weights', '--client', slug)).out).toMatch(/version +1/);
  });
});
