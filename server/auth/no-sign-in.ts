import type { FastifyInstance } from 'fastify';
import { AppError } from '../core/errors.ts';

/** What is answered where this server has no way to its sign-in's tables. */
export function refuseSignIn(app: FastifyInstance): void {
  app.all('/api/auth/*', refuse);
  app.all('/api/session', refuse);
  app.all('/api/session/*', refuse);
}

async function refuse(): Promise<never> {
  throw new AppError('unavailable', 'Signing in is not set up on this server: set DATABASE_AUTH_URL, or DATABASE_OWNER_URL');
}
