import { expect } from 'vitest';
import { secret, testApp } from '../test/app.ts';
import { test } from '../test/fixtures.ts';
import { SigningKeys } from './signing.ts';
import { Tokens } from './tokens.ts';

const another = 'another-secret-of-tests-9876543210-fedcba';
const issuer = () => 'http://localhost:8787';

test('servers that start at once end up with one key, sealed in the database', async ({ database }) => {
  const servers = Array.from({ length: 5 }, () => new SigningKeys(database.sql, secret));
  const signers = await Promise.all(servers.map((server) => server.signer()));
  expect(new Set(signers.map(({ kid }) => kid)).size).toBe(1);

  const [{ sealed }] = (await database.owner`select encode(sealed_private, 'escape') as sealed from signing_keys`) as unknown as [{ sealed: string }];
  expect(sealed).not.toContain('"d"');
});

test('a server with another secret does not start, unless it is a demo’s, which makes a new key', async ({ client, database }) => {
  const keys = new SigningKeys(database.sql, secret);
  const by = { kind: 'key', id: crypto.randomUUID() } as const;
  const { token } = await new Tokens(keys, issuer).mint({ sub: 'x', client: client.id, scopes: [], by, expiresIn: 60 });

  await expect(testApp(database, { secret: another })).rejects.toMatchObject({ reason: 'unavailable', message: expect.stringContaining('ARCO_SECRET') });

  const replaced = new SigningKeys(database.sql, another, { replaceable: true });
  expect((await replaced.signer()).kid).not.toBe((await keys.signer()).kid);
  // What was signed before is still good: only its private half is lost.
  await expect(new Tokens(replaced, issuer).verify(token)).resolves.toMatchObject({ client: client.id });
});
