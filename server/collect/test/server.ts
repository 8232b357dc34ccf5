/** The server in a process of its own, which a test can kill, and stop as `npm run serve` stops. */
import { buildApp } from '../../app.ts';
import { connect } from '../../core/db.ts';
import { createLog } from '../../core/log.ts';
import { Readers } from '../../core/readers.ts';
import { Shutdown } from '../../run/shutdown.ts';

/** What the process has done, told as its last word. */
export interface Taken {
  taken: number;
  answered: number;
}

const [port, url, secret] = process.argv.slice(2) as [string, string, string];
const log = createLog('silent');
const shutdown = new Shutdown(log);
shutdown.listen({ underNpm: false });
const sql = connect(url);
const readers = new Readers(url, { max: 2 });
const app = await buildApp({ sql, readers, publicUrl: () => `http://127.0.0.1:${port}`, secret, log });
const requests: Taken = { taken: 0, answered: 0 };
app.server.on('request', (_request, reply) => {
  requests.taken += 1;
  reply.once('finish', () => (requests.answered += 1));
});
shutdown.add('report', () => new Promise<void>((done) => process.send!(requests, () => done())));
shutdown.add('connections', () => sql.end({ timeout: 5 }));
shutdown.add('reading connections', () => readers.end());
shutdown.add('requests', () => app.close());
await app.listen({ port: Number(port), host: '127.0.0.1' });
process.send!('ready');
