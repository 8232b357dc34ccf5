import autocannon from 'autocannon';
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';

/** Starts a server of this folder in a process of its own, which `children` gets, and answers where it listens. */
export async function start(children: ChildProcess[], file: string, ...args: string[]): Promise<string> {
  const port = await freePort();
  const child = fork(new URL(file, import.meta.url), [String(port), ...args]);
  children.push(child);
  await once(child, 'message');
  return `http://127.0.0.1:${port}`;
}

/** A widget token of a test key's client. */
export async function mint(url: string, key: string, slug: string): Promise<string> {
  const minted = await fetch(`${url}/api/embed/tokens`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ client: slug }),
  });
  return ((await minted.json()) as { token: string }).token;
}

export interface Asked {
  path: string;
  headers: Record<string, string>;
}

/** Requests a second with 16 connections kept alive, each of which asks for everything in turn. */
export async function load(url: string, requests: readonly Asked[], duration: number): Promise<number> {
  const result = await autocannon({ url, requests: [...requests], connections: 16, duration });
  if (result.non2xx > 0 || result.errors > 0) throw new Error(`${result.non2xx} refused and ${result.errors} failed requests at ${url}`);
  return result.requests.average;
}

async function freePort(): Promise<number> {
  const probe = createServer();
  probe.listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  return port;
}
