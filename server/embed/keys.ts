import { createHash, randomBytes } from 'node:crypto';
import { isIP } from 'node:net';
import type { ISql } from 'postgres';
import { anyLoopback } from '../core/access.ts';
import type { Sql } from '../core/db.ts';
import { AppError } from '../core/errors.ts';
import { isSharedSuffix } from './shared-suffixes.ts';

export type KeyKind = 'publishable' | 'secret';

/** A key as it is known to the server; of a secret one, neither the value nor the hash. */
export interface Key {
  id: string;
  clientId: string;
  kind: KeyKind;
  mode: 'live' | 'test';
  origins: string[];
  revoked: boolean;
}

/** What a list of keys shows: `hint` is the end of the value. */
export interface ListedKey {
  id: string;
  client: string;
  kind: KeyKind;
  mode: 'live' | 'test';
  hint: string;
  origins: string[];
  createdAt: string;
  revokedAt: string | null;
}

export interface NewKey {
  clientId: string;
  kind: KeyKind;
  test?: boolean;
  /** `https://shop.example`, with neither path nor slash, or `https://*.shop.example` for its subdomains. */
  origins?: readonly string[];
  /** Only the demo gives its keys a value of its own. */
  value?: string;
}

export const hashKey = (value: string): Buffer => createHash('sha256').update(value).digest();

/**
 * Refuses what is neither a bare origin nor `https://*.` before a domain, naming it. A wildcard stands for subdomains of any
 * depth, and only where they all have one owner.
 */
export function checkOrigin(origin: string): string {
  if (origin === anyLoopback) return origin;
  const bare = origin.replace(/^https:\/\/\*\./, 'https://');
  const url = URL.canParse(bare) ? new URL(bare) : undefined;
  const isOrigin = url?.origin === bare && /^https?:$/.test(url.protocol) && !/\*|^\.|\.\.|\.$/.test(url.hostname);
  if (!url || !isOrigin) throw refused(origin, 'is not an origin', 'scheme and host with no path or final slash, such as https://shop.example');
  if (bare !== origin && (isIP(url.hostname) !== 0 || isSharedSuffix(url.hostname))) {
    throw refused(origin, 'would let strangers in', 'a domain of your own after the *, such as https://*.shop.example');
  }
  return origin;
}

function refused(origin: string, problem: string, expected: string): AppError {
  return new AppError('invalid_input', `"${origin}" ${problem}`, { fields: [{ path: 'origins', expected }] });
}

/** A new key as it is kept, and its value. */
export function makeKey({ kind, test = false, origins = [], value }: Omit<NewKey, 'clientId'>) {
  const mode: 'test' | 'live' = test ? 'test' : 'live';
  const made = value ?? `${kind === 'publishable' ? 'pk' : 'sk'}_${mode}_${randomBytes(24).toString('base64url')}`;
  const allowed = origins.map(checkOrigin);
  if (test && kind === 'publishable') allowed.push(anyLoopback);
  const row = {
    kind,
    mode,
    value: kind === 'publishable' ? made : null,
    hash: kind === 'secret' ? hashKey(made) : null,
    hint: made.slice(-4),
    origins: [...new Set(allowed)],
  };
  return { row, value: made };
}

/** Makes a key and answers its value, which for a secret one is known this once. `owner` is a connection of the owner's role. */
export async function createKey(owner: ISql, { clientId, ...wanted }: NewKey): Promise<{ id: string; value: string }> {
  const { row, value } = makeKey(wanted);
  const [created] = await owner<{ id: string }[]>`insert into keys ${owner({ clientId, ...row })} returning id`;
  return { id: created!.id, value };
}

export async function listKeys(owner: ISql): Promise<ListedKey[]> {
  return owner<ListedKey[]>`
    select keys.id, clients.slug as client, keys.kind, keys.mode, keys.hint, keys.origins, keys.created_at, keys.revoked_at
    from keys
    join clients on clients.id = keys.client_id
    order by clients.slug, keys.created_at
  `;
}

/** Answers false where there is no such key. A key that was revoked before stays as it was. */
export async function revokeKey(owner: ISql, id: string, now = new Date()): Promise<boolean> {
  const rows = await owner`
    update keys set revoked_at = coalesce(revoked_at, ${now}) where id = ${id}::uuid returning id
  `;
  return rows.length > 0;
}

export async function findPublishableKey(sql: Sql, value: string): Promise<Key | undefined> {
  if (!/^pk_(live|test)_[\w-]{4,80}$/.test(value)) return undefined;
  const [key] = await sql<Key[]>`
    select id, client_id, kind, mode, origins, revoked from arco.find_key(${value}, null)
  `;
  return key;
}

export async function findSecretKey(sql: Sql, value: string): Promise<Key | undefined> {
  if (!/^sk_(live|test)_[\w-]{4,80}$/.test(value)) return undefined;
  const [key] = await sql<Key[]>`
    select id, client_id, kind, mode, origins, revoked from arco.find_key(null, ${hashKey(value)})
  `;
  return key;
}
