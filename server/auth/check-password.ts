import { APIError, createAuthMiddleware } from 'better-auth/api';
import { isCommonPassword, passwordLength, personName } from './passwords.ts';

const paths: Record<string, string> = {
  '/sign-up/email': 'password',
  '/reset-password': 'newPassword',
  '/change-password': 'newPassword',
  '/invitation/accept': 'password',
};

/** Refuses a new password that is too common, before anything is done with it. */
export const checkPassword = createAuthMiddleware(async (context) => {
  const field = paths[context.path];
  if (!field) return;
  const body = (context.body ?? {}) as Record<string, unknown>;
  if ('name' in body && !personName.safeParse(body['name']).success) throw new APIError('BAD_REQUEST', { code: 'INVALID_NAME', message: 'Expected a name of at most 80 characters, with neither an address nor a line break in it' });
  const password = body[field];
  if (typeof password !== 'string') return;
  const about = [body['email'], body['name']].filter((value): value is string => typeof value === 'string');
  if (password.length >= passwordLength.min && isCommonPassword(password, about)) {
    throw new APIError('BAD_REQUEST', { code: 'PASSWORD_TOO_COMMON', message: 'This password is among the most common ones' });
  }
});
