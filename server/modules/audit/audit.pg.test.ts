import { decodeJwt } from 'jose';
import { describe, expect } from 'vitest';
import { test } from '../../auth/test/keeper.ts';

describe('the records', () => {
  test('hold every sign-in, token, key and role, for administrators alone', async ({ as, client, people }) => {
    const owner = await as('owner', client);
    const { id: key } = (await owner.mutate('keys.create', { kind: 'secret' })) as { id: string };
    await owner.mutate('members.setRole', { id: client.personId, role: 'viewer' });
    const admin = await as('admin', client);
    const entries = (await admin.query('audit.list', {})) as { action: string; subject: string; caller: string }[];
    const jti = String(decodeJwt(await people.token(owner.cookie)).jti);
    const later = (await admin.query('audit.list', {})) as { action: string; subject: string; caller: string }[];
    expect(entries).toContainEqual(expect.objectContaining({ action: 'key.create', subject: key, caller: owner.id }));
    expect(entries).toContainEqual(expect.objectContaining({ action: 'members.setRole', subject: client.personId, former: { role: 'owner' }, value: { role: 'viewer' } }));
    expect(later).toContainEqual(expect.objectContaining({ action: 'token.create', subject: jti, caller: owner.id }));
    const security = (await admin.query('audit.security', {})) as { action: string; address: string | null }[];
    expect(security).toContainEqual(expect.objectContaining({ action: 'session.start' }));
    // Of the network, not of the machine.
    expect(security.every(({ address }) => address === null || address === '' || address.endsWith('.0'))).toBe(true);
    expect(await owner.query('audit.list', {})).toBe('scope_missing');
  });

  test('are not edited by the service', async ({ database }) => {
    for (const change of [database.sql`delete from security_log`, database.sql`update security_log set action = 'x'`, database.sql`select from security_log`]) {
      await expect(change).rejects.toMatchObject({ code: '42501' });
    }
  });
});
