import { originAllowed, type Caller, type OriginRequest } from '../core/access.ts';
import type { Client, ClientDirectory } from '../core/clients.ts';
import type { Sql } from '../core/db.ts';
import { AppError } from '../core/errors.ts';
import { findPublishableKey, type Key } from './keys.ts';
import type { Claims, Tokens } from './tokens.ts';

/** What a request brought to say who it is. */
export interface Credentials extends OriginRequest {
  authorization: string | undefined;
  publishableKey: string | undefined;
  /** The address the connection came from, after trusted proxies. */
  address: string;
}

export interface Authenticated {
  caller: Caller | null;
  client: Client | null;
  scopes: readonly string[];
  rows: Readonly<Record<string, readonly string[]>>;
  /** Who is counted against the rate limit. */
  bucket: string;
  /** When the token ends. */
  expiresAt?: Date;
}

/** For so long a revoked publishable key may still be answered. */
const KEPT_MS = 2_000;

/** Reads who is asking from a request. */
export class Authenticator {
  readonly #sql: Sql;
  readonly #tokens: Tokens;
  readonly #clients: ClientDirectory;
  readonly #keys = new Map<string, { key: Promise<Key | undefined>; until: number }>();

  constructor(sql: Sql, tokens: Tokens, clients: ClientDirectory) {
    this.#sql = sql;
    this.#tokens = tokens;
    this.#clients = clients;
  }

  async authenticate(credentials: Credentials, now: Date): Promise<Authenticated> {
    const { authorization, publishableKey, address } = credentials;
    if (authorization !== undefined) return this.#withToken(authorization, credentials, now);
    if (publishableKey !== undefined) return this.#withKey(publishableKey, credentials);
    return { caller: null, client: null, scopes: [], rows: {}, bucket: `address:${address}` };
  }

  async #withToken(authorization: string, request: OriginRequest, now: Date): Promise<Authenticated> {
    const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]*)$/.exec(authorization)?.[1];
    if (!token) throw new AppError('token_invalid', 'Expected "Authorization: Bearer <token>", with a token and not a key');
    const claims = await this.#tokens.verify(token, now);
    if (!originAllowed(request, claims.origins)) throw refusedOrigin(request);
    const client = await this.#clients.get(claims.client);
    if (!client) throw new AppError('token_revoked', 'The client of this token no longer exists');
    return {
      caller: callerOf(claims),
      client,
      scopes: claims.scopes.includes('public') ? claims.scopes : [...claims.scopes, 'public'],
      rows: (claims.rows ?? {}) as Record<string, readonly string[]>,
      bucket: `token:${client.id}:${claims.sub}`,
      expiresAt: new Date(claims.exp * 1000),
    };
  }

  async #withKey(value: string, request: Credentials): Promise<Authenticated> {
    // Remembering what cannot be a key would let a stranger fill the memory.
    const key = value.length > 100 ? undefined : await this.#findKey(value);
    if (!key) throw new AppError('token_invalid', 'There is no such publishable key');
    if (key.revoked) throw new AppError('token_revoked', 'This key was revoked');
    if (!originAllowed(request, key.origins)) throw refusedOrigin(request);
    const client = await this.#clients.get(key.clientId);
    if (!client) throw new AppError('token_revoked', 'The client of this key no longer exists');
    return { caller: null, client, scopes: ['public'], rows: {}, bucket: `key:${key.id}:${request.address}` };
  }

  #findKey(value: string): Promise<Key | undefined> {
    const now = Date.now();
    const known = this.#keys.get(value);
    if (known && known.until > now) return known.key;
    if (this.#keys.size > 10_000) this.#keys.clear();
    const key = findPublishableKey(this.#sql, value);
    this.#keys.set(value, { key, until: now + KEPT_MS });
    key.catch(() => this.#keys.delete(value));
    return key;
  }
}

function callerOf({ by, sub, scopes }: Claims): Caller {
  const asking = { id: by.id, label: sub, scopes };
  return by.kind === 'key' ? { kind: 'key', role: 'key', session: null, ...asking } : { kind: by.kind, role: by.role, session: by.session, ...asking };
}

function refusedOrigin({ origin }: OriginRequest): AppError {
  const said = origin === undefined ? 'A request without an Origin' : `The origin ${origin}`;
  return new AppError('origin_refused', `${said} is not allowed for this key or token`);
}
