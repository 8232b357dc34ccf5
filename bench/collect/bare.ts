/**
 * The reference: one Fastify route over postgres.js that keeps one row a request in the same table, and does nothing else.
 * Put your own server in its place by listening on the port of the first argument for `POST /`.
 */
import Fastify from 'fastify';
import { randomUUID } from 'node:crypto';
import postgres from 'postgres';

const [port, url, clientId] = process.argv.slice(2) as [string, string, string];
const sql = postgres(url, { max: 10 });
const app = Fastify({ keepAliveTimeout: 72_000 });

interface Hit {
  type: string;
  url: string;
  referrer: string;
}

app.post('/', async (request, reply) => {
  const { type, url: page, referrer } = request.body as Hit;
  const at = new Date();
  await sql`
    insert into realtime_events (client_id, day, id, at, type, visitor, consented, page, source, medium, device, country)
    values (${clientId}, ${at.toISOString().slice(0, 10)}, ${randomUUID()}, ${at}, ${type}, ${randomUUID()}, false, ${page}, ${referrer}, 'none', 'other', 'BR')
  `;
  return reply.code(202).send({ accepted: 1 });
});
await app.listen({ port: Number(port), host: '127.0.0.1' });
process.send?.('ready');
