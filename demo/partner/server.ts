import files from '@fastify/static';
import Fastify, { type FastifyInstance, type FastifyReply } from 'fastify';
import { readFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { Logger } from '../../server/core/log.ts';

export interface PartnerOptions {
  /** 0 for any that is free. */
  port: number;
  /** Where ARCO is reached, such as `http://localhost:8787`: another site than the partner's, which is on 127.0.0.1. */
  apiUrl: string;
  /** The secret key that tokens are minted with; it never reaches the page. */
  secretKey: string;
  log: Logger;
}

const pages = new URL('pages/', import.meta.url);
const islands = new URL('../../dist/partner/', import.meta.url);

/** Serves a page of somebody else that shows widgets, and mints their tokens as a host's backend does. */
export async function startPartner(options: PartnerOptions): Promise<{ url: string; close(): Promise<void> }> {
  const app = Fastify({ forceCloseConnections: true });
  const api = new URL(options.apiUrl);
  const version = await sdkVersion();
  app.addHook('onSend', async (_request, reply) => secure(reply, api));

  await app.register(files, { root: fileURLToPath(pages), cacheControl: false });
  await app.register(files, { root: fileURLToPath(islands), prefix: '/islands/', decorateReply: false, cacheControl: false });
  const written = { '/': 'index.html', '/bare.html': 'bare.html', '/preset.html': 'preset.html', '/loja': 'loja.html', '/loja/:collection': 'loja.html' };
  for (const [path, file] of Object.entries(written)) {
    app.get(path, async (_request, reply) => {
      const html = await readFile(new URL(file, pages), 'utf8');
      return reply.type('text/html; charset=utf-8').send(html.replaceAll('{{api}}', api.origin).replaceAll('{{version}}', version));
    });
  }
  // Browsers ask for one on every site, and would call its absence an error.
  app.get('/favicon.ico', async (_request, reply) => reply.code(204).send());
  mintTokens(app, options);

  await app.listen({ port: options.port, host: '127.0.0.1' });
  const { port } = app.server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/`, close: () => app.close() };
}

/** The address that the page's script tag names. A host would ask here who is signed in on its own site. */
function mintTokens(app: FastifyInstance, { apiUrl, secretKey, log }: PartnerOptions): void {
  app.route({
    method: ['GET', 'POST'],
    url: '/arco-token',
    handler: async (request, reply) => {
      void reply.header('cache-control', 'no-store');
      const { 'sec-fetch-site': site = 'same-origin' } = request.headers;
      if (site !== 'same-origin') return reply.code(403).send({ reason: 'forbidden', message: 'Only this site’s own pages' });
      try {
        const { port } = app.server.address() as AddressInfo;
        const answer = await fetch(new URL('/api/embed/tokens', apiUrl), {
          method: 'POST',
          headers: { authorization: `Bearer ${secretKey}`, 'content-type': 'application/json' },
          body: JSON.stringify({ client: 'moda', origins: [`http://127.0.0.1:${port}`] }),
          signal: AbortSignal.timeout(8_000),
        });
        return await reply.code(answer.status).send(await answer.json());
      } catch (error) {
        log.warn({ err: error }, 'the partner got no token');
        return reply.code(502).send({ reason: 'unavailable', message: 'ARCO does not answer' });
      }
    },
  });
}

/** What embed.md asks of a host, with the page's own files. */
function secure(reply: FastifyReply, { origin, host }: URL): void {
  const policy = [
    "default-src 'none'",
    `script-src 'self' ${origin}`,
    `style-src 'self' ${origin}`,
    `img-src 'self' ${origin}`,
    `connect-src 'self' ${origin} ${origin.startsWith('https') ? 'wss' : 'ws'}://${host}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ];
  void reply.header('content-security-policy', policy.join('; ')).header('x-content-type-options', 'nosniff');
  if (!reply.hasHeader('cache-control')) void reply.header('cache-control', 'no-cache');
}

async function sdkVersion(): Promise<string> {
  const { version } = JSON.parse(await readFile(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string };
  return version;
}
