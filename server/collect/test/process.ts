import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { secret } from '../../test/app.ts';
import type { Taken } from './server.ts';

export interface ServerProcess {
  url: string;
  /** Answers what the process counted, if it could still say so, and its exit code. */
  end: (signal: NodeJS.Signals) => Promise<Partial<Taken> & { code: number | null }>;
}

/** Starts a server on a database in a process of its own, which `children` gets. */
export async function startServer(children: ChildProcess[], database: string): Promise<ServerProcess> {
  const port = await freePort();
  const child = fork(new URL('server.ts', import.meta.url), [String(port), database, secret]);
  children.push(child);
  const [word] = (await Promise.race([once(child, 'message'), once(child, 'exit')])) as unknown[];
  if (word !== 'ready') throw new Error(`The server ended with ${String(word)}`);
  let counted: Partial<Taken> = {};
  child.on('message', (message: Taken) => (counted = message));
  const end = async (signal: NodeJS.Signals) => {
    const ended = once(child, 'close');
    child.kill(signal);
    const [code] = (await ended) as [number | null];
    return { ...counted, code };
  };
  return { url: `http://127.0.0.1:${port}`, end };
}

async function freePort(): Promise<number> {
  const probe = createServer();
  probe.listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  return port;
}
