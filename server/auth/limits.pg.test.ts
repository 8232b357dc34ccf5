import { randomUUID } from 'node:crypto';
import { createConnection, type AddressInfo } from 'node:net';
import { describe, expect } from 'vitest';
import { test, type People } from './test/people.ts';

const address = (index: number) => `${(index >> 16) & 255}.${(index >> 8) & 255}.${index & 255}.7`;

describe('ten thousand wrong passwords', () => {
  test('from rotating X-Forwarded-For are throttled, and the right owner gets in by another way', async ({ people }) => {
    const { email, password } = await people.make();
    const statuses = new Map<number, number>();
    let index = 0;
    const guess = async () => {
      while (index < 10_000) {
        index += 1;
        const answer = await people.post('/api/auth/sign-in/email', { email, password: `palpite ${index}` }, { 'x-forwarded-for': address(index), 'x-real-ip': address(index), 'cf-connecting-ip': address(index), 'x-arco-address': address(index) });
        statuses.set(answer.statusCode, (statuses.get(answer.statusCode) ?? 0) + 1);
      }
    };
    await Promise.all(Array.from({ length: 16 }, guess));
    expect([...statuses.keys()].toSorted()).toEqual([401, 429]);
    // As many as an account has tries in a quarter of an hour, twice where the quarter ends meanwhile.
    expect(statuses.get(401)).toBeLessThanOrEqual(20);

    // The password is closed for now, from this address and for this account; the owner is not locked out.
    const closed = await people.post('/api/auth/sign-in/email', { email, password });
    expect(closed.json()).toMatchObject({ reason: 'rate_limited' });
    expect(Number(closed.headers['retry-after'])).toBeGreaterThan(0);
    await people.post('/api/auth/request-password-reset', { email });
    const newPassword = 'a senha que só eu sei';
    expect((await people.post('/api/auth/reset-password', { token: await people.mailed(email), newPassword })).statusCode).toBe(200);
    expect((await people.app.inject({ method: 'POST', url: '/api/auth/sign-in/email', payload: { email, password: newPassword }, remoteAddress: '10.1.2.3' })).statusCode).toBe(200);
  }, 60_000);

  test('spread over many machines are throttled by account', async ({ people }) => {
    const { email } = await people.make();
    const statuses: number[] = [];
    for (let index = 0; index < 40; index += 1) {
      statuses.push((await people.app.inject({ method: 'POST', url: '/api/auth/sign-in/email', payload: { email, password: `palpite ${index}` }, remoteAddress: `10.9.${index}.1` })).statusCode);
    }
    expect(statuses.filter((status) => status === 401).length).toBeLessThanOrEqual(20);
    expect(statuses.at(-1)).toBe(429);
  });

  test('of nobody are throttled the same', async ({ people }) => {
    const email = `${randomUUID()}@example.com`;
    const statuses: number[] = [];
    for (let index = 0; index < 25; index += 1) {
      statuses.push((await people.app.inject({ method: 'POST', url: '/api/auth/sign-in/email', payload: { email, password: `palpite ${index}` }, remoteAddress: `10.8.${index}.1` })).statusCode);
    }
    expect(new Set(statuses)).toEqual(new Set([401, 429]));
  });
});

test('who gets the password right is not counted against', async ({ people }) => {
  const person = await people.make();
  for (let index = 0; index < 25; index += 1) {
    expect((await people.app.inject({ method: 'POST', url: '/api/auth/sign-in/email', payload: person, remoteAddress: `10.7.${index}.1` })).statusCode).toBe(200);
  }
});

test('what asks for the password again is throttled by person, whatever else is in the cookie', async ({ people }) => {
  const cookie = await people.signIn(await people.make());
  const statuses: number[] = [];
  for (let index = 0; index < 25; index += 1) statuses.push((await people.post('/api/auth/confirm', { password: 'errada' }, { cookie: `${cookie}; x=${index}` })).statusCode);
  expect(statuses.at(-1)).toBe(429);
});

test('an address is counted as it is answered, however its path is written', async ({ people }) => {
  const { email } = await people.make();
  const { port } = await listening(people);
  const paths = ['/api/auth/x/../sign-in/email', '/api/auth/x/%2e%2e/sign-in/email', '/api/auth/./sign-in/email', '/api/auth/sign-in\\email', '/api/auth/sign-in/x/../email'];
  const statuses: string[] = [];
  for (let index = 0; index < 40; index += 1) statuses.push(await rawPost(port, paths[index % paths.length]!, { email, password: `palpite ${index}` }));
  expect(statuses.filter((status) => status === '401').length).toBeLessThanOrEqual(20);
  expect(statuses.at(-1)).toMatch(/429|404/);
});

test('asking for one kind of mail does not use up another', async ({ people }) => {
  const { email } = await people.make();
  for (let index = 0; index < 8; index += 1) await people.post('/api/auth/send-verification-email', { email });
  await people.post('/api/auth/request-password-reset', { email });
  expect(await people.mail(email)).toContain('#reset=');
});

test('a stranger who goes on is on record once', async ({ people, database }) => {
  const count = async () => {
    const [found] = await database.owner<{ rows: number }[]>`select count(*)::int as rows from security_log where action = 'sign-in.throttled'`;
    return found!.rows;
  };
  const before = await count();
  for (let index = 0; index < 60; index += 1) await people.post('/api/auth/sign-in/email', { email: `${randomUUID()}@example.com`, password: 'x' });
  expect((await count()) - before).toBe(1);
});

async function listening({ app }: People): Promise<AddressInfo> {
  await app.listen({ port: 0, host: '127.0.0.1' });
  return app.server.address() as AddressInfo;
}

/** Sent as it is written: a client that tidies paths would prove nothing. Answers the status. */
function rawPost(port: number, path: string, body: object): Promise<string> {
  const text = JSON.stringify(body);
  return new Promise((resolve, reject) => {
    const socket = createConnection(port, '127.0.0.1', () => socket.write(`POST ${path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(text)}\r\nConnection: close\r\n\r\n${text}`));
    let answer = '';
    socket.on('data', (chunk) => (answer += chunk.toString())).on('end', () => resolve(answer.split(' ')[1]!)).on('error', reject);
  });
}
