import type { FastifyInstance, FastifyRequest } from 'fastify';
import { isIP } from 'node:net';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Services } from '../app.ts';
import { measureQueue, type QueueFigures } from '../core/queue.ts';

/** Alive; able to serve; and figures for Prometheus. Called on the root, so that its hooks see the routes of every plugin. */
export function healthRoutes(app: FastifyInstance, { sql, changes }: Services): void {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const durations = new Histogram({
    name: 'arco_http_request_seconds',
    help: 'Time to answer, by route and status',
    labelNames: ['route', 'status'],
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5],
    registers: [registry],
  });

  const queue = describeQueue(registry);
  new Gauge({
    name: 'arco_pages_watching',
    help: 'Pages that this server tells of changes',
    registers: [registry],
    collect() {
      this.set(changes.watching);
    },
  });

  let stopping = false;
  app.addHook('preClose', async () => {
    stopping = true;
  });
  app.addHook('onResponse', (request, reply, done) => {
    durations.observe({ route: request.routeOptions.url ?? 'none', status: reply.statusCode }, reply.elapsedTime / 1000);
    done();
  });

  app.get('/healthz', async () => ({ status: 'ok' }));

  app.get('/readyz', async (_request, reply) => {
    if (stopping) return reply.code(503).send({ status: 'stopping' });
    try {
      await sql`select 1`;
      return { status: 'ready' };
    } catch {
      return reply.code(503).send({ status: 'database unreachable' });
    }
  });

  app.get('/metrics', async (request, reply) => {
    if (!fromInside(request)) return reply.callNotFound();
    // Without the database the rest is still worth knowing.
    await measureQueue(sql).then(queue, () => {});
    return reply.type(registry.contentType).send(await registry.metrics());
  });
}

const inside = /^(127\.|10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|::1$|f[cd])/;

/** Metrics are for the operator's own network: not for whoever comes through a proxy. */
function fromInside(request: FastifyRequest): boolean {
  const address = (request.socket.remoteAddress ?? '').replace(/^::ffff:/, '');
  return isIP(address) !== 0 && inside.test(address) && request.headers['x-forwarded-for'] === undefined;
}

/** The queue of jobs, whichever process works on it: read from the database when somebody asks. */
function describeQueue(registry: Registry): (figures: QueueFigures) => void {
  const gauge = (name: string, help: string) => new Gauge({ name, help, registers: [registry] });
  const waiting = gauge('arco_jobs_waiting', 'Jobs that wait or run');
  const failed = gauge('arco_jobs_failed', 'Jobs that have failed for good: worth an alarm above 0 (arco jobs --failed)');
  const late = gauge('arco_jobs_late_seconds', 'By how much the most overdue job is late: worth an alarm above 300');
  return (figures) => {
    waiting.set(figures.waiting);
    failed.set(figures.failed);
    late.set(figures.late);
  };
}
