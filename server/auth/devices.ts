import type { BetterAuthPlugin } from 'better-auth';
import { createAuthEndpoint } from 'better-auth/api';
import * as z from 'zod';
import { refused, signedIn, type SignedIn } from './endpoint.ts';
import { deviceOf, type SecurityLog } from './security-log.ts';

interface StoredSession {
  id: string;
  token: string;
  createdAt: Date;
  updatedAt: Date;
  expiresAt: Date;
  userAgent?: string | null;
}

/** Where a person is signed in, by ids: the tokens behind them stay on the server. */
export const devices = (security: SecurityLog) =>
  ({
    id: 'arco-devices',
    endpoints: {
      listDevices: createAuthEndpoint('/sessions', { method: 'GET', use: signedIn }, async (ctx) => {
        const { session, user } = ctx.context.session as SignedIn;
        const stored = (await ctx.context.internalAdapter.listSessions(user.id)) as StoredSession[];
        const open = stored.filter(({ expiresAt }) => expiresAt.getTime() > Date.now());
        return ctx.json(
          open
            .toSorted((a, b) => b.updatedAt.getTime() - a.updatedAt.getTime())
            .map(({ id, createdAt, updatedAt, userAgent }) => ({
              id,
              createdAt: createdAt.toISOString(),
              lastSeenAt: updatedAt.toISOString(),
              device: deviceOf(userAgent ?? ''),
              current: id === session.id,
            })),
        );
      }),

      endDevice: createAuthEndpoint('/sessions/revoke', { method: 'POST', use: signedIn, body: z.object({ id: z.uuid() }) }, async (ctx) => {
        const { user } = ctx.context.session as SignedIn;
        const stored = (await ctx.context.internalAdapter.listSessions(user.id)) as StoredSession[];
        const found = stored.find(({ id }) => id === ctx.body.id);
        if (!found) throw refused('NOT_FOUND', 'SESSION_NOT_FOUND', 'There is no such session');
        await ctx.context.internalAdapter.deleteSession(found.token);
        await security.record({ person: user.id, action: 'session.revoke', detail: { session: found.id } });
        return ctx.json({ revoked: true });
      }),
    },
  }) satisfies BetterAuthPlugin;
