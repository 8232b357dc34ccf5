import { createServer, type AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { ensureFree } from './ports.ts';

const server = createServer();
afterEach(() => new Promise<void>((done) => void server.close(() => done())));

async function take(): Promise<number> {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return (server.address() as AddressInfo).port;
}

describe('ensureFree', () => {
  test('says by which process a port is taken, and how to take another', async () => {
    const port = await take();
    await expect(ensureFree('127.0.0.1', port, 'this server')).rejects.toMatchObject({
      reason: 'conflict',
      message: expect.stringMatching(new RegExp(`^127\\.0\\.0\\.1:${port} \\(this server\\) is taken by process ${process.pid} .*PORT=${port + 10} npm start$`)),
    });
  });

  test('leaves a free port free', async () => {
    const port = await take();
    await new Promise<void>((done) => void server.close(() => done()));
    await ensureFree('127.0.0.1', port, 'this server');
    await expect(ensureFree('127.0.0.1', port, 'this server')).resolves.toBeUndefined();
  });

  test('refuses an address that is not of this machine', async () => {
    await expect(ensureFree('192.0.2.1', 8787, 'this server')).rejects.toThrow('HOST=192.0.2.1 cannot be listened on');
  });
});
