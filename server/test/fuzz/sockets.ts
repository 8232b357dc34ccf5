import { once } from 'node:events';
import { WebSocket } from 'ws';
import type { Random } from './random.ts';
import { tokenFrom, type Known } from './requests.ts';
import { inputFor, nearlyJson, strange } from './values.ts';

export interface SocketTalk {
  sent: number;
  /** What the server said that was no answer to a subscription, as it came. */
  said: string[];
  code: number;
}

/** One page that says strange things to the socket of subscriptions, and what became of it. */
export async function talk(random: Random, known: Known, port: number): Promise<SocketTalk> {
  const query = random.pick(['?connectionParams=1', '?connectionParams=1', '?connectionParams=1', '', '?connectionParams=0', '?connectionParams=1&connectionParams=1', `?x=${'x'.repeat(5_000)}`]);
  const socket = new WebSocket(`ws://127.0.0.1:${port}/api/trpc${query}`, { origin: random.pick(['https://loja.example', 'null', 'https://x.example']), perMessageDeflate: random.chance(0.2) });
  const said: string[] = [];
  let sent = 0;
  socket.on('message', (data) => said.push(String(data)));
  socket.on('error', () => {});
  const closed = once(socket, 'close').then(([code]) => code as number);
  if ((await Promise.race([once(socket, 'open'), closed])) instanceof Array) {
    const good = { token: random.pick(known.tokens) };
    if (random.chance(0.7)) socket.send(JSON.stringify({ method: 'connectionParams', data: random.chance(0.7) ? good : random.pick([{ token: tokenFrom(random, known) }, strange(random), { token: 7 }, { 'x-arco-key': known.publishable }, { token: '' }]) }));
    for (const message of random.many(0, 20, () => messageFrom(random, known))) {
      if (socket.readyState !== WebSocket.OPEN) break;
      sent += 1;
      socket.send(message);
      if (random.chance(0.1)) await new Promise((later) => setTimeout(later, 1));
    }
    if (random.chance(0.1) && socket.readyState === WebSocket.OPEN) socket.ping('x'.repeat(125));
  }
  // Who is not sent away goes, as a page does that is closed.
  const gone = setTimeout(() => (random.chance(0.5) ? socket.terminate() : socket.close(random.pick([1000, 3000, 4999]))), 60);
  const code = await closed;
  clearTimeout(gone);
  return { sent, said, code };
}

function messageFrom(random: Random, { procedures, ids }: Known): string | Buffer {
  const [name, procedure] = random.pick(procedures);
  const path = random.pick([name, 'changes.watch', 'changes.watch', 'nothing', '', '__proto__', 7, null, 'x'.repeat(2_000)]);
  const message = {
    id: random.pick([1, 2, '1', -1, 1e300, null, {}, undefined, '\0']),
    method: random.pick(['subscription', 'subscription', 'subscription', 'subscription.stop', 'query', 'mutation', 'connectionParams', '__proto__', '', 7, null]),
    params: random.pick([{ path, input: inputFor(random, procedure, ids) }, { path, input: { cursor: strange(random) } }, { path, lastEventId: strange(random) }, strange(random), undefined]),
    jsonrpc: random.pick(['2.0', '1.0', 7, undefined]),
  };
  return random.pick<() => string | Buffer>([
    () => JSON.stringify(message),
    () => JSON.stringify(message),
    () => JSON.stringify([message, message]),
    () => nearlyJson(random, message).slice(0, 16_000),
    () => Buffer.from(random.many(0, 200, () => random.int(0, 255))),
    () => random.pick(['', 'PING', 'PONG', 'null', '[]', '{}', '\0', `${'['.repeat(16_000)}`, '"x"', '{"id":1}', '{"method":"subscription"}']),
    () => 'x'.repeat(random.pick([16_000, 17_000, 200_000])),
  ])();
}
