import type { BetterAuthPlugin } from 'better-auth';
import { createAuthEndpoint } from 'better-auth/api';
import { setSessionCookie } from 'better-auth/cookies';
import { jwtVerify } from 'jose';
import * as z from 'zod';
import { refused } from './endpoint.ts';

/**
 * Proves an address by the link of a mail together with the password that the account was made with. The link alone would
 * let somebody who asked for an account under another's address wait until that person clicks; and would sign a reader in
 * to whoever sent them one.
 */
export const verification = () =>
  ({
    id: 'arco-verification',
    endpoints: {
      verifyAddress: createAuthEndpoint('/verify', { method: 'POST', body: z.object({ token: z.string().max(2_000), password: z.string().max(128) }) }, async (ctx) => {
        const { internalAdapter, password, secret } = ctx.context;
        const { payload } = await jwtVerify<{ email?: string }>(ctx.body.token, new TextEncoder().encode(secret), { algorithms: ['HS256'] }).catch(() => {
          throw refused('BAD_REQUEST', 'INVALID_TOKEN', 'This link is not one of ours, or has ended');
        });
        const found = payload.email ? await internalAdapter.findUserByEmail(payload.email, { includeAccounts: true }) : null;
        const hash = found?.accounts.find(({ providerId }) => providerId === 'credential')?.password;
        if (!found || !hash || found.user.emailVerified) throw refused('BAD_REQUEST', 'INVALID_TOKEN', 'This link was used');
        if (!(await password.verify({ hash, password: ctx.body.password }))) throw refused('UNAUTHORIZED', 'INVALID_PASSWORD', 'Invalid password');
        const user = await internalAdapter.updateUser(found.user.id, { emailVerified: true });
        const session = await internalAdapter.createSession(user.id);
        await setSessionCookie(ctx, { session, user });
        return ctx.json({ user: { id: user.id, email: user.email, name: user.name } });
      }),
    },
  }) satisfies BetterAuthPlugin;
