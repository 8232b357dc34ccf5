import { generateKeyPairSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { importSPKI, jwtVerify } from 'jose';
import type { Google } from '../ga4.client.ts';
import type { Credentials } from '../ga4.schema.ts';

export const fixture = (name: string): Record<string, unknown> => JSON.parse(readFileSync(new URL(`../fixtures/${name}.json`, import.meta.url), 'utf8')) as Record<string, unknown>;

const pair = generateKeyPairSync('rsa', { modulusLength: 2048, publicKeyEncoding: { type: 'spki', format: 'pem' }, privateKeyEncoding: { type: 'pkcs8', format: 'pem' } });
export const privateKey = pair.privateKey;

export const serviceAccount: Credentials = { type: 'service_account', client_email: 'arco@example.iam.gserviceaccount.com', private_key_id: 'k1', private_key: privateKey };
export const oauth: Credentials = { type: 'authorized_user', client_id: 'app', client_secret: 'app-words', refresh_token: 'agreed' };

export interface Reply {
  status?: number;
  headers?: Record<string, string>;
  body: unknown;
}

export interface Asked {
  method: string;
  property: string;
  body: { dateRanges?: { startDate: string; endDate: string }[]; offset?: string; limit?: string; [key: string]: unknown };
}

/** Answers as Google's token endpoint and Data API do, and keeps what it was asked. */
export class FakeGoogle {
  readonly asked: Asked[] = [];
  /** Tokens that were given; taken out, one is refused. */
  readonly valid = new Set<string>();
  tokensGiven = 0;
  /** Replies that come before any other, in order; `null` closes the connection. */
  readonly next: (Reply | null)[] = [];
  report: (asked: Asked) => Reply | Promise<Reply> = () => ({ body: fixture('report') });
  realtime: () => Reply = () => ({ body: fixture('realtime') });
  #server: Server;
  #url = '';

  constructor() {
    this.#server = createServer((request, response) => {
      void this.#reply(request).then((reply) => {
        if (!reply) return request.socket.destroy();
        response.writeHead(reply.status ?? 200, { 'content-type': 'application/json; charset=UTF-8', ...reply.headers });
        return response.end(typeof reply.body === 'string' ? reply.body : JSON.stringify(reply.body));
      });
    });
  }

  async listen(): Promise<this> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    this.#url = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
    return this;
  }

  get google(): Google {
    return { analyticsUrl: this.#url, tokenUrl: `${this.#url}/token`, http: { timeout: 2_000, pause: 1 } };
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #reply(request: IncomingMessage): Promise<Reply | null> {
    let text = '';
    for await (const chunk of request) text += String(chunk);
    if (request.url === '/token') return this.#token(new URLSearchParams(text));
    const [, property, method] = /^\/v1beta\/properties\/(\d+):(\w+)$/.exec(request.url ?? '') ?? [];
    if (!property || !method) return { status: 404, body: '<!DOCTYPE html>' };
    const bearer = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? '';
    if (!this.valid.has(bearer)) return { status: 401, body: { error: { code: 401, status: 'UNAUTHENTICATED', message: 'Request had invalid authentication credentials.' } } };
    const asked: Asked = { method, property, body: JSON.parse(text) as Asked['body'] };
    this.asked.push(asked);
    const first = this.next.shift();
    if (first !== undefined) return first;
    return method === 'runReport' ? this.report(asked) : this.realtime();
  }

  async #token(form: URLSearchParams): Promise<Reply> {
    const refused = { status: 400, body: fixture('error-token') };
    if (form.get('grant_type') === 'refresh_token') {
      if (form.get('refresh_token') !== 'agreed' || form.get('client_secret') !== 'app-words') return refused;
    } else {
      const options = { issuer: serviceAccount.type === 'service_account' ? serviceAccount.client_email : '', audience: this.google.tokenUrl, algorithms: ['RS256'], maxTokenAge: '1h' };
      const verified = await jwtVerify(form.get('assertion') ?? '', await importSPKI(pair.publicKey, 'RS256'), options).catch(() => undefined);
      if (verified?.payload['scope'] !== 'https://www.googleapis.com/auth/analytics.readonly' || verified.protectedHeader.kid !== 'k1') return refused;
    }
    this.tokensGiven += 1;
    const token = `token-${this.tokensGiven}`;
    this.valid.add(token);
    return { body: { access_token: token, expires_in: 3599, token_type: 'Bearer' } };
  }
}
