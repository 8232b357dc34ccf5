import type { FastifyRequest } from 'fastify';
import type { Credentials } from '../embed/authenticate.ts';

const single = (value: string | string[] | undefined) => (Array.isArray(value) ? value[0] : value);

/** What a request says of who sends it. */
export function credentialsOf(request: FastifyRequest): Credentials {
  const { headers, ip } = request;
  return {
    authorization: headers.authorization,
    publishableKey: single(headers['x-arco-key']),
    origin: headers.origin,
    fetchSite: single(headers['sec-fetch-site']),
    address: ip,
  };
}

const loopbackAddress = /^(127\.|::1$|::ffff:127\.)/;
const loopbackHost = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/;

/** Whether a request came over this machine's own loopback, and named it so: a page that rebinds its DNS cannot. */
export function fromThisMachine(request: FastifyRequest): boolean {
  const address = request.socket.remoteAddress ?? '';
  return loopbackAddress.test(address) && loopbackHost.test(request.headers.host ?? '') && request.headers['x-forwarded-for'] === undefined;
}
