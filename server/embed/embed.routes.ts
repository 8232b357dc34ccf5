import type { FastifyInstance, FastifyRequest } from 'fastify';
import * as z from 'zod';
import type { Services } from '../app.ts';
import { system } from '../core/access.ts';
import { audit } from '../core/audit.ts';
import { findClient } from '../core/clients.ts';
import { withClient } from '../core/db.ts';
import { AppError } from '../core/errors.ts';
import { fieldErrors, languageOf } from '../core/input.ts';
import { readScopes } from '../router.ts';
import { checkOrigin, findSecretKey, type Key } from './keys.ts';
import { MAX_TOKEN_SECONDS, Rows } from './tokens.ts';

const MintRequest = z.strictObject({
  client: z.string().min(1).max(63),
  origins: z.array(z.string()).min(1).max(20).optional(),
  scopes: z.array(z.string().regex(/^(public|[a-zA-Z]+:(read|write))$/)).max(60).optional(),
  viewer: z.string().min(1).max(200).optional(),
  rows: Rows.optional(),
  expiresIn: z.int().min(1).max(MAX_TOKEN_SECONDS).default(MAX_TOKEN_SECONDS),
});

/** Tokens for widgets, and the keys that verify them. */
export async function embedRoutes(app: FastifyInstance, services: Services): Promise<void> {
  const { sql, signing, tokens, rates, clock, options } = services;

  app.get('/.well-known/jwks.json', async (_request, reply) =>
    reply.header('cache-control', 'public, max-age=300').header('access-control-allow-origin', '*').send(await signing.jwks()),
  );

  app.post('/api/embed/tokens', async (request, reply) => {
    await rates.count(`mint:${request.ip}`, { perMinute: options.requestsPerMinute ?? 1_200 });
    const key = await secretKeyOf(request, services);
    const wanted = parse(MintRequest, request);
    const client = await findClient(sql, { slug: wanted.client });
    if (client?.id !== key.clientId) throw new AppError('forbidden', `This key is not of a client "${wanted.client}"`);
    if (!wanted.origins && key.mode === 'live') {
      throw new AppError('invalid_input', 'A token of a live key names its origins', {
        fields: [{ path: 'origins', expected: 'the origins of the pages that will use it, such as ["https://shop.example"]' }],
      });
    }
    const { id: jti, ...minted } = await tokens.mint(
      {
        sub: wanted.viewer ?? key.id,
        client: client.id,
        scopes: wanted.scopes ?? readScopes,
        ...(wanted.origins ? { origins: wanted.origins.map(checkOrigin) } : {}),
        ...(wanted.rows ? { rows: wanted.rows } : {}),
        by: { kind: 'key', id: key.id },
        ...(key.mode === 'test' ? { test: true as const } : {}),
        expiresIn: wanted.expiresIn,
      },
      clock(),
    );
    await withClient(sql, client.id, system, (scoped) =>
      audit(scoped, { kind: 'key', label: key.id }, { action: 'token.create', subject: jti, value: { viewer: wanted.viewer ?? null, origins: wanted.origins ?? null }, requestId: request.id }),
    );
    return reply.header('cache-control', 'no-store').send(minted);
  });
}

async function secretKeyOf(request: FastifyRequest, { sql }: Services): Promise<Key> {
  const value = /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1];
  if (!value) throw new AppError('signed_out', 'Expected "Authorization: Bearer sk_…"');
  const key = await findSecretKey(sql, value);
  if (!key) throw new AppError('token_invalid', 'There is no such secret key');
  if (key.revoked) throw new AppError('token_revoked', 'This key was revoked');
  return key;
}

function parse<T>(schema: z.ZodType<T>, request: FastifyRequest): T {
  const result = schema.safeParse(request.body);
  if (result.success) return result.data;
  const language = languageOf(request.headers['accept-language']);
  throw new AppError('invalid_input', 'Some fields are not as expected', { fields: fieldErrors(result.error, language) });
}
