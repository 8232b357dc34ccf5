import { createHmac, randomUUID } from 'node:crypto';
import { describe, expect } from 'vitest';
import { terms } from '../privacy/terms.ts';
import { invite } from '../cli/people.ts';
import { publicUrl } from '../test/app.ts';
import { cookiesOf, test } from './test/people.ts';
import { totp } from './test/totp.ts';

const said = (answer: { json(): unknown }) => ({ ...(answer.json() as object), requestId: '' });

describe('signing in', () => {
  test('by e-mail and password, with a cookie that scripts do not see', async ({ people }) => {
    const { email, password } = await people.make();
    const answer = await people.post('/api/auth/sign-in/email', { email, password });
    expect(answer.statusCode).toBe(200);
    expect(String(answer.headers['set-cookie'])).toMatch(/^arco\.session_token=[^;]+; Max-Age=\d+; Path=\/; HttpOnly; SameSite=Lax$/);
    expect(answer.json()).toMatchObject({ user: { email } });
    expect(answer.body).not.toContain('"token"');
    expect(answer.headers['cache-control']).toBe('no-store');
  });

  test('says the same of a wrong password and of nobody', async ({ people }) => {
    const { email } = await people.make();
    const body = { password: 'not the one it is' };
    const wrong = await people.post('/api/auth/sign-in/email', { email, ...body });
    const nobody = await people.post('/api/auth/sign-in/email', { email: `${randomUUID()}@example.com`, ...body });
    expect(wrong.statusCode).toBe(401);
    expect(said(wrong)).toEqual({ reason: 'signed_out', message: 'Invalid email or password', code: 'INVALID_EMAIL_OR_PASSWORD', requestId: '' });
    expect(said(nobody)).toEqual(said(wrong));
  });

  test('is not for who was barred', async ({ people, database }) => {
    const person = await people.make();
    await database.owner`update people set disabled_at = now() where id = ${person.id}`;
    expect((await people.post('/api/auth/sign-in/email', person)).json()).toMatchObject({ reason: 'signed_out', code: 'INVALID_EMAIL_OR_PASSWORD' });
  });

  test('ends with signing out', async ({ people, client }) => {
    const cookie = await people.signIn(await people.make({ client, role: 'owner' }));
    expect((await people.get('/api/session', { cookie })).json()).toMatchObject({ clients: [{ slug: client.slug, role: 'owner' }] });
    await people.post('/api/auth/sign-out', {}, { cookie });
    expect((await people.get('/api/session', { cookie })).json()).toMatchObject({ reason: 'signed_out' });
  });

  test('is kept as what cannot be used: a row of the session opens nothing without the signature', async ({ people, database }) => {
    await people.signIn(await people.make());
    const [row] = await database.owner<{ token: string }[]>`select token from auth.sessions order by created_at desc limit 1`;
    for (const value of [row!.token, `${row!.token}.`, `${row!.token}.${createHmac('sha256', 'x').update(row!.token).digest('base64')}`]) {
      expect((await people.get('/api/session', { cookie: `arco.session_token=${encodeURIComponent(value)}` })).statusCode).toBe(401);
      expect((await people.get('/api/session', { authorization: `Bearer ${value}` })).statusCode).toBe(401);
    }
  });
});

describe('links of mails', () => {
  test('an invitation takes a password once, and the address is verified before anybody is in', async ({ people, client, database }) => {
    const person = await invited(database.owner, client.id);
    expect((await people.post('/api/auth/invitation/read', { token: person.token })).json()).toEqual({ email: person.email, name: 'Novo', client: 'Loja de teste' });
    const password = 'uma senha bem comprida';
    expect((await people.post('/api/auth/invitation/accept', { token: person.token, name: 'Novo', password: 'curta', terms: terms.version })).json()).toMatchObject({ reason: 'invalid_input', code: 'PASSWORD_TOO_SHORT' });
    expect((await people.post('/api/auth/invitation/accept', { token: person.token, name: 'Novo', password: 'password1234', terms: terms.version })).json()).toMatchObject({ code: 'PASSWORD_TOO_COMMON' });
    expect((await people.post('/api/auth/invitation/accept', { token: person.token, name: 'Novo', password, terms: '2020-01-01' })).json()).toMatchObject({ code: 'TERMS_CHANGED' });
    const accepted = await people.post('/api/auth/invitation/accept', { token: person.token, name: 'Novo Nome', password, terms: terms.version });
    expect(accepted.json()).toEqual({ email: person.email, signedIn: false });
    expect(accepted.headers['set-cookie']).toBeUndefined();
    const [consent] = await database.owner`select purpose, version, how, withdrawn_at from consents where subject = (select id::text from people where email = ${person.email})`;
    expect(consent).toEqual({ purpose: 'terms', version: terms.version, how: 'invitation', withdrawnAt: null });
    expect((await people.post('/api/auth/invitation/accept', { token: person.token, name: 'Novo', password, terms: terms.version })).json()).toMatchObject({ code: 'INVALID_TOKEN' });
    expect((await people.post('/api/auth/sign-in/email', { email: person.email, password })).json()).toMatchObject({ reason: 'forbidden', code: 'EMAIL_NOT_VERIFIED' });

    // The link alone opens nothing: whoever reads the mail need not be who made the account.
    const token = await people.mailed(person.email);
    expect((await people.get(`/api/auth/verify-email?token=${token}`)).statusCode).toBe(404);
    expect((await people.post('/api/auth/verify', { token, password: 'outra senha qualquer' })).json()).toMatchObject({ code: 'INVALID_PASSWORD' });
    const verified = await people.post('/api/auth/verify', { token, password });
    expect(verified.statusCode).toBe(200);
    expect((await people.post('/api/auth/verify', { token, password })).json()).toMatchObject({ code: 'INVALID_TOKEN' });
    const session = (await people.get('/api/session', { cookie: cookiesOf(verified) })).json();
    expect(session).toMatchObject({ person: { name: 'Novo Nome', email: person.email }, clients: [{ slug: client.slug, role: 'viewer' }] });
  });

  test('a reset sets a new password, ends what was open, and works once', async ({ people }) => {
    const person = await people.make();
    const open = await people.signIn(person);
    await people.post('/api/auth/request-password-reset', { email: person.email });
    const token = await people.mailed(person.email);
    const newPassword = 'outra senha bem comprida';
    expect((await people.post('/api/auth/reset-password', { token, newPassword: 'senha12345' })).json()).toMatchObject({ code: 'PASSWORD_TOO_COMMON' });
    expect((await people.post('/api/auth/reset-password', { token, newPassword })).statusCode).toBe(200);
    expect((await people.get('/api/session', { cookie: open })).statusCode).toBe(401);
    expect((await people.post('/api/auth/reset-password', { token, newPassword })).json()).toMatchObject({ code: 'INVALID_TOKEN' });
    await people.signIn({ email: person.email, password: newPassword });
  });

  test('nothing tells whether an address is known', async ({ people }) => {
    const { email } = await people.make();
    for (const path of ['/api/auth/request-password-reset', '/api/auth/send-verification-email']) {
      const [known, unknown] = [await people.post(path, { email }), await people.post(path, { email: `${randomUUID()}@example.com` })];
      expect([known.statusCode, said(known)], path).toEqual([unknown.statusCode, said(unknown)]);
    }
    // Asked for too often, it says what it always says, and mails no more.
    const answers = [];
    for (let index = 0; index < 6; index += 1) answers.push((await people.post('/api/auth/request-password-reset', { email })).statusCode);
    expect(new Set(answers)).toEqual(new Set([200]));
  });

  test('links are kept as hashes', async ({ people, database }) => {
    const { email } = await people.make();
    await people.post('/api/auth/request-password-reset', { email });
    const token = await people.mailed(email);
    const rows = JSON.stringify(await database.owner`select v::text from auth.verifications v`);
    expect(rows).not.toContain(token);
  });
});

describe('a second factor', () => {
  test('is asked after the password, takes a code of the device or a recovery code, and its seed is sealed', async ({ people, database }) => {
    const person = await people.make();
    let cookie = await people.signIn(person);
    const { totpURI, backupCodes } = (await people.post('/api/auth/two-factor/enable', { password: person.password }, { cookie })).json() as { totpURI: string; backupCodes: string[] };
    const seed = new URL(totpURI).searchParams.get('secret')!;
    const first = await people.post('/api/auth/two-factor/verify-totp', { code: totp(seed) }, { cookie });
    expect(first.statusCode).toBe(200);
    cookie = cookiesOf(first);
    expect((await people.get('/api/session', { cookie })).json()).toMatchObject({ secondFactor: true });
    expect(JSON.stringify(await database.owner`select f::text from auth.second_factors f`)).not.toContain(seed);
    await expect(database.sql`select from auth.second_factors`).rejects.toMatchObject({ code: '42501' });

    const byPassword = await people.post('/api/auth/sign-in/email', person);
    expect(byPassword.json()).toMatchObject({ twoFactorRedirect: true });
    const half = cookiesOf(byPassword);
    expect((await people.get('/api/session', { cookie: half })).statusCode).toBe(401);
    expect((await people.post('/api/auth/two-factor/verify-totp', { code: '000000' }, { cookie: half })).json()).toMatchObject({ reason: 'signed_out', code: 'INVALID_CODE' });
    // The code that has turned it on is used up.
    expect((await people.post('/api/auth/two-factor/verify-totp', { code: totp(seed) }, { cookie: half })).json()).toMatchObject({ code: 'INVALID_CODE' });
    const next = cookiesOf(await people.post('/api/auth/sign-in/email', person));
    const whole = await people.post('/api/auth/two-factor/verify-totp', { code: totp(seed, 1) }, { cookie: next });
    expect((await people.get('/api/session', { cookie: cookiesOf(whole) })).statusCode).toBe(200);

    const again = cookiesOf(await people.post('/api/auth/sign-in/email', person));
    const recovered = await people.post('/api/auth/two-factor/verify-backup-code', { code: backupCodes[0] }, { cookie: again });
    expect((await people.get('/api/session', { cookie: cookiesOf(recovered) })).statusCode).toBe(200);
    const used = cookiesOf(await people.post('/api/auth/sign-in/email', person));
    expect((await people.post('/api/auth/two-factor/verify-backup-code', { code: backupCodes[0] }, { cookie: used })).statusCode).toBe(401);
  });
});

describe('a device that is trusted', () => {
  test('is asked for a code again after a new password', async ({ people }) => {
    const person = await people.make();
    const cookie = await people.signIn(person);
    const { totpURI } = (await people.post('/api/auth/two-factor/enable', { password: person.password }, { cookie })).json() as { totpURI: string };
    const seed = new URL(totpURI).searchParams.get('secret')!;
    await people.post('/api/auth/two-factor/verify-totp', { code: totp(seed) }, { cookie });
    const half = cookiesOf(await people.post('/api/auth/sign-in/email', person));
    const trusted = await people.post('/api/auth/two-factor/verify-totp', { code: totp(seed, 1), trustDevice: true }, { cookie: half });
    const device = cookiesOf(trusted);
    expect((await people.post('/api/auth/sign-in/email', person, { cookie: device })).json()).not.toHaveProperty('twoFactorRedirect');
    await people.post('/api/auth/request-password-reset', { email: person.email });
    const newPassword = 'uma senha nova e comprida';
    await people.post('/api/auth/reset-password', { token: await people.mailed(person.email), newPassword });
    expect((await people.post('/api/auth/sign-in/email', { email: person.email, password: newPassword }, { cookie: device })).json()).toMatchObject({ twoFactorRedirect: true });
  });
});

describe('where somebody is signed in', () => {
  test('is listed without tokens, and ended from another device', async ({ people, client }) => {
    const person = await people.make({ client, role: 'owner' });
    const phone = await people.signIn(person);
    const laptop = await people.signIn(person);
    const listed = await people.get('/api/auth/sessions', { cookie: laptop });
    const sessions = listed.json() as { id: string; current: boolean }[];
    expect(sessions).toHaveLength(2);
    expect(listed.body).not.toContain(decodeURIComponent(phone.split('=')[1]!).split('.')[0]);
    const token = await people.token(phone);
    expect((await people.post('/api/auth/sessions/revoke', { id: sessions.find(({ current }) => !current)!.id }, { cookie: laptop })).statusCode).toBe(200);
    expect((await people.get('/api/session', { cookie: phone })).statusCode).toBe(401);
    expect((await people.get('/api/session', { cookie: laptop })).statusCode).toBe(200);
    expect((await people.app.inject({ url: '/api/trpc/goals.list?input={}', headers: { authorization: `Bearer ${token}`, origin: publicUrl } })).json()).toMatchObject({ error: { data: { reason: 'token_revoked' } } });
  });

  test("nobody ends another's session", async ({ people }) => {
    const [mine, theirs] = [await people.make(), await people.make()];
    const cookie = await people.signIn(mine);
    const other = await people.signIn(theirs);
    const [{ id }] = (await people.get('/api/auth/sessions', { cookie: other })).json() as [{ id: string }];
    expect((await people.post('/api/auth/sessions/revoke', { id }, { cookie })).json()).toMatchObject({ reason: 'not_found' });
    expect((await people.get('/api/session', { cookie: other })).statusCode).toBe(200);
  });
});

describe('other sites', () => {
  test('reach nothing that rests on a cookie', async ({ people, client }) => {
    const cookie = await people.signIn(await people.make({ client, role: 'owner' }));
    const others = [{ 'sec-fetch-site': 'cross-site', origin: 'http://127.0.0.1:8788' }, { 'sec-fetch-site': 'same-site', origin: 'http://localhost:8788' }, { origin: 'https://evil.example', 'sec-fetch-site': 'same-origin' }, { origin: 'null' }, { 'sec-fetch-site': 'cross-site' }];
    for (const headers of others) {
      for (const url of ['/api/session/token', '/api/auth/sign-out', '/api/auth/sign-in/email']) {
        const answer = await people.app.inject({ method: 'POST', url, payload: {}, headers: { cookie, ...headers } });
        expect(answer.json(), JSON.stringify(headers)).toMatchObject({ reason: 'origin_refused' });
        expect(answer.headers['access-control-allow-origin']).toBeUndefined();
      }
      expect((await people.app.inject({ url: '/api/session', headers: { cookie, ...headers } })).json()).toMatchObject({ reason: 'origin_refused' });
    }
    expect((await people.get('/api/session', { cookie })).statusCode).toBe(200);
  });

  test('cannot send a form', async ({ people }) => {
    const { email, password } = await people.make();
    const answer = await people.app.inject({ method: 'POST', url: '/api/auth/sign-in/email', headers: { 'content-type': 'application/x-www-form-urlencoded' }, payload: new URLSearchParams({ email, password }).toString() });
    expect(answer.statusCode).toBe(415);
  });
});

test('a host that a request names is no address of ours', async ({ people }) => {
  const person = await people.make();
  await people.post('/api/auth/request-password-reset', { email: person.email }, { host: 'evil.example', 'x-forwarded-host': 'evil.example' });
  const mail = await people.mail(person.email);
  expect(mail).not.toContain('evil.example');
  expect(mail).toContain(`${publicUrl}/portal/entrar/#reset=`);
});

test('mails are shown to this machine alone', async ({ people }) => {
  const ask = (headers: Record<string, string>, remoteAddress = '127.0.0.1') => people.app.inject({ url: '/dev/mail', headers, remoteAddress });
  expect((await ask({ host: 'localhost:8787' })).headers['content-type']).toBe('text/plain; charset=utf-8');
  expect((await ask({ host: 'rebound.example' })).statusCode).toBe(404);
  expect((await ask({ host: 'localhost:8787', 'x-forwarded-for': '127.0.0.1' })).statusCode).toBe(404);
  expect((await ask({ host: 'localhost:8787' }, '192.168.0.9')).statusCode).toBe(404);
});

async function invited(owner: Parameters<typeof invite>[0], clientId: string): Promise<{ email: string; token: string }> {
  const email = `${randomUUID()}@example.com`;
  const [person] = await owner<{ id: string }[]>`insert into people (email, name) values (${email}, 'Novo') returning id`;
  await owner`insert into memberships (client_id, person_id, role) values (${clientId}, ${person!.id}, 'viewer')`;
  const { invitation } = await invite(owner, { id: person!.id, email, name: 'Novo' }, publicUrl);
  return { email, token: invitation.split('=')[1]! };
}

test('nothing of better-auth is open that is not on our list, however it is written', async ({ people, client }) => {
  const cookie = await people.signIn(await people.make({ client, role: 'owner' }));
  const closed = ['/update-user', '/change-email', '/delete-user', '/list-sessions', '/verify-password', '/two-factor/get-totp-uri', '/verify-email', '/callback/x', '/set-password', '/ok', '/constructor', '/__proto__', '/toString'];
  for (const path of closed) {
    expect((await people.post(`/api/auth${path}`, { password: 'x' }, { cookie })).statusCode, path).toBe(404);
    expect((await people.get(`/api/auth${path}`, { cookie })).statusCode, path).toBe(404);
  }
  for (const path of ['/sign-in/email/', '//sign-in/email', '/Sign-In/email', '/sign-in%2Femail']) expect((await people.post(`/api/auth${path}`, { email: 'a@b.example', password: 'x' })).statusCode, path).toBe(404);
});
