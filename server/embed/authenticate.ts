import { originAllowed, type Caller, type OriginRequest } from '../core/access.ts';
import type { Client, ClientDirectory } from '../core/clients.ts';
import type { Sql } from '../core/db.ts';
import { AppError } from '../core/errors.ts';
import { Remembered } from '../core/remembered.ts';
import { findPublishableKey, findSecretKey, type Key } from './keys.ts';
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

/** For so long a revoked key may still be answered. */
const KEPT_MS = 2_000;

/** Reads who is asking from a request. */
export class Authenticator {
  readonly #tokens: Tokens;
  readonly #clients: ClientDirectory;
  readonly #keys: Remembered<Key | undefined>;

  constructor(sql: Sql, tokens: Tokens, clients: ClientDirectory) {
    this.#tokens = tokens;
    this.#clients = clients;
    this.#keys = new Remembered((value) => (value.startsWith('sk_') ? findSecretKey(sql, value) : findPublishableKey(sql, value)), KEPT_MS);
  }

  async authenticate(credentials: Credentials, now: Date): Promise<Authenticated> {
    const { authorization, publishableKey, address } = credentials;
    if (authorization !== undefined) return this.#withToken(authorization, credentials, now);
    if (publishableKey !== undefined) return this.#withKey(publishableKey, credentials);
    return { caller: null, client: null, scopes: [], rows: {}, bucket: `address:${address}` };
  }

  /** The client of a server that sends hits, by its `Authorization: Bearer sk_…`. */
  async serverOf(authorization: string): Promise<Client> {
    const value = /^Bearer (sk_\S{1,100})$/.exec(authorization)?.[1];
    const key = value && (await this.#keys.get(value));
    if (!key) throw new AppError('token_invalid', 'Expected "Authorization: Bearer sk_…" with a secret key');
    return this.#clientOf(key);
  }

  async #clientOf(key: Key): Promise<Client> {
    if (key.revoked) throw new AppError('token_revoked', 'This key was revoked');
    const client = await this.#clients.get(key.clientId);
    if (!client) throw new AppError('token_revoked', 'The client of this key no longer exists');
    return client;
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
    const key = value.length > 100 ? undefined : await this.#keys.get(value);
    if (key?.kind !== 'publishable') throw new AppError('token_invalid', 'There is no such publishable key');
    const client = await this.#clientOf(key);
    if (!originAllowed(request, key.origins)) throw refusedOrigin(request);
    return { caller: null, client, scopes: ['public'], rows: {}, bucket: `key:${key.id}:${request.address}` };
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
