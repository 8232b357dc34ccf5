import type { FastifyInstance } from 'fastify';
import type { Services } from '../app.ts';
import type { Logger } from '../core/log.ts';
import type { SendMail } from '../core/mail.ts';
import { createAuth, type Auth } from './auth.ts';
import { authRoutes } from './auth.routes.ts';
import { AuthDatabase } from './database.ts';
import { devMailRoutes } from './dev-mail.routes.ts';
import { passwordBucket } from './limits.ts';
import { Mailer } from './mailer.ts';
import { SecurityLog } from './security-log.ts';
import { sessionRoutes } from './session.routes.ts';

export interface SignInOptions {
  /** A URL of sign-in's own role. */
  url: string;
  signup: 'invitation' | 'open';
  smtpUrl?: string | undefined;
  /** Whom mails come from; by default an address of the server's own host. */
  mailFrom?: string | undefined;
  /** Shows mails that were not sent, on `/dev/mail`. */
  devMail?: boolean;
}

/** Sign-in with what it rests on: its pool, its mails, and its routes. Closed with the app. */
export async function registerSignIn(app: FastifyInstance, services: Services, { url, signup, smtpUrl, mailFrom, devMail }: SignInOptions, log: Logger): Promise<() => Auth> {
  const { secret, publicUrl } = services.options;
  const database = new AuthDatabase(url);
  const mailer = new Mailer({ smtpUrl, from: () => mailFrom ?? `ARCO <nao-responda@${new URL(publicUrl()).hostname}>`, log });
  const security = new SecurityLog(database.sql, log);
  const mail: SendMail = (kind, { email, name, language }, token) => mailer.send(kind, { to: email, name, link: token === null ? `${publicUrl()}/portal/` : `${publicUrl()}/portal/entrar/#${kind}=${token}`, language });
  services.mail = mail;
  let made: Auth | undefined;
  const auth = () => (made ??= createAuth({ database, publicUrl: publicUrl(), secret, signup, mail, forgive: (email) => services.rates.forgive(passwordBucket(email)), log }));
  await app.register(async (scope) => authRoutes(scope, services, { auth, security }));
  await app.register(async (scope) => sessionRoutes(scope, services, auth, database));
  if (devMail) devMailRoutes(app, mailer);
  app.addHook('onClose', async () => {
    await mailer.stop();
    await database.end();
  });
  return auth;
}
