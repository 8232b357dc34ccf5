import Fastify, { type FastifyInstance } from 'fastify';
import type { AddressInfo } from 'node:net';

/** What a host's backend asks ARCO for, as in `POST /api/embed/tokens`. */
export interface Mint {
  client?: string;
  origins?: readonly string[];
  scopes?: readonly string[];
  expiresIn?: number;
}

/** An answer of the host's own token address. */
export interface Answer {
  status: number;
  body: unknown;
}

export interface PageOptions {
  body: string;
  /** In place of the script tag. */
  head?: string;
  /** Attributes of the script tag beside its source and token address. */
  tag?: string;
  lang?: string;
  style?: string;
  /** The host's own script, a file of its own. */
  script?: string;
  /** How its backend answers, given how often it was asked before. By default it mints what `Mint` says. */
  token?: Mint | ((before: number) => Promise<Answer> | Answer);
}

/** A page of a site that is not ours, under the strictest policy that embed.md promises to work with. */
export interface HostPage {
  url: string;
  /** How often its backend was asked for a token. */
  mints(): number;
}

interface Kept {
  html: string;
  policy: string;
  options: PageOptions;
  asked: number;
}

export interface Upstream {
  url: string;
}

export class Host {
  readonly #arco: Upstream;
  readonly #app: FastifyInstance = Fastify({ forceCloseConnections: true });
  readonly #pages: Kept[] = [];
  readonly #keys = new Map([
    ['moda', 'sk_test_demo_moda'],
    ['padaria', 'sk_test_demo_padaria'],
  ]);

  constructor(arco: Upstream) {
    this.#arco = arco;
    this.#app.get<{ Params: { page: number } }>('/:page/', async (request, reply) => {
      const { html, policy } = this.#page(request.params.page);
      return reply.header('content-security-policy', policy).type('text/html; charset=utf-8').send(html);
    });
    this.#app.get<{ Params: { page: number } }>('/:page/own.js', async (request, reply) =>
      reply.type('text/javascript; charset=utf-8').send(this.#page(request.params.page).options.script),
    );
    this.#app.get<{ Params: { page: number } }>('/:page/own.css', async (request, reply) =>
      reply.type('text/css; charset=utf-8').send(this.#page(request.params.page).options.style),
    );
    this.#app.post<{ Params: { page: number } }>('/:page/arco-token', async (request, reply) => {
      const page = this.#page(request.params.page);
      const before = page.asked;
      page.asked += 1;
      const { token = {} } = page.options;
      const { status, body } = typeof token === 'function' ? await token(before) : await this.mint(token);
      return reply.header('cache-control', 'no-store').code(status).send(body);
    });
    this.#app.get('/favicon.ico', async (_request, reply) => reply.code(204).send());
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.#app.server.address() as AddressInfo).port}`;
  }

  async listen(): Promise<void> {
    await this.#app.listen({ port: 0, host: '127.0.0.1' });
  }

  useKey(client: string, key: string): void {
    this.#keys.set(client, key);
  }

  async close(): Promise<void> {
    await this.#app.close();
  }

  /** Puts a page on the site. */
  page(options: PageOptions): HostPage {
    const at = this.#pages.length;
    const kept = { html: this.#html(at, options), policy: this.#policy(options), options, asked: 0 };
    this.#pages.push(kept);
    return { url: `${this.origin}/${at}/`, mints: () => kept.asked };
  }

  /** Asks ARCO for a token, as the site's backend. */
  async mint({ client = 'moda', origins = [this.origin], ...wanted }: Mint = {}): Promise<Answer> {
    const answer = await fetch(`${this.#arco.url}/api/embed/tokens`, {
      method: 'POST',
      headers: { authorization: `Bearer ${this.#keys.get(client)}`, 'content-type': 'application/json' },
      body: JSON.stringify({ client, origins, ...wanted }),
    }).catch(() => undefined);
    return answer ? { status: answer.status, body: await answer.json() } : { status: 502, body: { reason: 'unavailable' } };
  }

  #page(at: number): Kept {
    const page = this.#pages[at];
    if (!page) throw new Error(`There is no page ${at}`);
    return page;
  }

  #html(at: number, { body, head, tag = '', lang = 'pt-BR', style, script }: PageOptions): string {
    const loader = head ?? `<script type="module" src="${this.#arco.url}/sdk/v1/arco.js" data-token-url="/${at}/arco-token" ${tag}></script>`;
    return `<!doctype html>
      <html lang="${lang}">
        <head>
          <meta charset="utf-8">
          <meta name="viewport" content="width=device-width, initial-scale=1">
          <title>Loja</title>
          ${style ? '<link rel="stylesheet" href="own.css">' : ''}
          ${loader}
          ${script ? '<script type="module" src="own.js"></script>' : ''}
        </head>
        <body><main><h1>Loja</h1><h2>Resultados</h2>${body}</main></body>
      </html>`;
  }

  /** The policy of embed.md; a host adds `'self'` for its own files, and only where it has any. */
  #policy({ style, script }: PageOptions): string {
    const { origin, host } = new URL(this.#arco.url);
    return [
      "default-src 'none'",
      `script-src ${script ? "'self' " : ''}${origin}`,
      `style-src ${style ? "'self' " : ''}${origin}`,
      `img-src ${origin}`,
      `connect-src 'self' ${origin} ws://${host}`,
    ].join('; ');
  }
}
