import { describe, expect } from 'vitest';
import { test } from '../../auth/test/keeper.ts';

describe('keys', () => {
  test('are made, listed without their values, rotated with an overlap, and revoked', async ({ as, people, client, database }) => {
    const owner = await as('owner', client);
    const made = (await owner.mutate('keys.create', { kind: 'secret', test: true })) as { id: string; value: string };
    expect(made.value).toMatch(/^sk_test_/);
    const mint = async (value: string) => (await people.app.inject({ method: 'POST', url: '/api/embed/tokens', headers: { authorization: `Bearer ${value}` }, payload: { client: client.slug } })).statusCode;
    expect(await mint(made.value)).toBe(200);
    const next = (await owner.mutate('keys.rotate', { id: made.id, overlapHours: 2 })) as { id: string; value: string };
    expect([await mint(made.value), await mint(next.value)]).toEqual([200, 200]);
    expect(JSON.stringify(await owner.query('keys.list'))).not.toContain(made.value);
    expect(await owner.query('keys.list')).toContainEqual(expect.objectContaining({ id: made.id, expiresAt: expect.any(String), revokedAt: null }));
    await database.owner`update keys set expires_at = now() - interval '1 second' where id = ${made.id}`;
    expect([await mint(made.value), await mint(next.value)]).toEqual([401, 200]);
    expect(await owner.mutate('keys.revoke', { id: next.id })).toEqual({ id: next.id });
    expect(await mint(next.value)).toBe(401);
    expect(await owner.mutate('keys.rotate', { id: next.id })).toBe('not_found');
  });

  test("of another client are not there", async ({ as, client, newClient }) => {
    const [owner, stranger] = [await as('owner', client), await as('owner', await newClient())];
    const made = (await owner.mutate('keys.create', { kind: 'publishable', origins: ['https://loja.example'] })) as { id: string };
    for (const name of ['keys.revoke', 'keys.rotate']) expect(await stranger.mutate(name, { id: made.id }), name).toBe('not_found');
    expect(await owner.mutate('keys.create', { kind: 'publishable', origins: ['not an origin'] })).toBe('invalid_input');
  });
});
