/**
 * The reference: one Fastify route over postgres.js that asks what three metrics cost, with no tRPC, token, transaction or
 * row-level security. Same pool, logging and keep-alive as ours. Put your own server in its place by listening on the
 * port of the first argument: it is asked for GET / and answers the rows of three metrics as JSON.
 */
import Fastify, { LogController } from 'fastify';
import postgres from 'postgres';
import { createLog } from '../../server/core/log.ts';

const [port, url, clientId, from, to] = process.argv.slice(2) as [string, string, string, string, string];
const sql = postgres(url, { max: 8, transform: { column: postgres.camel.column } });
const log = createLog('info', { write: () => {} });
const app = Fastify({ loggerInstance: log, logController: new LogController({ disableRequestLogging: true }), keepAliveTimeout: 72_000 });
app.addHook('onResponse', async (request, reply) => {
  log.info({ requestId: request.id, method: request.method, path: '/', status: reply.statusCode, ms: Math.round(reply.elapsedTime) }, 'request');
});

const timeZone = 'America/Sao_Paulo';
const metrics = [['sessions'], ['revenue_cents'], ['conversions', 'sessions']];

async function readMetric(columns: string[]) {
  const sums = columns.map((id, index) => sql`${index > 0 ? sql`,` : sql``} sum(${sql(id)})::numeric as ${sql(id)}`);
  const [rows, trust] = await Promise.all([
    sql`
      select
        day.date, day.source, day.import_id, day.updated_at, ${sql(columns)},
        (
          select array_agg(distinct revision.field)
          from client_metric_revisions revision
          where revision.client_id = ${clientId} and revision.date = day.date and revision.source = day.source
            and revision.former is not null
        ) as revised
      from client_metrics day
      where day.client_id = ${clientId} and day.date between ${from}::date and ${to}::date
      union all
      select (hour at time zone ${timeZone})::date, 'collector', null::uuid, max(updated_at), ${sums}, null::text[]
      from client_metric_hours
      where client_id = ${clientId}
        and hour >= ${from}::date::timestamp at time zone ${timeZone}
        and hour < (${to}::date + 1)::timestamp at time zone ${timeZone}
      group by 1
    `,
    sql`select metric, sources from metric_sources where client_id = ${clientId}`,
  ]);
  return { rows, trust };
}

app.get('/', () => Promise.all(metrics.map(readMetric)));
await app.listen({ port: Number(port), host: '127.0.0.1' });
process.send?.('ready');
