import * as z from 'zod';
import type { Client } from '../core/clients.ts';
import { checkOrigin, createKey } from '../embed/keys.ts';
import { SigningKeys } from '../embed/signing.ts';
import { MAX_TOKEN_SECONDS, Tokens } from '../embed/tokens.ts';
import { readScopes } from '../router.ts';
import { audited } from './audited.ts';
import { command } from './command.ts';
import { client } from './fields.ts';
import type { Session } from './session.ts';

const scopes = ['public', ...readScopes.flatMap((scope) => [scope, scope.replace(':read', ':write')])];

export const token = command({
  name: 'token',
  summary: "Makes a short-lived token for a client's widgets and prints it",
  input: z.strictObject({
    client,
    scope: z.array(z.enum(scopes)).default(readScopes).describe(`what it may do: ${scopes.join(', ')}`),
    origin: z.array(z.string()).optional().describe('a page that may use it, such as https://shop.example; else only callers that are not pages on another site'),
    expires: z.coerce.number().int().min(1).max(MAX_TOKEN_SECONDS).default(MAX_TOKEN_SECONDS).describe(`seconds until it ends, ${MAX_TOKEN_SECONDS} at most`),
  }),
  example: 'arco token --client moda --scope metrics:read --origin https://moda.example',
  async run({ client: slug, scope, origin, expires }, session) {
    const found = await session.client(slug);
    const { secret, publicUrl } = await session.signing();
    const key = await keyBehind(session, found);
    const tokens = new Tokens(new SigningKeys(await session.service(), secret), () => publicUrl);
    const { id: _, ...minted } = await tokens.mint({
      sub: key.id,
      client: found.id,
      scopes: scope,
      ...(origin ? { origins: origin.map(checkOrigin) } : {}),
      by: { kind: 'key', id: key.id },
      ...(key.mode === 'test' ? { test: true as const } : {}),
      expiresIn: expires,
    });
    return { json: minted, text: minted.token };
  },
});

/** A token dies with the key it was made by, so one made here needs a key as well: the client's own, else one that nobody knows. */
async function keyBehind(session: Session, { id: clientId, slug }: Client): Promise<{ id: string; mode: 'live' | 'test' }> {
  const owner = await session.owner();
  const [key] = await owner<{ id: string; mode: 'live' | 'test' }[]>`
    select id, mode from keys
    where client_id = ${clientId} and kind = 'secret' and revoked_at is null
    order by mode, created_at
    limit 1
  `;
  if (key) return key;
  return audited(owner, async (tx) => {
    const { id } = await createKey(tx, { clientId, kind: 'secret' });
    session.note(`${slug} had no secret key: ${id} was made to stand behind its tokens (arco key revoke ends them)`);
    return { result: { id, mode: 'live' as const }, clientId, entry: { action: 'key.create', subject: id, value: { kind: 'secret', test: false, origins: [] } } };
  });
}
