import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { randomUUID } from 'node:crypto';
import { open, unlink, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Services } from '../app.ts';
import type { AuthDatabase } from '../auth/database.ts';
import { confirmedUntil, type SignedIn } from '../auth/endpoint.ts';
import { AppError } from '../core/errors.ts';
import { erasePerson } from './erase.ts';
import { exportPerson } from './export-person.ts';

/** Copies that a person may ask for. */
const limit = { most: 6, minutes: 15 };

/** What a signed-in person may do with what is kept about them: have it, and have it erased. */
export function privacyRoutes(app: FastifyInstance, { sql, rates, clock }: Services, auth: AuthDatabase, whoever: (request: FastifyRequest) => Promise<SignedIn>): void {
  app.get('/api/session/export', async (request, reply) => {
    const signed = await whoever(request);
    if (!confirmedUntil(signed)) return askAgain(request, reply);
    const { user } = signed;
    await rates.count(`export:${user.id}`, limit);
    const made = clock();
    // On disk and not in memory, so that it may be large and a slow reader holds no connection to the database.
    const file = await openNameless();
    try {
      await exportPerson({ sql, auth: auth.sql }, user, file, made);
      await sql`select arco.record_security(${user.id}::uuid, 'person.export', null, null, null, ${request.id})`;
      const { size } = await file.stat();
      void reply
        .type('application/zip')
        .header('content-length', size)
        .header('content-disposition', `attachment; filename="arco-meus-dados-${made.toISOString().slice(0, 10)}.zip"`);
      return reply.send(file.createReadStream({ start: 0 }));
    } catch (error) {
      await file.close();
      throw error;
    }
  });

  app.post('/api/session/erase', async (request, reply) => {
    const signed = await whoever(request);
    if (!confirmedUntil(signed)) return askAgain(request, reply);
    if (!(await erasePerson(auth.sql, signed.user.id))) throw new AppError('signed_out', 'Nobody is signed in');
    // The session is gone; so that the browser keeps nothing either.
    return reply.header('clear-site-data', '"cache", "cookies", "storage"').send({ erased: true });
  });
}

function askAgain(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return reply.code(403).send({
    reason: 'confirmation_required',
    message: 'This asks for the password or passkey again',
    requestId: request.id,
    code: 'CONFIRMATION_REQUIRED',
  });
}

/** A file without a name from the start: it is gone with the last who has it open, also after a crash. */
async function openNameless(): Promise<FileHandle> {
  const path = join(tmpdir(), `arco-${randomUUID()}`);
  const file = await open(path, 'wx+', 0o600);
  await unlink(path);
  return file;
}
