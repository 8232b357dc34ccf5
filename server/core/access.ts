import type * as z from 'zod';

/** Who is asking. Read it from a request with `authenticate`; jobs and the command line are `system`. */
export type Caller =
  | { readonly kind: 'key' | 'member' | 'manager'; readonly id: string; readonly label: string; readonly scopes: readonly string[] }
  | typeof system;

/** A job or the command line, acting for nobody. */
export const system = { kind: 'system', id: null, label: 'system', scopes: [] } as const;

/**
 * `<router key>:read`, `<router key>:write`, `*:read` for whoever may read any module, or `public` for what anybody with a
 * publishable key may read.
 */
export type Scope = 'public' | '*:read' | `${string}:read` | `${string}:write`;

/** What a request must bring to call a procedure. */
export interface Access {
  readonly scope: Scope;
  /** Who besides must ask: ARCO's own people. */
  readonly staff?: true;
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
