import { randomUUID } from 'node:crypto';
import { describe, expect } from 'vitest';
import { People, signInOptions } from '../auth/test/people.ts';
import { testApp } from '../test/app.ts';
import { test } from '../test/arco.ts';

describe('people', () => {
  test('with a password from standard input sign in, until they are barred', async ({ arco, slug, database }) => {
    const email = `${randomUUID()}@moda.example`;
    const create = ['user', 'create', email, '--client', slug, '--role', 'owner', '--password-stdin'] as const;
    expect(await arco.fed('curta\n', ...create)).toMatchObject({ code: 1, err: expect.stringContaining('10 to 128 characters') });
    expect(await arco.fed('password1234\n', ...create)).toMatchObject({ code: 1 });
    expect(await arco.fed('girassol no quintal\n', ...create)).toMatchObject({ code: 0, out: expect.stringContaining('signs in at') });
    const app = await testApp(database, signInOptions(database.url.auth));
    const people = new People(app, database.owner);
    const cookie = await people.signIn({ email, password: 'girassol no quintal' });
    expect((await people.get('/api/session', { cookie })).statusCode).toBe(200);

    const listed = async () => ((await arco('user', 'list', '--json')).json() as unknown as { people: { email: string; clients: string[]; state: string }[] }).people.find((person) => person.email === email);
    expect(await listed()).toMatchObject({ clients: [`${slug} (owner)`], state: 'active' });
    expect((await arco('user', 'disable', email)).code).toBe(0);
    expect((await people.get('/api/session', { cookie })).statusCode).toBe(401);
    expect(await listed()).toMatchObject({ clients: [], state: 'disabled' });
    await expect(people.signIn({ email, password: 'girassol no quintal' })).rejects.toThrow('401');
    expect((await arco('user', 'enable', email)).code).toBe(0);
    await people.signIn({ email, password: 'girassol no quintal' });
    expect(await arco('user', 'disable', 'nobody@moda.example')).toMatchObject({ code: 1, err: expect.stringContaining('There is no person') });
    const { out } = await arco('audit', 'security');
    for (const action of ['user.disable', 'user.enable', 'session.start']) expect(out).toContain(action);
    await app.close();
  });

  test('of ARCO are on record as well', async ({ arco, database }) => {
    const email = `${randomUUID()}@arco.example`;
    await arco('user', 'create', email, '--role', 'agent');
    const [event] = await database.owner`select action, detail from security_log join people on people.id = person_id where email = ${email}`;
    expect(event).toEqual({ action: 'user.create', detail: { role: 'agent' } });
  });
});

describe('keys', () => {
  test('are rotated with an overlap, and the client’s record says so', async ({ arco, slug }) => {
    const made = (await arco('key', 'create', '--client', slug, '--kind', 'secret', '--json')).json() as unknown as { id: string; value: string };
    const next = (await arco('key', 'rotate', made.id, '--overlap-hours', '2', '--json')).json() as unknown as { id: string; value: string; replaces: string };
    expect(next).toMatchObject({ replaces: made.id, overlapHours: 2, value: expect.stringMatching(/^sk_live_/) });
    expect((await arco('audit', '--client', slug)).out).toContain('key.rotate');
    await arco('key', 'revoke', next.id);
    expect(await arco('key', 'rotate', next.id)).toMatchObject({ code: 1, err: expect.stringContaining('There is no key') });
  });

  test('that sign tokens are rotated', async ({ arco, slug, database }) => {
    await arco('token', '--client', slug);
    const kids = async () => (await database.owner<{ kid: string }[]>`select kid from signing_keys order by created_at`).map(({ kid }) => kid);
    const before = await kids();
    const { kid } = (await arco('signing-key', 'rotate', '--json')).json() as unknown as { kid: string };
    expect(before).not.toContain(kid);
    expect(await kids()).toEqual([...before, kid]);
  });
});
