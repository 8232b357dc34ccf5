import type * as z from 'zod';
import type { Right, Role } from './rights.ts';

/** Who is asking. Read it from a request with `authenticate`; jobs and the command line are `system`. */
export type Caller = Person | Key | typeof system;

interface Asking {
  readonly id: string;
  /** Who it is in records: a person's or key's id, or the `viewer` that a host named. */
  readonly label: string;
  readonly scopes: readonly string[];
}

export interface Person extends Asking {
  readonly kind: 'member' | 'manager' | 'agent' | 'admin';
  readonly role: Role;
  /** The sign-in behind the token: once it is ended, so is the token. */
  readonly session: string | null;
}

export interface Key extends Asking {
  readonly kind: 'key';
  readonly role: 'key';
  readonly session: null;
}

/** A job or the command line, acting for nobody. */
export const system = { kind: 'system', role: 'system', id: null, session: null, label: 'system', scopes: [] } as const;

/** How the database knows a role: it looks up by itself whether a member is an owner. */
export const kindOf = (role: Role): Person['kind'] => (role === 'owner' || role === 'viewer' ? 'member' : role);

/**
 * `<router key>:read`, `<router key>:write`, `*:read` for whoever may read any module, or `public` for what anybody with a
 * publishable key may read.
 */
export type Scope = 'public' | '*:read' | `${string}:read` | `${string}:write`;

/** What a request must bring to call a procedure. */
export interface Access {
  readonly scope: Scope;
  /** What the caller's role must hold. */
  readonly right: Right;
  /** What a subscription tells each time. */
  readonly yields?: z.ZodType;
}

export interface OriginRequest {
  origin: string | undefined;
  /** The browser's own word on where a request comes from; a page cannot forge it. */
  fetchSite: string | undefined;
}

/**
 * Whether a request may use a key or token made for `allowed` origins.
 * A missing `Origin` passes only from the same origin or where no origins are named; `null` (a sandboxed frame) never does.
 */
export function originAllowed({ origin, fetchSite }: OriginRequest, allowed: readonly string[] | undefined): boolean {
  if (origin === undefined) return fetchSite === 'same-origin' || allowed === undefined;
  if (allowed === undefined) return origin !== 'null';
  return allowed.some((pattern) => matchesOrigin(origin, pattern));
}

const loopback = /^https?:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/;

/** The pattern that stands for every port of this machine, used by test keys. */
export const anyLoopback = 'loopback';

const anySubdomain = 'https://*.';

/** A browser writes an origin in one way only: whatever is spelled otherwise does not come from one, and is refused. */
function matchesOrigin(origin: string, pattern: string): boolean {
  if (pattern === anyLoopback) return loopback.test(origin);
  if (!pattern.startsWith(anySubdomain)) return origin === pattern && origin !== 'null';
  const host = pattern.slice(anySubdomain.length - 1);
  if (!origin.startsWith('https://') || !origin.endsWith(host)) return false;
  return /^[a-z0-9_-]+(\.[a-z0-9_-]+)*$/.test(origin.slice('https://'.length, -host.length));
}
