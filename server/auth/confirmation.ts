import type { BetterAuthPlugin } from 'better-auth';
import { createAuthEndpoint } from 'better-auth/api';
import * as z from 'zod';
import { CONFIRMED_MS, refused, signedIn, type SignedIn } from './endpoint.ts';

interface Sessions {
  internalAdapter: { updateSession(token: string, session: Record<string, unknown>): Promise<unknown> };
}

/** Notes that the person has just proved who they are. */
export async function confirm({ internalAdapter }: Sessions, { session }: SignedIn): Promise<{ confirmedUntil: string }> {
  const now = new Date();
  await internalAdapter.updateSession(session.token, { confirmedAt: now });
  return { confirmedUntil: new Date(now.getTime() + CONFIRMED_MS).toISOString() };
}

/** Asks for the password again, before what needs it. */
export const confirmation = () =>
  ({
    id: 'arco-confirmation',
    endpoints: {
      confirmByPassword: createAuthEndpoint('/confirm', { method: 'POST', use: signedIn, body: z.object({ password: z.string().max(128) }) }, async (ctx) => {
        const signed = ctx.context.session as SignedIn;
        const right = await ctx.context.password.checkPassword(signed.user.id, ctx).catch(() => false);
        if (!right) throw refused('UNAUTHORIZED', 'INVALID_PASSWORD', 'Invalid password');
        return ctx.json(await confirm(ctx.context, signed));
      }),
    },
  }) satisfies BetterAuthPlugin;
