import { randomUUID } from 'node:crypto';
import { decodeProtectedHeader, errors, jwtVerify, SignJWT } from 'jose';
import * as z from 'zod';
import { AppError } from '../core/errors.ts';
import { roles } from '../core/rights.ts';
import type { SigningKeys } from './signing.ts';

export const MAX_TOKEN_SECONDS = 900;
const AUDIENCE = 'arco';
/** Seconds by which another server's clock may be off. */
const CLOCK_TOLERANCE = 5;

export const Rows = z.strictObject({
  goals: z.array(z.uuid()).max(200).optional(),
  campaigns: z.array(z.uuid()).max(200).optional(),
  leads: z.array(z.uuid()).max(200).optional(),
});
export type Rows = z.infer<typeof Rows>;

/** What a token says. `by` is what stands behind it, asked for on every transaction: once revoked, its tokens are dead. */
export const Claims = z.object({
  sub: z.string(),
  client: z.uuid(),
  scopes: z.array(z.string()),
  origins: z.array(z.string()).optional(),
  rows: Rows.optional(),
  by: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('key'), id: z.uuid() }),
    z.object({ kind: z.enum(['member', 'manager', 'agent', 'admin']), id: z.uuid(), role: z.enum(roles), session: z.uuid() }),
  ]),
  /** Minted with a test key: widgets show a badge. */
  test: z.literal(true).optional(),
  exp: z.number(),
});
export type Claims = z.infer<typeof Claims>;

export interface MintOptions extends Omit<Claims, 'exp'> {
  /** Seconds; 900 at most. */
  expiresIn: number;
}

/** Signs and verifies the tokens that widgets carry. */
export class Tokens {
  readonly #keys: SigningKeys;
  readonly #issuer: () => string;
  /** Verified tokens by their text: a page sends the same one for fifteen minutes, and checking a signature costs about a quarter of a millisecond. */
  readonly #verified = new Map<string, Claims>();

  constructor(keys: SigningKeys, issuer: () => string) {
    this.#keys = keys;
    this.#issuer = issuer;
  }

  /** `id` is the token's `jti`, for the record. */
  async mint({ expiresIn, sub, ...claims }: MintOptions, now = new Date()): Promise<{ token: string; expiresIn: number; id: string }> {
    const { kid, key } = await this.#keys.signer();
    const id = randomUUID();
    const issuedAt = Math.floor(now.getTime() / 1000);
    const token = await new SignJWT(claims)
      .setProtectedHeader({ alg: 'EdDSA', kid, typ: 'JWT' })
      .setIssuer(this.#issuer())
      .setAudience(AUDIENCE)
      .setSubject(sub)
      .setIssuedAt(issuedAt)
      .setExpirationTime(issuedAt + expiresIn)
      .setJti(id)
      .sign(key);
    return { token, expiresIn, id };
  }

  /** Throws `token_expired` or `token_invalid`. */
  async verify(token: string, now = new Date()): Promise<Claims> {
    const known = this.#verified.get(token);
    if (known) {
      if (known.exp + CLOCK_TOLERANCE > now.getTime() / 1000) return known;
      this.#verified.delete(token);
      throw new AppError('token_expired', 'This token has expired');
    }
    const claims = await this.#check(token, now);
    if (this.#verified.size >= 5_000) this.#verified.clear();
    this.#verified.set(token, claims);
    return claims;
  }

  async #check(token: string, now: Date): Promise<Claims> {
    try {
      const { kid } = decodeProtectedHeader(token);
      const key = kid === undefined ? undefined : await this.#keys.verifier(kid);
      if (!key) throw new AppError('token_invalid', 'This token was signed by a key that is not ours');
      const { payload } = await jwtVerify(token, key, {
        algorithms: ['EdDSA'],
        issuer: this.#issuer(),
        audience: AUDIENCE,
        requiredClaims: ['exp', 'iat', 'jti', 'sub'],
        maxTokenAge: MAX_TOKEN_SECONDS,
        clockTolerance: CLOCK_TOLERANCE,
        currentDate: now,
      });
      return Claims.parse(payload);
    } catch (error) {
      if (error instanceof errors.JWTExpired) throw new AppError('token_expired', 'This token has expired', { cause: error });
      if (error instanceof errors.JOSEError || error instanceof z.ZodError || error instanceof TypeError) {
        throw new AppError('token_invalid', 'This token is not one of ours, or it was changed', { cause: error });
      }
      throw error;
    }
  }
}
