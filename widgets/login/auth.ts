import type { ArcoReason } from '../core/errors.ts';
import { canUsePasskeys, hasConditional, makePasskey, signWithPasskey } from './passkey.ts';

/** How people may come in here. */
export interface SessionOptions {
  readonly signup: 'invitation' | 'open';
  readonly passkeys: boolean;
  /** Characters. */
  readonly passwordLength: { readonly min: number; readonly max: number };
  /** What people agree to when they come in, and where it stands. */
  readonly terms: { readonly version: string; readonly url: string };
}

export interface SessionClient {
  readonly slug: string;
  readonly name: string;
  readonly role: 'owner' | 'viewer' | 'manager' | 'agent' | 'admin';
}

/** Who is signed in, and what they may see. */
export interface Session {
  readonly person: { readonly id: string; readonly name: string; readonly email: string; readonly staff: 'manager' | 'agent' | 'admin' | null };
  readonly clients: readonly SessionClient[];
  readonly confirmedUntil: string | null;
  /** Whether signing in asks for a code. */
  readonly secondFactor: boolean;
}

/** Asks the server: reads an address, or sends a body to it. Rejects with an `AuthError`. */
export type Ask = <T>(path: string, body?: object) => Promise<T>;

/** What the elements of sign-in reach: the server, and the device for its passkeys. */
export interface Auth {
  readonly ask: Ask;
  /** A file. */
  readonly download: (path: string) => Promise<Blob>;
  /** Whether the browser knows passkeys. */
  readonly passkeys: boolean;
  /** Whether it can offer them in the list of a field. */
  readonly hasConditional: () => Promise<boolean>;
  readonly sign: typeof signWithPasskey;
  readonly make: typeof makePasskey;
}

interface Refusal {
  readonly reason?: ArcoReason;
  readonly code?: string;
  readonly requestId?: string;
  readonly fields?: readonly { readonly path: string; readonly expected: string }[];
}

const reasons: Record<number, ArcoReason> = { 400: 'invalid_input', 401: 'signed_out', 403: 'forbidden', 404: 'not_found', 409: 'conflict', 429: 'rate_limited' };

/** Why something was refused, or did not arrive. */
export class AuthError extends Error {
  readonly reason: ArcoReason;
  /** The case, as the server names it; empty where it names none. */
  readonly code: string;
  readonly status: number | undefined;
  readonly fields: NonNullable<Refusal['fields']>;
  /** Seconds to wait before asking again; 0 where the server named none. */
  readonly retryAfter: number;
  readonly requestId: string | undefined;

  constructor({ reason, code = '', fields = [], requestId }: Refusal, status?: number, retryAfter = 0) {
    super(code || reason);
    this.name = 'AuthError';
    this.reason = reason ?? reasons[status ?? 0] ?? (status && status < 502 ? 'internal' : 'unavailable');
    this.code = code;
    this.status = status;
    this.fields = fields;
    this.retryAfter = retryAfter;
    this.requestId = requestId;
  }

  /** As failures of the API carry it, so that the states of a widget can tell of both. */
  get data(): object {
    const { reason, status, requestId, retryAfter } = this;
    return { reason, httpStatus: status, requestId, retryAfter };
  }
}

/** The server of this page's own origin, which knows the person by a cookie that no script can read. */
export const auth: Auth = {
  ask: async (path, body) => (await send(path, body)).json(),
  download: async (path) => (await send(path)).blob(),
  get passkeys() {
    return canUsePasskeys();
  },
  hasConditional,
  sign: signWithPasskey,
  make: makePasskey,
};

/** Goes to an address of this origin. */
export function goTo(next: string): void {
  location.assign(ourAddress(next));
}

/** The address if it is of this origin, else that of the portal: anybody may have written it into a link. */
export function ourAddress(next: string): string {
  const { href } = URL.canParse(next, location.href) ? new URL(next, location.href) : { href: '' };
  return href.startsWith(`${location.origin}/`) ? href : '/portal/';
}

async function send(path: string, body?: object): Promise<Response> {
  const init: RequestInit = { credentials: 'same-origin', cache: 'no-store' };
  if (body) Object.assign(init, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  const response = await fetch(path, init).catch(() => {
    throw new AuthError({ reason: navigator.onLine ? 'unavailable' : 'offline' });
  });
  if (response.ok) return response;
  const refusal = (await response.json().catch(() => ({}))) as Refusal;
  throw new AuthError(refusal, response.status, Number(response.headers.get('retry-after')) || 0);
}
