import * as z from 'zod';
import { AppError } from '../core/errors.ts';
import { createKey, listKeys, revokeKey } from '../embed/keys.ts';
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
      if (!key || !(await revokeKey(tx, keyId))) throw new AppError('not_found', `There is no key ${keyId}. The list: arco key list`);
      return { result: undefined, clientId: key.clientId, entry: { action: 'key.revoke', subject: keyId } };
    });
    return { json: { id: keyId, revoked: true }, text: `Key ${keyId} is revoked` };
  },
});
