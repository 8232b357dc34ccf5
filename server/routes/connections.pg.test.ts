import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect } from 'vitest';
import { testApp } from '../test/app.ts';
import { test as base } from '../test/fixtures.ts';
import { exchange } from '../test/raw.ts';

const timeouts = { headers: 400, request: 900, silence: 1_500 };
const HIDDEN = 'words that no address leads to';

const test = base.extend<{ port: number; presets: string[][] }>({
  presets: async ({}, use) => use([]),
  port: async ({ database, presets }, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'arco-connections-'));
    for (const path of ['dist/sdk/preset', 'demo/portal', 'demo/site', 'demo/kit']) await mkdir(join(folder, path), { recursive: true });
    for (const path of ['secret.txt', 'dist/secret.txt', 'demo/secret.txt', 'demo/secret.js', 'dist/sdk/.env', 'demo/portal/.git']) await writeFile(join(folder, path), HIDDEN);
    for (const page of ['portal', 'site', 'kit']) await writeFile(join(folder, `demo/${page}/index.html`), '<h1>Page</h1>');
    await writeFile(join(folder, 'dist/sdk/arco.js'), 'loader');
    const makePreset = async (names: string[]) => presets.push(names) < 0;
    const site = { dist: pathToFileURL(`${folder}/dist/`), demo: pathToFileURL(`${folder}/demo/`), version: '1.0.0', makePreset };
    const app = await testApp(database, { timeouts, site });
    await app.listen({ host: '127.0.0.1', port: 0 });
    await use((app.addresses()[0] as AddressInfo).port);
    await app.close();
    await rm(folder, { recursive: true });
  },
});

const head = (line: string, ...headers: string[]) => [line, 'Host: localhost', ...headers, '', ''].join('\r\n');
const get = (path: string, ...headers: string[]) => head(`GET ${path} HTTP/1.1`, 'Connection: close', ...headers);

describe('a client that is slow', () => {
  test('is cut off while it sends its headers, and told', async ({ port }) => {
    const trickled = await exchange(port, `GET /healthz HTTP/1.1\r\nHost: localhost\r\nX: ${'x'.repeat(500)}`, { every: 20, patience: 5_000 });
    expect(trickled.closedAfter).toBeLessThan(timeouts.headers * 3);
    expect(trickled).toMatchObject({ status: 408, json: { reason: 'invalid_input', requestId: expect.any(String) } });
  });

  test('is cut off while it sends its body', async ({ port }) => {
    const request = head('POST /api/embed/tokens HTTP/1.1', 'Content-Type: application/json', 'Content-Length: 100000');
    const trickled = await exchange(port, [request, ...'x'.repeat(500)], { every: 20, patience: 5_000 });
    expect(trickled.closedAfter).toBeLessThan(timeouts.request * 2);
    expect(trickled.closedAfter).toBeGreaterThan(timeouts.headers);
  });

  test('is cut off when it says nothing at all', async ({ port }) => {
    const silent = await exchange(port, [], { patience: 5_000 });
    expect(silent.closedAfter).toBeLessThan(timeouts.silence * 2);
  });

  test('keeps nobody else waiting', async ({ port }) => {
    const slow = Array.from({ length: 200 }, () => exchange(port, 'GET / HTTP/1.1\r\nX: x', { every: 50, patience: 3_000 }));
    await new Promise((later) => setTimeout(later, 100));
    const began = Date.now();
    expect((await fetch(`http://127.0.0.1:${port}/healthz`)).status).toBe(200);
    expect(Date.now() - began).toBeLessThan(1_000);
    for (const one of await Promise.all(slow)) expect(one.closedAfter).toBeLessThan(2_000);
  });
});

test.for(['', 'GET /healthz HTTP/1.1\r\nHo'])('a connection opened ahead, which has said %j, does not hold up the stop', async (said, { database }) => {
  const app = await testApp(database);
  await app.listen({ host: '127.0.0.1', port: 0 });
  const socket = connect((app.addresses()[0] as AddressInfo).port, '127.0.0.1');
  await once(socket, 'connect');
  if (said) socket.write(said);
  await fetch(`http://127.0.0.1:${(app.addresses()[0] as AddressInfo).port}/healthz`);
  const ended = once(socket, 'close');
  await app.close();
  await ended;
});

describe('what is not quite HTTP', () => {
  test.for([
    ['headers of 40 KB', get('/healthz', `X: ${'x'.repeat(40_000)}`), 431],
    ['3,000 headers', get('/healthz', ...Array.from({ length: 3_000 }, (_, index) => `X-${index}: ${index}`)), 431],
    ['an address of 40 KB', get(`/${'x'.repeat(40_000)}`), 431],
    ['two lengths', head('POST /api/embed/tokens HTTP/1.1', 'Content-Length: 2', 'Content-Length: 3') + '{}', 400],
    ['a length and chunks', head('POST /api/embed/tokens HTTP/1.1', 'Content-Length: 2', 'Transfer-Encoding: chunked') + '0\r\n\r\n', 400],
    ['a length that is none', head('POST /api/embed/tokens HTTP/1.1', 'Content-Length: -1'), 400],
    ['chunks that are none', head('POST /api/embed/tokens HTTP/1.1', 'Transfer-Encoding: chunked') + 'zz\r\n', 400],
    ['another transfer encoding', head('POST /api/embed/tokens HTTP/1.1', 'Transfer-Encoding: xchunked, gzip') + '{}', 400],
    ['a method that is none', head('FOO /healthz HTTP/1.1'), 400],
    ['a method in lower case', head('get /healthz HTTP/1.1'), 400],
    ['NUL in a header', get('/healthz', 'X: a\0b'), 400],
    ['a space before the colon', get('/healthz', 'X : a'), 400],
    ['a header over two lines', get('/healthz', 'X: a\r\n b'), 400],
    ['a path with a space', head('GET /a b HTTP/1.1'), 400],
    ['another protocol', 'SSH-2.0-OpenSSH_9.2\r\n', 400],
    ['TLS', Buffer.from('16030100c8010000c40303', 'hex'), 400],
    ['HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 400],
    ['HTTP/9', head('GET /healthz HTTP/9.9'), 400],
  ] as const)('%s: is refused in one shape, and the connection closed', async ([, bytes, status], { port }) => {
    const answer = await exchange(port, [bytes], { patience: 3_000 });
    expect(answer.status).toBe(status);
    expect(answer.json).toEqual({ reason: status === 431 ? 'too_large' : 'invalid_input', message: expect.any(String), requestId: expect.any(String) });
    expect(answer.text).toContain('x-content-type-options: nosniff');
    expect(answer.closedAfter).toBeLessThan(2_500);
  });

  test('a request without a host, and a tunnel, lead nowhere', async ({ port }) => {
    expect((await exchange(port, ['GET /healthz HTTP/1.1\r\n\r\n'])).status).toBe(400);
    expect((await exchange(port, [head('CONNECT example.com:443 HTTP/1.1')])).text).not.toContain('200');
    expect((await exchange(port, [get('http://169.254.169.254/latest/meta-data')])).status).toBe(404);
  });

  test('a second request hidden in the body of the first is not answered', async ({ port }) => {
    const hidden = get('/healthz');
    const answer = await exchange(port, [head('POST /api/embed/tokens HTTP/1.1', `Content-Length: ${hidden.length}`, 'Content-Type: application/json', 'Connection: close') + hidden]);
    expect(answer.text.match(/HTTP\/1\.1/g)).toHaveLength(1);
  });
});

describe('a method', () => {
  test.for(['PUT', 'PATCH', 'DELETE', 'TRACE', 'PROPFIND', 'PURGE', 'SEARCH', 'LINK'])('%s is answered nowhere', async (method, { port }) => {
    for (const path of ['/api/trpc/goals.list', '/api/embed/tokens', '/sdk/v1/arco.js', '/portal/', '/healthz']) {
      const answer = await exchange(port, [head(`${method} ${path} HTTP/1.1`, 'Connection: close', 'Cookie: echo=me')]);
      expect([answer.status, answer.json?.reason], path).toEqual([404, 'not_found']);
      expect(answer.text).not.toContain('echo=me');
    }
  });

  test('is the one of the request line, whatever a header or a query says', async ({ port }) => {
    const override = ['X-HTTP-Method-Override: POST', 'X-HTTP-Method: POST', 'X-Method-Override: POST'];
    expect((await exchange(port, [get('/api/embed/tokens?_method=POST', ...override)])).status).toBe(404);
    const called = await exchange(port, [get('/api/trpc/goals.create?_method=POST&batch=1&input=%7B%220%22%3A%7B%7D%7D', ...override)]);
    expect(called.text).toContain('"httpStatus":4');
  });
});

describe('a path', () => {
  const up = ['..', '%2e%2e', '%2E.', '.%2e', '%252e%252e', '..%00', '%c0%ae%c0%ae', '..;', '%u002e%u002e', '…'];
  const slashes = ['/', '%2f', '%5c', '\\', '%252f', '//', '/./', '%c0%af'];

  test('leads to no file outside its folder, however it is written', async ({ port, presets }) => {
    const paths = ['/sdk/v1/', '/sdk/1.0.0/', '/portal/', '/kit/', '/', '/sdk/v1/preset/'].flatMap((prefix) =>
      up.flatMap((dots) => slashes.flatMap((slash) => ['secret.txt', `..${slash}secret.txt`, 'secret.js'].map((file) => `${prefix}${dots}${slash}${file}`))),
    );
    const more = ['/sdk/v1/arco.js%00.txt', '/sdk/v1/%00', '/sdk/v1//etc/passwd', '/sdk/v1/.env', '/portal/.git', '/sdk/v1/preset/../../secret.js', '/sdk/v1/preset/..%2f..%2fsecret.js', '/sdk/v1/preset/%2e%2e+goals.js', '/sdk/v1/preset/goals+..%5c..%5csecret.js', '/sdk/v1/preset/goals%00.js', '/sdk/v1/file:///etc/passwd', '/portal//..//secret.txt', '//etc/passwd'];
    const lines = [...paths, ...more];
    for (let start = 0; start < lines.length; start += 50) {
      const answers = await Promise.all(lines.slice(start, start + 50).map(async (path) => ({ path, answer: await exchange(port, [get(path)]) })));
      for (const { path, answer } of answers) {
        expect(answer.text, path).not.toContain(HIDDEN);
        expect(answer.text, path).not.toContain('root:');
        expect([200, 301, 302, 400, 403, 404], path).toContain(answer.status);
        if (answer.status === 200) expect(answer.text, path).toContain('<h1>Page</h1>');
      }
    }
    expect(presets).toEqual([]);
  }, 60_000);

  test('sends nobody to another site', async ({ port }) => {
    for (const path of ['//evil.example/portal', '//evil.example/..', '/portal/..//evil.example', '/\\evil.example', '/portal', '/kit', '//portal', '/portal//evil.example/']) {
      const { text } = await exchange(port, [get(path)]);
      const location = /^location: (.*)$/im.exec(text)?.[1];
      if (location) expect(new URL(location, 'http://localhost').host, path).toBe('localhost');
    }
  });
});
