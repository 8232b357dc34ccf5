import { randomUUID } from 'node:crypto';
import { describe, expect } from 'vitest';
import { testApp } from '../test/app.ts';
import { cookiesOf, People, test } from './test/people.ts';

const asked = () => ({ name: 'Rafael Nunes', email: `${randomUUID()}@example.com`, password: 'girassol no quintal' });

describe('asking for an account', () => {
  test('carries no words of a stranger in a mail of ours', async ({ database }) => {
    const app = await testApp(database, { signIn: { url: database.url.auth, signup: 'open', devMail: true } });
    const people = new People(app, database.owner);
    for (const name of ['Sua conta foi suspensa.\nAcesse https://evil.example', 'evil.example/login', 'a@b.example', 'x'.repeat(81)]) {
      expect((await people.post('/api/auth/sign-up/email', { ...asked(), name })).json(), name).toMatchObject({ code: 'INVALID_NAME' });
    }
    await app.close();
  });

  test('is closed unless the installation opens it', async ({ people, database }) => {
    const body = asked();
    expect((await people.post('/api/auth/sign-up/email', body)).statusCode).toBe(400);
    expect(await database.owner`select from people where email = ${body.email}`).toHaveLength(0);
    expect((await people.get('/api/session/options')).json()).toMatchObject({ signup: 'invitation' });
  });

  test('where it is open, verifies the address and shows no client', async ({ database, client }) => {
    const app = await testApp(database, { signIn: { url: database.url.auth, signup: 'open', devMail: true } });
    const people = new People(app, database.owner);
    const body = asked();
    const first = await people.post('/api/auth/sign-up/email', body);
    expect(first.statusCode).toBe(200);
    expect(first.headers['set-cookie']).toBeUndefined();
    // Somebody who is known is not told apart from somebody who is not.
    const again = await people.post('/api/auth/sign-up/email', { ...body, name: 'Outro' });
    expect(again.statusCode).toBe(200);
    expect(again.body).toBe(first.body);
    expect((await people.post('/api/auth/sign-up/email', { ...asked(), password: 'password1234' })).json()).toMatchObject({ code: 'PASSWORD_TOO_COMMON' });

    const cookie = cookiesOf(await people.post('/api/auth/verify', { token: await people.mailed(body.email), password: body.password }));
    expect((await people.get('/api/session', { cookie })).json()).toMatchObject({ person: { name: 'Rafael Nunes' }, clients: [] });
    expect((await people.post('/api/session/token', { client: client.slug }, { cookie })).json()).toMatchObject({ reason: 'forbidden' });
    expect((await people.post('/api/session/token', {}, { cookie })).json()).toMatchObject({ reason: 'forbidden' });
    await app.close();
  });
});

describe('a token of somebody with several clients', () => {
  test('is of the one they name, and never of one that is not theirs', async ({ people, client, newClient }) => {
    const cookie = await people.signIn(await people.make({ role: 'admin' }));
    expect((await people.post('/api/session/token', {}, { cookie })).json()).toMatchObject({ reason: 'invalid_input', fields: [{ path: 'client' }] });
    expect((await people.post('/api/session/token', { client: client.slug }, { cookie })).statusCode).toBe(200);
    expect((await people.post(`/api/session/token?client=${client.slug}`, {}, { cookie })).statusCode).toBe(200);
    expect((await people.post('/api/session/token', { client: 'nobody-has-this' }, { cookie })).json()).toMatchObject({ reason: 'forbidden' });
    expect((await people.post('/api/session/token', { client: client.slug, admin: true }, { cookie })).json()).toMatchObject({ reason: 'invalid_input' });
    const member = await people.signIn(await people.make({ client, role: 'viewer' }));
    expect((await people.post('/api/session/token', { client: (await newClient()).slug }, { cookie: member })).json()).toMatchObject({ reason: 'forbidden' });
  });
});
