import { APIError, sessionMiddleware } from 'better-auth/api';

/** How long a proof of who somebody is lasts for what asks for one. */
export const CONFIRMED_MS = 10 * 60_000;

export const refused = (status: 'BAD_REQUEST' | 'UNAUTHORIZED' | 'FORBIDDEN' | 'NOT_FOUND', code: string, message: string): APIError => new APIError(status, { code, message });

/** The session behind a request, with when it last proved whose it is. */
export interface SignedIn {
  session: { id: string; token: string; userId: string; confirmedAt?: Date | string | null };
  user: { id: string; email: string; name: string };
}

export const signedIn = [sessionMiddleware];

export function confirmedUntil({ session: { confirmedAt } }: SignedIn): Date | null {
  if (!confirmedAt) return null;
  const until = new Date(new Date(confirmedAt).getTime() + CONFIRMED_MS);
  return until.getTime() > Date.now() ? until : null;
}

/** Refuses what asks for the password or passkey again. */
export function requireConfirmed(signed: SignedIn): void {
  if (!confirmedUntil(signed)) throw refused('FORBIDDEN', 'CONFIRMATION_REQUIRED', 'This asks for the password or passkey again');
}
