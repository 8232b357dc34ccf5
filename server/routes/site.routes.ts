import files from '@fastify/static';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Services } from '../app.ts';
import type { Auth } from '../auth/auth.ts';

export interface SiteOptions {
  dist: URL;
  demo: URL;
  version: string;
  /** Makes the bundle of some modules, unless it is there. Answers false where a name is no module. */
  makePreset?: (names: string[]) => Promise<boolean>;
}

const DAY = 86_400;
/** Bundles of modules that one address may have made in a minute. */
const PRESETS_PER_MINUTE = 20;

/** The SDK for every page, and our own pages. */
export async function siteRoutes(app: FastifyInstance, { dist, demo, version, makePreset }: SiteOptions, services: Services, auth?: () => Auth): Promise<void> {
  const { rates } = services;
  const root = new URL('sdk/', dist);
  await app.register(async (sdk) => {
    await sdk.register(files, { root: fileURLToPath(root), serve: false, preCompressed: true, cacheControl: false, dotfiles: 'ignore' });
    const evergreen = { name: 'v1', cache: `public, max-age=600, stale-while-revalidate=${DAY}` };
    const exact = { name: version, cache: `public, max-age=${365 * DAY}, immutable` };
    for (const { name, cache } of [evergreen, exact]) {
      sdk.get(`/sdk/${name}/*`, async (request, reply) => {
        const path = await presetPath((request.params as { '*': string })['*'], request.ip);
        openToEveryPage(reply);
        const hashed = /-[\da-f]{8}\.js$/.test(path);
        return reply.header('cache-control', hashed ? exact.cache : cache).sendFile(path);
      });
    }
  });

  /** The file of a path; of a preset, made when it is first asked for, whatever the order of its modules. */
  async function presetPath(path: string, address: string): Promise<string> {
    const names = /^preset\/([a-z-]+(?:\+[a-z-]+)*)\.js$/.exec(path)?.[1]?.split('+');
    if (!names) return path;
    const file = `preset/${[...new Set(names)].sort().join('+')}.js`;
    if (makePreset && !existsSync(new URL(file, root))) {
      await rates.count(`preset:${address}`, { perMinute: PRESETS_PER_MINUTE });
      await makePreset(names);
    }
    return file;
  }

  await app.register(async (pages) => {
    // Its pages are written for who is signed in; the rest of it is the same for everybody.
    await pages.register(files, { root: fileURLToPath(new URL('portal/', demo)), prefix: '/portal/', cacheControl: false, dotfiles: 'ignore', allowedPath: (path) => !auth || !/\/(index\.html)?$/.test(path) });
    if (auth) await (await import('../auth/portal.routes.ts')).portalRoutes(pages, services, new URL('portal/', demo), auth);
    await pages.register(files, { root: fileURLToPath(new URL('kit/', demo)), prefix: '/kit/', decorateReply: false, cacheControl: false, dotfiles: 'ignore' });
    // A route for each file: one for every path would answer for addresses that are not the site's.
    await pages.register(files, { root: fileURLToPath(new URL('site/', demo)), wildcard: false, decorateReply: false, cacheControl: false, dotfiles: 'ignore' });
    pages.addHook('onSend', async (_request, reply) => secureOwnPage(reply));
  });
  app.get('/portal', async (_request, reply) => reply.redirect('/portal/'));
}

function openToEveryPage(reply: FastifyReply): void {
  void reply
    .header('access-control-allow-origin', '*')
    .header('cross-origin-resource-policy', 'cross-origin')
    .header('timing-allow-origin', '*');
}

function secureOwnPage(reply: FastifyReply): void {
  if (!reply.hasHeader('cache-control')) void reply.header('cache-control', 'no-cache');
  void reply
    .header(
      'content-security-policy',
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    )
    .header('referrer-policy', 'strict-origin-when-cross-origin')
    .header('cross-origin-opener-policy', 'same-origin')
    .header('permissions-policy', 'camera=(), microphone=(), geolocation=()');
}
