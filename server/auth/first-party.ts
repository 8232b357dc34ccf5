import type { FastifyRequest } from 'fastify';
import { AppError } from '../core/errors.ts';
import { credentialsOf } from '../routes/credentials.ts';

/**
 * What rests on a cookie is for our own pages alone: the browser's word on where a request comes from must be this very
 * origin, also where another is of the same site. What is no browser brings no cookie that it was not given.
 */
export function refuseOthers(request: FastifyRequest, publicUrl: string): void {
  const { origin, fetchSite } = credentialsOf(request);
  const typed = fetchSite === 'none' && request.method === 'GET';
  if ((fetchSite !== undefined && fetchSite !== 'same-origin' && !typed) || (origin !== undefined && origin !== publicUrl)) {
    throw new AppError('origin_refused', `Signing in belongs to the pages of ${publicUrl}`);
  }
}
