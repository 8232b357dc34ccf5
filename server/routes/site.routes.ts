import files from '@fastify/static';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { fileURLToPath } from 'node:url';
import type { Services } from '../app.ts';

export interface SiteOptions {
  dist: URL;
  demo: URL;
  version: string;
  services: Services;
}

const DAY = 86_400;

/** The SDK for every page, and our own pages. */
export async function siteRoutes(app: FastifyInstance, { dist, demo, version }: SiteOptions): Promise<void> {
  await app.register(async (sdk) => {
    await sdk.register(files, { root: fileURLToPath(new URL('sdk/', dist)), serve: false, preCompressed: true, cacheControl: false });
    const evergreen = { name: 'v1', cache: `public, max-age=600, stale-while-revalidate=${DAY}` };
    const exact = { name: version, cache: `public, max-age=${365 * DAY}, immutable` };
    for (const { name, cache } of [evergreen, exact]) {
      sdk.get(`/sdk/${name}/*`, async (request, reply) => {
        const { '*': path } = request.params as { '*': string };
        openToEveryPage(reply);
        const hashed = /-[\w-]{8}\.js$/.test(path);
        return reply.header('cache-control', hashed ? exact.cache : cache).sendFile(path);
      });
    }
  });

  await app.register(async (pages) => {
    await pages.register(files, { root: fileURLToPath(new URL('portal/', demo)), prefix: '/portal/', cacheControl: false });
    pages.addHook('onSend', async (_request, reply) => secureOwnPage(reply));
  });
  app.get('/', async (_request, reply) => reply.redirect('/portal/'));
  app.get('/portal', async (_request, reply) => reply.redirect('/portal/'));
}

function openToEveryPage(reply: FastifyReply): void {
  void reply
    .header('access-control-allow-origin', '*')
    .header('cross-origin-resource-policy', 'cross-origin')
    .header('timing-allow-origin', '*');
}

function secureOwnPage(reply: FastifyReply): void {
  void reply
    .header('cache-control', 'no-cache')
    .header(
      'content-security-policy',
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    )
    .header('referrer-policy', 'strict-origin-when-cross-origin')
    .header('x-frame-options', 'DENY')
    .header('cross-origin-opener-policy', 'same-origin')
    .header('permissions-policy', 'camera=(), microphone=(), geolocation=()');
}
