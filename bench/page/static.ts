import Fastify from 'fastify';
import { readFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';

const types: Record<string, string> = { '.js': 'text/javascript', '.css': 'text/css', '.json': 'application/json', '.svg': 'image/svg+xml' };

/** Serves a page, and the files of a folder below `/files/`: compressed once with brotli 11 and cached for ever, as the SDK is. */
export async function serveStatic(html: (origin: string) => string, folder: string): Promise<{ url: string; close(): Promise<void> }> {
  const app = Fastify({ forceCloseConnections: true });
  const compressed = new Map<string, Buffer>();
  app.get<{ Params: { '*': string } }>('/files/*', async (request, reply) => {
    const path = normalize(request.params['*']);
    const body = compressed.get(path) ?? brotli(await readFile(join(folder, path)));
    compressed.set(path, body);
    return reply
      .type(`${types[extname(path)] ?? 'application/octet-stream'}; charset=utf-8`)
      .headers({ 'content-encoding': 'br', 'cache-control': 'public, max-age=31536000, immutable', 'access-control-allow-origin': '*' })
      .send(body);
  });
  // Reached by another name than the page, as the SDK is on a host's page.
  app.get('/', async (_request, reply) => reply.type('text/html; charset=utf-8').send(html(`http://localhost:${port()}`)));
  app.get('/favicon.ico', async (_request, reply) => reply.code(204).send());
  const port = () => (app.server.address() as AddressInfo).port;
  await app.listen({ port: 0, host: '127.0.0.1' });
  return { url: `http://127.0.0.1:${port()}/`, close: () => app.close() };
}

function brotli(bytes: Buffer): Buffer {
  return brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } });
}
