import { randomUUID } from 'node:crypto';
import { describe, expect } from 'vitest';
import { test } from './test/people.ts';

describe('signing in', () => {
  test('by e-mail and password, with a cookie that scripts do not see', async ({ people }) => {
    const { email, password } = await people.make();
    const answer = await people.post('/api/auth/sign-in/email', { email, password });
    expect(answer.statusCode).toBe(200);
    const cookie = String(answer.headers['set-cookie']);
    expect(cookie).toMatch(/^arco\.session_token=[^;]+; Max-Age=\d+; Path=\/; HttpOnly; SameSite=Lax$/);
    expect(answer.json()).toMatchObject({ user: { email } });
    expect(answer.body).not.toContain('"token"');
  });

  test('says the same of a wrong password and of nobody', async ({ people }) => {
    const { email } = await people.make();
    const [wrong, nobody] = [await people.post('/api/auth/sign-in/email', { email, password: 'not the one it is' }), await people.post('/api/auth/sign-in/email', { email: `${randomUUID()}@example.com`, password: 'not the one it is' })];
    expect(wrong.statusCode).toBe(401);
    const { requestId: _, ...said } = wrong.json();
    expect(said).toEqual({ reason: 'signed_out', message: 'Invalid email or password', code: 'INVALID_EMAIL_OR_PASSWORD' });
    expect({ ...nobody.json(), requestId: '' }).toEqual({ ...said, requestId: '' });
  });
});
