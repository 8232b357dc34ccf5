import type { FastifyInstance } from 'fastify';
import { randomInt } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { WebSocket } from 'ws';

/** What a request brings to say who it is. */
export interface Credential {
  authorization?: string;
  key?: string;
  origin?: string;
}

export interface Outcome {
  /** `answered`, or the reason for which not. */
  reason: string;
  text: string;
}

/** Calls procedures as a page does: queries and mutations over HTTP, subscriptions over a WebSocket. */
export class Caller {
  readonly #app: FastifyInstance;
  readonly #sockets = new Set<WebSocket>();

  static async on(app: FastifyInstance): Promise<Caller> {
    await app.listen({ port: 0, host: '127.0.0.1' });
    return new Caller(app);
  }

  private constructor(app: FastifyInstance) {
    this.#app = app;
  }

  call(name: string, type: string, input: unknown, credential: Credential): Promise<Outcome> {
    return type === 'subscription' ? this.subscribe(name, input, credential).then(({ outcome }) => outcome) : this.#ask(name, type, input, credential);
  }

  async #ask(name: string, type: string, input: unknown, credential: Credential): Promise<Outcome> {
    const headers = headersOf(credential);
    // Who is refused is counted by address, and a walk is refused more often than one address may be.
    const remoteAddress = `10.${randomInt(256)}.${randomInt(256)}.${randomInt(256)}`;
    const written = JSON.stringify(input);
    const answer = await (type === 'query'
      ? this.#app.inject({ url: `/api/trpc/${name}${written === undefined ? '' : `?input=${encodeURIComponent(written)}`}`, headers, remoteAddress })
      : this.#app.inject({ method: 'POST', url: `/api/trpc/${name}`, headers: { ...headers, 'content-type': 'application/json' }, payload: written ?? '', remoteAddress }));
    return outcomeOf(answer.json(), answer.body);
  }

  /** Several calls of one request. */
  async batch(calls: Record<string, unknown[]>, credential: Credential): Promise<Outcome[]> {
    const all = Object.entries(calls).flatMap(([name, inputs]) => inputs.map((input) => [name, input] as const));
    const input = Object.fromEntries(all.map(([, each], index) => [index, each]));
    const answer = await this.#app.inject({ url: `/api/trpc/${all.map(([name]) => name).join(',')}?batch=1&input=${encodeURIComponent(JSON.stringify(input))}`, headers: headersOf(credential) });
    return (answer.json() as object[]).map((each) => outcomeOf(each, JSON.stringify(each)));
  }

  /** Opens a subscription and waits for what is said first; the socket stays open unless it was refused. */
  async subscribe(path: string, input: unknown, { authorization, key, origin }: Credential): Promise<{ socket: WebSocket; outcome: Outcome; closed: Promise<number> }> {
    const { port } = this.#app.server.address() as AddressInfo;
    const socket = new WebSocket(`ws://127.0.0.1:${port}/api/trpc?connectionParams=1`, origin === undefined ? {} : { origin });
    this.#sockets.add(socket);
    const closed = new Promise<number>((resolve) => socket.once('close', resolve));
    await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
    const said = new Promise<Outcome>((resolve) => {
      socket.on('message', (data: Buffer) => {
        const text = data.toString();
        if (text === 'PING') return socket.send('PONG');
        const message = JSON.parse(text) as { result?: { type?: string }; error?: object };
        if (message.result?.type === 'started') return;
        resolve(outcomeOf(message, text));
      });
      void closed.then((code) => resolve({ reason: `closed ${code}`, text: '' }));
    });
    const params = authorization ? { token: authorization.replace('Bearer ', '') } : key ? { 'x-arco-key': key } : {};
    socket.send(JSON.stringify({ method: 'connectionParams', data: params }));
    socket.send(JSON.stringify({ id: 1, method: 'subscription', params: { path, input } }));
    return { socket, outcome: await said, closed };
  }

  close(): void {
    for (const socket of this.#sockets) socket.terminate();
  }
}

function headersOf({ authorization, key, origin }: Credential): Record<string, string> {
  return { ...(authorization ? { authorization } : {}), ...(key ? { 'x-arco-key': key } : {}), ...(origin ? { origin } : {}) };
}

function outcomeOf(body: object, text: string): Outcome {
  const { error, reason } = body as { error?: { data?: { reason?: string } }; reason?: string };
  return { reason: error ? (error.data?.reason ?? 'unknown') : (reason ?? 'answered'), text };
}
