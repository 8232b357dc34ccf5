import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { describe, expect, test, vi } from 'vitest';
import { createLog } from '../core/log.ts';
import { Mailer } from './mailer.ts';
import { writeMail } from './mails.ts';

/** A mail server that says what RFC 5321 asks of it, keeps what it is given, and fails as often as it is told. */
async function mailServer(failures = 0) {
  const mails: string[] = [];
  let left = failures;
  const server = createServer((socket: Socket) => {
    let data: string | undefined;
    socket.write('220 mail.test\r\n');
    socket.on('data', (chunk) => {
      for (const line of chunk.toString().split('\r\n')) {
        if (data !== undefined) {
          if (line !== '.') {
            data += `${line}\n`;
            continue;
          }
          mails.push(data);
          data = undefined;
          socket.write('250 kept\r\n');
        } else if (/^DATA/i.test(line)) {
          data = '';
          socket.write('354 go on\r\n');
        } else if (/^MAIL/i.test(line) && left > 0) {
          left -= 1;
          socket.write('451 try later\r\n');
        } else if (/^QUIT/i.test(line)) socket.end('221 bye\r\n');
        else if (/^(EHLO|HELO|MAIL|RCPT|RSET)/i.test(line)) socket.write('250 fine\r\n');
      }
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`, mails, stop: () => server.close() };
}

const parts = { to: 'marina@moda.example', name: 'Marina <b>Castro</b>', link: 'https://arco.example/portal/entrar/#reset=abc', language: 'pt' } as const;
const from = () => 'ARCO <portal@arco.example>';

describe('mails', () => {
  test('leave by SMTP, as text and as HTML, with what people typed escaped', async () => {
    const { url, mails, stop } = await mailServer();
    const mailer = new Mailer({ smtpUrl: url, from, log: createLog('silent') });
    mailer.send('reset', parts);
    await vi.waitFor(() => expect(mails).toHaveLength(1), { timeout: 5_000 });
    expect(mails[0]).toContain('marina@moda.example');
    expect(mails[0]).toContain('portal@arco.example');
    expect(mails[0]).toMatch(/multipart\/alternative/);
    expect(writeMail('reset', parts).html).not.toContain('<b>');
    expect(mailer.kept).toEqual([]);
    await mailer.stop();
    stop();
  });

  test('are tried again, and whoever asked does not wait', async () => {
    const { url, mails, stop } = await mailServer(1);
    const mailer = new Mailer({ smtpUrl: url, from, log: createLog('silent') });
    const began = performance.now();
    mailer.send('verify', parts);
    expect(performance.now() - began).toBeLessThan(200);
    await vi.waitFor(() => expect(mails).toHaveLength(1), { timeout: 5_000 });
    await mailer.stop();
    stop();
  });

  test('are read in three languages, each with its link', () => {
    for (const kind of ['reset', 'verify', 'invitation', 'added'] as const) {
      const subjects = (['pt', 'en', 'es'] as const).map((language) => {
        const { subject, text } = writeMail(kind, { ...parts, language });
        expect(text).toContain(parts.link);
        return subject;
      });
      expect(new Set(subjects).size).toBe(3);
    }
  });
});
