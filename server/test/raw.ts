import { createConnection } from 'node:net';

export interface RawAnswer {
  /** Everything the server wrote until it closed or fell silent. */
  text: string;
  /** Of the first answer; none where the connection was closed without one. */
  status: number | undefined;
  /** The body of the last answer, where that is JSON. */
  json: { reason?: string; message?: string; requestId?: string } | undefined;
  /** Milliseconds until the server closed; `undefined` where it kept the connection. */
  closedAfter: number | undefined;
}

interface RawOptions {
  /** Milliseconds between the parts. */
  every?: number;
  /** Milliseconds to wait for the server's close. */
  patience?: number;
}

/** Writes bytes to a port as they are, since clients tidy up what an attacker would not. */
export function exchange(port: number, parts: Iterable<string | Buffer>, { every = 0, patience = 2_000 }: RawOptions = {}): Promise<RawAnswer> {
  return new Promise((resolve) => {
    const began = Date.now();
    const socket = createConnection({ port, host: '127.0.0.1' });
    let text = '';
    let done = false;
    const finish = (closedAfter: number | undefined) => {
      if (done) return;
      done = true;
      clearTimeout(late);
      socket.destroy();
      resolve({ text, closedAfter, status: Number(/^HTTP\/1\.1 (\d{3})/.exec(text)?.[1]) || undefined, json: jsonOf(text) });
    };
    const late = setTimeout(() => finish(undefined), patience);
    socket.setEncoding('utf8');
    socket.on('data', (chunk: string) => (text += chunk));
    // Who is cut off while writing gets an error first.
    socket.on('error', () => {});
    socket.on('close', () => finish(Date.now() - began));
    socket.on('connect', () => void write());
    async function write(): Promise<void> {
      for (const part of parts) {
        if (done || socket.destroyed) return;
        socket.write(part);
        if (every > 0) await new Promise((next) => setTimeout(next, every));
      }
    }
  });
}

function jsonOf(text: string): RawAnswer['json'] {
  const body = text.slice(text.lastIndexOf('\r\n\r\n') + 4);
  try {
    return JSON.parse(body) as RawAnswer['json'];
  } catch {
    return undefined;
  }
}
