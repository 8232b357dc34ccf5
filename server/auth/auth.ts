import { betterAuth } from 'better-auth';
import { APIError } from 'better-auth/api';
import { twoFactor } from 'better-auth/plugins/two-factor';
import { hkdfSync } from 'node:crypto';
import { languageOf } from '../core/input.ts';
import type { Logger } from '../core/log.ts';
import type { MailKind, SendMail } from '../core/mail.ts';
import { recordConsent } from '../privacy/consents.ts';
import { terms } from '../privacy/terms.ts';
import { checkPassword } from './check-password.ts';
import { confirmation } from './confirmation.ts';
import type { AuthDatabase } from './database.ts';
import { devices } from './devices.ts';
import { invitations } from './invitations.ts';
import { passkeys } from './passkeys.ts';
import { passwordLength } from './passwords.ts';
import { networkOf, SecurityLog } from './security-log.ts';
import { verification } from './verification.ts';

export interface AuthOptions {
  database: AuthDatabase;
  /** Where browsers reach the server: cookies, passkeys and links in mails belong to it. */
  publicUrl: string;
  secret: string;
  signup: 'invitation' | 'open';
  mail: SendMail;
  /** Takes back the tries of a password that is no more. */
  forgive(email: string): Promise<void>;
  log: Logger;
}

export type Auth = ReturnType<typeof createAuth>;

/** What shows who somebody is: their password, code or passkey. */
const proving = ['/sign-in/email', '/passkey/sign-in', '/verify', '/change-password', '/invitation/accept', '/two-factor/verify-totp', '/two-factor/verify-backup-code', '/two-factor/enable', '/two-factor/disable'];

const MINUTE = 60;
const DAY = 86_400;

/** Header in which our own server names the address of a request; whatever a caller sent there is overwritten. */
export const addressHeader = 'x-arco-address';

/**
 * Sign-in, on better-auth. Closed here: its rate limit and its reading of forwarded headers (ours count the address that
 * Fastify trusts), every path that is not in `paths.ts`, telemetry, and tokens kept as they are sent.
 */
export function createAuth(options: AuthOptions) {
  const { database, publicUrl, mail, log } = options;
  const security = new SecurityLog(database.sql, log);
  const send = (kind: MailKind, user: { email: string; name: string }, token: string, request: Request | undefined) =>
    mail(kind, { email: user.email, name: user.name, language: languageOf(request?.headers.get('accept-language') ?? undefined) }, token);
  /** Devices that were let in without a code, and every link and challenge that is still open. */
  const endTrust = (person: string) => database.sql`delete from auth.verifications where value = ${person}`;
  /** A code that somebody saw being typed is worth nothing in the rest of its half minute (RFC 6238, 5.2). */
  const useCode = async (person: string, code: string) => {
    const identifier = `code:${person}:${code}`;
    const [used] = await database.sql`
      insert into auth.verifications (identifier, value, expires_at)
      select ${identifier}, ${person}, now() + interval '2 minutes'
      where not exists (select from auth.verifications where identifier = ${identifier} and expires_at > now())
      returning id
    `;
    if (!used) throw new APIError('UNAUTHORIZED', { code: 'INVALID_CODE', message: 'This code was used' });
  };
  const timestamps = { createdAt: 'created_at', updatedAt: 'updated_at' };

  return betterAuth({
    appName: 'ARCO',
    baseURL: publicUrl,
    basePath: '/api/auth',
    secret: Buffer.from(hkdfSync('sha256', options.secret, 'arco', 'sign-in', 32)).toString('base64url'),
    database: { db: database.kysely, type: 'postgres' },
    telemetry: { enabled: false },
    trustedOrigins: [publicUrl],
    rateLimit: { enabled: false },
    logger: { disabled: false, level: 'error', log: (level, message) => log[level === 'error' ? 'error' : 'debug']({ part: 'sign-in' }, message) },
    onAPIError: {
      // What it refuses is said to the caller; the rest is a bug of ours or of its own.
      onError: (error) => {
        if (!(error instanceof APIError)) log.error({ part: 'sign-in', err: error }, 'sign-in failed');
      },
    },
    advanced: {
      cookiePrefix: 'arco',
      useSecureCookies: publicUrl.startsWith('https:'),
      database: { generateId: 'uuid' },
      ipAddress: { ipAddressHeaders: [addressHeader] },
      // A mail is sent after the answer: how long an answer takes does not tell whether an address is known.
      backgroundTasks: { handler: (task) => void task.catch((error: unknown) => log.error({ err: error }, 'a task of sign-in failed')) },
    },
    user: {
      modelName: 'people',
      fields: { emailVerified: 'email_verified', ...timestamps },
      additionalFields: { language: { type: 'string', required: false, input: false } },
    },
    session: {
      modelName: 'sessions',
      fields: { userId: 'person_id', expiresAt: 'expires_at', ipAddress: 'ip_address', userAgent: 'user_agent', ...timestamps },
      additionalFields: { confirmedAt: { type: 'date', required: false, input: false, fieldName: 'confirmed_at' } },
      expiresIn: 30 * DAY,
      updateAge: DAY,
    },
    account: {
      modelName: 'accounts',
      fields: {
        userId: 'person_id',
        accountId: 'account_id',
        providerId: 'provider_id',
        accessToken: 'access_token',
        refreshToken: 'refresh_token',
        idToken: 'id_token',
        accessTokenExpiresAt: 'access_token_expires_at',
        refreshTokenExpiresAt: 'refresh_token_expires_at',
        ...timestamps,
      },
    },
    verification: { modelName: 'verifications', fields: { expiresAt: 'expires_at', ...timestamps }, storeIdentifier: 'hashed' },
    emailAndPassword: {
      enabled: true,
      disableSignUp: options.signup !== 'open',
      requireEmailVerification: true,
      minPasswordLength: passwordLength.min,
      maxPasswordLength: passwordLength.max,
      resetPasswordTokenExpiresIn: 60 * MINUTE,
      revokeSessionsOnPasswordReset: true,
      sendResetPassword: async ({ user, token }, request) => send('reset', user, token, request),
      // Who has read the mail has shown that the address is theirs.
      onPasswordReset: async ({ user }) => {
        await options.forgive(user.email);
        await endTrust(user.id);
        await database.sql`update auth.people set email_verified = true, updated_at = ${new Date()} where id = ${user.id}::uuid`;
        await security.record({ person: user.id, action: 'password.reset' });
      },
    },
    emailVerification: {
      expiresIn: DAY,
      sendOnSignIn: true,
      sendOnSignUp: true,
      sendVerificationEmail: async ({ user, token }, request) => send('verify', user, token, request),
    },
    hooks: { before: checkPassword },
    databaseHooks: {
      user: {
        create: {
          // The form says that who sends it agrees.
          after: async (user) => void (await recordConsent(database.sql, { kind: 'person', id: user.id, client: null }, { purpose: 'terms', version: terms.version, how: 'sign-up' })),
        },
      },
      session: {
        create: {
          before: async (session, context) => {
            const [person] = await database.sql<{ disabled: boolean }[]>`select arco.is_disabled(${session.userId}::uuid) as disabled`;
            if (context?.path === '/two-factor/verify-totp') await useCode(session.userId, String((context.body as { code?: unknown } | undefined)?.code));
            if (person?.disabled) throw new APIError('UNAUTHORIZED', { code: 'INVALID_EMAIL_OR_PASSWORD', message: 'Invalid email or password' });
            return { data: { ...session, ipAddress: networkOf(session.ipAddress ?? ''), confirmedAt: proving.includes(context?.path ?? '') ? new Date() : null } };
          },
          after: async (session, context) => {
            await database.sql`select arco.note_seen(${session.userId}::uuid)`;
            if (context?.path === '/change-password') await endTrust(session.userId);
            await security.record({ person: session.userId, action: 'session.start', address: session.ipAddress, device: session.userAgent, detail: { by: context?.path ?? '' } });
          },
        },
      },
    },
    plugins: [
      twoFactor({
        issuer: 'ARCO',
        twoFactorCookieMaxAge: 10 * MINUTE,
        schema: {
          user: { fields: { twoFactorEnabled: 'two_factor_enabled' } },
          twoFactor: {
            modelName: 'second_factors',
            fields: { userId: 'person_id', backupCodes: 'backup_codes', failedVerificationCount: 'failed_verification_count', lockedUntil: 'locked_until' },
          },
        },
      }),
      confirmation(),
      verification(),
      devices(security),
      passkeys({ publicUrl, security }),
      invitations({ database, security, mail: send }),
    ],
  });
}
