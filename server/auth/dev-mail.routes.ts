import type { FastifyInstance } from 'fastify';
import { AppError } from '../core/errors.ts';
import { fromThisMachine } from '../routes/credentials.ts';
import type { Mailer } from './mailer.ts';

/** What would have been mailed, newest first, to who sits at this machine: a mail lets its reader in. */
export function devMailRoutes(app: FastifyInstance, mailer: Mailer): void {
  app.get('/dev/mail', async (request, reply) => {
    if (!fromThisMachine(request)) throw new AppError('not_found', 'Nothing is served at /dev/mail');
    const mails = mailer.kept.map(({ at, to, subject, text }) => `To: ${to}\nDate: ${at.toISOString()}\nSubject: ${subject}\n\n${text}\n`);
    return reply
      .header('cache-control', 'no-store')
      .header('content-security-policy', "default-src 'none'; frame-ancestors 'none'")
      .type('text/plain; charset=utf-8')
      .send(mails.length > 0 ? mails.join(`\n${'-'.repeat(60)}\n\n`) : 'No mail was sent yet.\n');
  });
}
