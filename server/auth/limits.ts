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
  '/verify': { most: 20, minutes: 1 },
};
const elsewhere: RateLimit = { most: 120, minutes: 1 };

/** Tries of one account's password, from wherever. Its owner still has a passkey, or a link by mail. */
const ofPassword: RateLimit = { most: 10, minutes: 15 };
/** Mails to one address that somebody asked for. */
const ofMails: RateLimit = { most: 4, minutes: 15 };
const mailing = ['/request-password-reset', '/send-verification-email'];

const hashed = (email: string) => createHash('sha256').update(email.trim().toLowerCase()).digest('base64url');

/** Enough of a hash to see that one account is tried again and again, and not whose it is. */
export const accountMark = (email: string): string => hashed(email).slice(0, 12);

export const passwordBucket = (email: string): string => `password:${hashed(email)}`;

/** Whoever has one address of IPv6 has the 2^64 of its network. */
export const machineOf = (address: string): string => (address.includes(':') && !address.includes('.') ? address.split(':').slice(0, 4).join(':') : address);

export interface Counted {
  path: string;
  address: string;
  /** What a body names, whatever it is. */
  email: unknown;
  signup: 'invitation' | 'open' | undefined;
}

/**
 * Counts a request of sign-in; throws `rate_limited`. Answers `silent` where a mail was asked for too often: the caller
 * hears what they always hear, as anything else would tell that the address is known.
 */
export async function countSignIn(rates: RateCounter, { path, address, email, signup }: Counted): Promise<'pass' | 'silent'> {
  await rates.count(`sign-in:${path in byAddress ? path : ''}:${machineOf(address)}`, byAddress[path] ?? elsewhere);
  if (typeof email !== 'string') return 'pass';
  if (path === '/sign-in/email') await rates.count(passwordBucket(email), ofPassword);
  if (!mailing.includes(path) && !(path === '/sign-up/email' && signup === 'open')) return 'pass';
  // A count for each kind of mail: asking for one must not use up another.
  return rates.count(`mail:${path}:${hashed(email)}`, ofMails).then(() => 'pass' as const, () => 'silent' as const);
}

/** Whether this is the first in a quarter of an hour. */
export const isFirst = (rates: RateCounter, bucket: string): Promise<boolean> => rates.count(bucket, { most: 1, minutes: 15 }).then(() => true, () => false);

/** Invitations of a client, and to one address: a mail of ours carries what somebody else has typed. */
export async function countInvitation(rates: RateCounter, client: string, email: string): Promise<void> {
  await rates.count(`invitations:${client}`, { most: 30, minutes: 15 });
  await rates.count(`mail:invitation:${hashed(email)}`, ofMails);
}

/** Tries of the password of whoever is signed in. */
export const countConfirmation = (rates: RateCounter, who: string): Promise<void> => rates.count(`confirm:${who}`, ofPassword);
