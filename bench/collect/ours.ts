/** Our server as `npm run serve` runs it behind a proxy, on the benchmark's database. */
import { buildApp } from '../../server/app.ts';
import { connect } from '../../server/core/db.ts';
import { createLog } from '../../server/core/log.ts';
import { Readers } from '../../server/core/readers.ts';

const [port, url] = process.argv.slice(2) as [string, string];
const app = await buildApp({
  sql: connect(url),
  readers: new Readers(url, { max: 8 }),
  publicUrl: () => `http://127.0.0.1:${port}`,
  secret: 'the-benchmark-keeps-no-secret-at-all-1234',
  log: createLog('info', { write: () => {} }),
  trustProxy: ['127.0.0.1'],
});
await app.listen({ port: Number(port), host: '127.0.0.1' });
process.send?.('ready');
