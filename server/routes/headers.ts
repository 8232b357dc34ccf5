import type { FastifyInstance } from 'fastify';

/** What every answer says, unless its route says otherwise: it runs nothing, stands in no frame and tells nobody where it was. */
export const baseHeaders = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
} as const;

const YEAR = 365 * 86_400;

/** Called on the root: also errors and what is not found have them. */
export function secureHeaders(app: FastifyInstance, publicUrl: () => string): void {
  app.addHook('onRequest', (request, reply, done) => {
    void reply.headers(baseHeaders).header('x-request-id', request.id);
    // Neighbours on the same domain are not ours to bind: no includeSubDomains.
    if (publicUrl().startsWith('https://')) void reply.header('strict-transport-security', `max-age=${YEAR}`);
    done();
  });
}
