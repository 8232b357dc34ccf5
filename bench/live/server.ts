/** Our server with room for many pages of one token, in a process of its own. */
import { buildApp } from '../../server/app.ts';
import { connect } from '../../server/core/db.ts';
import { createLog } from '../../server/core/log.ts';
import { Readers } from '../../server/core/readers.ts';

const [port, url] = process.argv.slice(2) as [string, string];
const app = await buildApp({
  sql: connect(url),
  readers: new Readers(url),
  publicUrl: () => `http://127.0.0.1:${port}`,
  secret: 'a-secret-of-benchmarks-0123456789-abcdef',
  log: createLog('error'),
  requestsPerMinute: 1_000_000,
});
await app.listen({ port: Number(port), host: '127.0.0.1' });
process.on('message', () => {
  globalThis.gc?.();
  process.send!(process.memoryUsage().rss);
});
process.send!('ready');
