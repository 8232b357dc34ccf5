import type { FastifyBaseLogger, FastifyRequest, RouteShorthandOptions } from 'fastify';

/** For a route that is asked thousands of times a second: it is not logged, and has no logger made for each request. */
export const quiet = { config: { quiet: true }, childLoggerFactory: (log) => log } satisfies RouteShorthandOptions;

export const isQuiet = (request: FastifyRequest) => (request.routeOptions.config as { quiet?: boolean }).quiet === true;

/** A logger that names the request. */
export function logOf(request: FastifyRequest): FastifyBaseLogger {
  return isQuiet(request) ? request.log.child({ requestId: request.id }) : request.log;
}
