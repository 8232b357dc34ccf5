import { randomBytes } from 'node:crypto';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readEnv, requireEnv } from './env.ts';
import type { AppError } from './errors.ts';

const refusal = (source: Record<string, string>): AppError => {
  try {
    readEnv(source);
  } catch (error) {
    return error as AppError;
  }
  throw new Error('Nothing was refused');
};

describe('readEnv', () => {
  test('has a default for everything that an ordinary start needs', () => {
    expect(readEnv({})).toEqual({
      port: 8787,
      host: '127.0.0.1',
      dataDir: resolve('.data'),
      trustProxy: [],
      worker: true,
      underNpm: false,
      signup: 'invitation',
      ga4Url: 'https://analyticsdata.googleapis.com',
      googleTokenUrl: 'https://oauth2.googleapis.com/token',
    });
  });

  test('takes an empty variable as one that is not set', () => {
    expect(readEnv({ PORT: '', DATABASE_URL: ' ' })).toMatchObject({ port: 8787, databaseUrl: undefined });
  });

  test('reads what is set', () => {
    const env = readEnv({
      PORT: '9000',
      ARCO_PUBLIC_URL: 'https://widgets.arco.example/',
      ARCO_TRUST_PROXY: '10.0.0.0/8, ::1',
      ARCO_WORKER: 'off',
    });
    expect(env).toMatchObject({ port: 9000, publicUrl: 'https://widgets.arco.example', trustProxy: ['10.0.0.0/8', '::1'], worker: false });
  });

  test.each([
    ['PORT', 'abc'],
    ['PORT', '65535'],
    ['PORT', '0'],
    ['HOST', 'http://x'],
    ['ARCO_PUBLIC_URL', 'widgets.arco.example'],
    ['ARCO_PUBLIC_URL', 'https://arco.example/widgets'],
    ['ARCO_TRUST_PROXY', 'all'],
    ['ARCO_TRUST_PROXY', '10.0.0.0/33'],
    ['ARCO_WORKER', 'no'],
    ['ARCO_LOG_LEVEL', 'loud'],
    ['ARCO_SIGNUP', 'yes'],
  ])('refuses %s=%s by name, with what was expected and an example', (name, value) => {
    const { message, reason, fields } = refusal({ [name]: value });
    expect(reason).toBe('invalid_input');
    expect(fields).toEqual([{ path: name, expected: expect.any(String) }]);
    expect(message).toContain(`${name}: expected ${fields![0]!.expected}, got "${value}". For example: `);
  });

  test.each([
    ['DATABASE_URL', 'mysql://root:hunter22@localhost/arco'],
    ['DATABASE_OWNER_URL', 'postgres://root:hunter22@localhost'],
    ['ARCO_SECRET', 'hunter22'],
    ['SMTP_URL', 'http://root:hunter22@mail.example'],
  ])('never repeats a wrong %s', (name, value) => {
    const { message } = refusal({ [name]: value });
    expect(message).toContain(`${name}: expected `);
    expect(message).not.toContain('hunter22');
  });

  test('names every problem at once', () => {
    expect(refusal({ PORT: 'x', ARCO_WORKER: 'y' }).fields?.map(({ path }) => path)).toEqual(['PORT', 'ARCO_WORKER']);
  });
});

describe('ARCO_SECRET', () => {
  test.each([
    'x'.repeat(40),
    'abababababababababababababababababab',
    'Zk3!pQ9vZk3!pQ9vZk3!pQ9vZk3!pQ9vZk3',
    'abcdefghijklmnopqrstuvwxyz0123456789',
    '1234567890123456789012345678901234567890',
    'please-change-me-please-change-me-now',
    'secret-password-secret-password-1234',
    'short-but-random-8sJ2kQ',
  ])('refuses %s', (secret) => {
    expect(refusal({ ARCO_SECRET: secret }).fields).toEqual([{ path: 'ARCO_SECRET', expected: expect.any(String) }]);
  });

  test.each(['hex', 'base64', 'base64url'] as const)('takes random bytes in %s, whatever they are', (encoding) => {
    for (let round = 0; round < 300; round += 1) {
      const secret = randomBytes(32).toString(encoding);
      expect(readEnv({ ARCO_SECRET: secret }).secret).toBe(secret);
    }
  });
});

describe('requireEnv', () => {
  test('names what is missing', () => {
    const env = readEnv({ DATABASE_URL: 'postgres://arco@localhost/arco' });
    expect(() => requireEnv(env, 'serve', 'databaseUrl', 'secret', 'publicUrl')).toThrow(
      /^ARCO_SECRET is not set, and serve needs it: .+\nARCO_PUBLIC_URL is not set, and serve needs it: .+https:\/\/widgets\.arco\.example$/,
    );
  });
});
