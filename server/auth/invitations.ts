import type { BetterAuthPlugin } from 'better-auth';
import { createAuthEndpoint, createEmailVerificationToken } from 'better-auth/api';
import { setSessionCookie } from 'better-auth/cookies';
import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { MailKind } from '../core/mail.ts';
import { recordConsent } from '../privacy/consents.ts';
import { terms } from '../privacy/terms.ts';
import type { AuthDatabase } from './database.ts';
import { refused } from './endpoint.ts';
import { passwordLength, personName } from './passwords.ts';
import type { SecurityLog } from './security-log.ts';

interface Options {
  database: AuthDatabase;
  security: SecurityLog;
  mail(kind: MailKind, user: { email: string; name: string }, token: string, request: Request | undefined): void;
}

interface Invitation {
  id: string;
  person_id: string;
  email: string;
  name: string;
  client: string | null;
}

const token = z.string().regex(/^[\w-]{20,100}$/);

/** Lets in once whoever holds the link of an invitation, with a password of their own. */
export const invitations = ({ database: { sql }, security, mail }: Options) => {
  async function find(text: string): Promise<Invitation> {
    const hash = createHash('sha256').update(text).digest();
    const [found] = await sql<Invitation[]>`select * from arco.find_invitation(${hash})`;
    if (!found) throw refused('BAD_REQUEST', 'INVALID_TOKEN', 'This invitation was used, or has ended');
    return found;
  }

  return {
    id: 'arco-invitations',
    endpoints: {
      readInvitation: createAuthEndpoint('/invitation/read', { method: 'POST', body: z.object({ token }) }, async (ctx) => {
        const { email, name, client } = await find(ctx.body.token);
        return ctx.json({ email, name, client });
      }),

      acceptInvitation: createAuthEndpoint(
        '/invitation/accept',
        { method: 'POST', body: z.object({ token, name: personName, password: z.string(), terms: z.string().max(63) }), cloneRequest: true },
        async (ctx) => {
          const { token: text, name, password, terms: agreed } = ctx.body;
          if (agreed !== terms.version) throw refused('BAD_REQUEST', 'TERMS_CHANGED', `The terms of ${terms.version} were not agreed to: ${terms.url}`);
          if (password.length < passwordLength.min) throw refused('BAD_REQUEST', 'PASSWORD_TOO_SHORT', `A password has at least ${passwordLength.min} characters`);
          if (password.length > passwordLength.max) throw refused('BAD_REQUEST', 'PASSWORD_TOO_LONG', `A password has at most ${passwordLength.max} characters`);
          const { id, person_id: person, email } = await find(text);
          const hash = await ctx.context.password.hash(password);
          const [accepted] = await sql<{ now: boolean }[]>`select arco.accept_invitation(${id}::uuid, ${name}, ${hash}) as now`;
          const user = accepted?.now ? await ctx.context.internalAdapter.findUserById(person) : null;
          if (!user) throw refused('BAD_REQUEST', 'INVALID_TOKEN', 'This invitation was used, or has ended');
          await recordConsent(sql, { kind: 'person', id: person, client: null }, { purpose: 'terms', version: agreed, how: 'invitation', evidence: { invitation: id } });
          await security.record({ person, action: 'invitation.accept' });
          if (!user.emailVerified) {
            mail('verify', { email, name }, await createEmailVerificationToken(ctx.context.secret, email, undefined, ctx.context.options.emailVerification?.expiresIn), ctx.request);
            return ctx.json({ email, signedIn: false });
          }
          const session = await ctx.context.internalAdapter.createSession(person);
          await setSessionCookie(ctx, { session, user });
          return ctx.json({ email, signedIn: true });
        },
      ),
    },
  } satisfies BetterAuthPlugin;
};
