import { createHash } from 'node:crypto';
import type { RateCounter, RateLimit } from '../core/rate.ts';

/** Requests of one address. A shop's people may share one. */
const byAddress: Record<string, RateLimit> = {
  '/sign-in/email': { most: 30, minutes: 1 },
  '/sign-up/email': { most: 10, minutes: 1 },
  '/reset-password': { most: 20, minutes: 1 },
  '/request-password-reset': { most: 10, minutes: 1 },
  '/send-verification-email': { most: 10, minutes: 1 },
  '/invitation/read': { most: 30, minutes: 1 },
  '/invitation/accept': { most: 20, minutes: 1 },
};
const elsewhere: RateLimit = { most: 120, minutes: 1 };

/** Tries of one account's password, from wherever. Its owner still has a passkey, or a link by mail. */
const ofPassword: RateLimit = { most: 10, minutes: 15 };
/** Mails to one address that somebody asked for. */
const ofMails: RateLimit = { most: 4, minutes: 15 };
const mailing = ['/request-password-reset', '/send-verification-email', '/sign-up/email'];

const hashed = (email: string) => createHash('sha256').update(email.trim().toLowerCase()).digest('base64url');

export const passwordBucket = (email: string): string => `password:${hashed(email)}`;

/**
 * Counts a request of sign-in; throws `rate_limited`. Answers `silent` where a mail was asked for too often: the caller
 * hears what they always hear, as anything else would tell that the address is known.
 */
export async function countSignIn(rates: RateCounter, path: string, address: string, email: unknown): Promise<'pass' | 'silent'> {
  await rates.count(`sign-in:${path in byAddress ? path : ''}:${address}`, byAddress[path] ?? elsewhere);
  if (typeof email !== 'string') return 'pass';
  if (path === '/sign-in/email') await rates.count(passwordBucket(email), ofPassword);
  if (!mailing.includes(path)) return 'pass';
  return rates.count(`mail:${hashed(email)}`, ofMails).then(() => 'pass' as const, () => 'silent' as const);
}

/** Tries of the password of whoever is signed in. */
export const countConfirmation = (rates: RateCounter, session: string): Promise<void> => rates.count(`confirm:${session}`, ofPassword);
