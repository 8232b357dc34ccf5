import * as z from 'zod';
import { AppError } from '../core/errors.ts';
import { createKey, listKeys, revokeKey } from '../embed/keys.ts';
import { SigningKeys } from '../embed/signing.ts';
import { audited } from './audited.ts';
import { command } from './command.ts';
import { client, id } from './fields.ts';
import { table } from './output.ts';

export const keyCreate = command({
  name: 'key create',
  summary: 'Makes a key and prints it; a secret one is never shown again',
  input: z.strictObject({
    client,
    kind: z.enum(['publishable', 'secret']).describe('publishable (for pages) or secret (for servers)'),
    origin: z.array(z.string()).default([]).describe('a page that may use the key: scheme and host, such as https://shop.example'),
    test: z.boolean().default(false).describe('a key that marks what it shows as a test'),
  }),
  example: 'arco key create --client moda --kind publishable --origin https://moda.example',
  async run({ client: slug, kind, origin, test }, session) {
    const { id: clientId } = await session.client(slug);
    const made = await audited(await session.owner(), async (tx) => {
      const result = await createKey(tx, { clientId, kind, test, origins: origin });
      return { result, clientId, entry: { action: 'key.create', subject: result.id, value: { kind, test, origins: origin } } };
    });
    if (kind === 'publishable' && origin.length === 0 && !test) session.note('No page may use this key yet: it has no --origin');
    return { json: { ...made, client: slug, kind, test, origins: origin }, text: made.value };
  },
});

export const keyList = command({
  name: 'key list',
  summary: 'Lists keys, without their values',
  input: z.strictObject({ client: client.optional() }),
  example: 'arco key list --client moda',
  async run({ client: slug }, session) {
    if (slug) await session.client(slug);
    const keys = (await listKeys(await session.owner())).filter((key) => slug === undefined || key.client === slug);
    const rows = keys.map((key) => [key.id, key.client, key.kind, key.mode, `…${key.hint}`, key.revokedAt ? 'revoked' : 'active', key.origins.join(' ')]);
    return { json: { keys }, text: table(['id', 'client', 'kind', 'mode', 'ends in', 'state', 'origins'], rows) };
  },
});

export const keyRotate = command({
  name: 'key rotate',
  summary: 'Makes a key in place of another and prints it; both work until the former ends',
  positionals: ['id'],
  input: z.strictObject({ id, overlapHours: z.coerce.number().int().min(0).max(720).default(24).describe('hours until the former key ends, 720 at most') }),
  example: 'arco key rotate 019a3c1e-… --overlap-hours 48',
  async run({ id: keyId, overlapHours }, session) {
    const made = await audited(await session.owner(), async (tx) => {
      const [former] = await tx<{ clientId: string; kind: 'publishable' | 'secret'; mode: 'live' | 'test'; origins: string[] }[]>`
        update keys set expires_at = least(coalesce(expires_at, 'infinity'), ${new Date(Date.now() + overlapHours * 3_600_000)}) where id = ${keyId} and revoked_at is null
        returning client_id, kind, mode, origins
      `;
      if (!former) throw unknown(keyId);
      const { clientId, kind, mode, origins } = former;
      const result = await createKey(tx, { clientId, kind, test: mode === 'test', origins });
      await tx`update keys set replaces = ${keyId} where id = ${result.id}`;
      return { result, clientId, entry: { action: 'key.rotate', subject: keyId, value: { key: result.id, overlapHours } } };
    });
    session.note(`The former key ends in ${overlapHours} hours`);
    return { json: { ...made, replaces: keyId, overlapHours }, text: made.value };
  },
});

export const signingRotate = command({
  name: 'signing-key rotate',
  summary: 'Signs tokens with a new key from now on; those of the former go on until they end',
  input: z.strictObject({}),
  example: 'arco signing-key rotate',
  async run(_input, session) {
    const { secret } = await session.signing();
    const owner = await session.owner();
    await new SigningKeys(await session.service(), secret).rotate();
    const [key] = await owner<{ kid: string }[]>`select kid from signing_keys where retires_at is null`;
    await owner`select arco.record_security(null, 'signing-key.rotate', null, null, ${owner.json({ kid: key!.kid })}, null)`;
    return { json: { kid: key!.kid }, text: `Tokens are signed with ${key!.kid}` };
  },
});

export const keyRevoke = command({
  name: 'key revoke',
  summary: 'Ends a key, and every token made with it, at once',
  positionals: ['id'],
  input: z.strictObject({ id }),
  example: 'arco key revoke 019a3c1e-…',
  async run({ id: keyId }, session) {
    const owner = await session.owner();
    await audited(owner, async (tx) => {
      const [key] = await tx<{ clientId: string }[]>`select client_id from keys where id = ${keyId}`;
      if (!key || !(await revokeKey(tx, keyId))) throw unknown(keyId);
      return { result: undefined, clientId: key.clientId, entry: { action: 'key.revoke', subject: keyId } };
    });
    return { json: { id: keyId, revoked: true }, text: `Key ${keyId} is revoked` };
  },
});

const unknown = (id: string) => new AppError('not_found', `There is no key ${id} that works. The list: arco key list`);
