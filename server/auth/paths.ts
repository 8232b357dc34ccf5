export interface AuthPath {
  method: 'GET' | 'POST';
  /** What it is called in the record, where it is on record here: `<what>.<verb>`, and with `.refused` after it. */
  action?: string;
  /** Whether somebody who holds a session could use it to guess a password or code. */
  guessable?: true;
}

const get: AuthPath = { method: 'GET' };
const post = (action?: string): AuthPath => ({ method: 'POST', ...(action ? { action } : {}) });
const guess = (action: string): AuthPath => ({ method: 'POST', action, guessable: true });

/** Everything that may be asked of sign-in. Whatever better-auth has besides is closed, also what a later version adds. */
export const authPaths: Readonly<Record<string, AuthPath>> = {
  '/sign-in/email': post('sign-in'),
  '/sign-up/email': post('sign-up'),
  '/sign-out': post('session.end'),
  '/get-session': get,
  '/request-password-reset': post('password.ask'),
  '/reset-password': post(),
  '/change-password': guess('password.change'),
  '/send-verification-email': post(),
  '/verify': post('address.verify'),
  '/invitation/read': post(),
  '/invitation/accept': post(),
  '/confirm': guess('session.confirm'),
  '/sessions': get,
  '/sessions/revoke': post(),
  '/revoke-other-sessions': post('session.end-others'),
  '/passkey/sign-in-options': post(),
  '/passkey/sign-in': post('passkey.sign-in'),
  '/passkey/confirm': guess('session.confirm'),
  '/passkey/register-options': post(),
  '/passkey/register': post(),
  '/passkey/list': get,
  '/passkey/remove': post(),
  '/two-factor/enable': guess('second-factor.prepare'),
  '/two-factor/disable': guess('second-factor.off'),
  '/two-factor/generate-backup-codes': guess('second-factor.codes'),
  '/two-factor/verify-totp': guess('second-factor.code'),
  '/two-factor/verify-backup-code': guess('second-factor.recovery'),
};
