import { pino, type Logger } from 'pino';

export type { Logger } from 'pino';

const secrets = ['authorization', 'cookie', 'set-cookie', 'x-arco-key', 'token', 'password', 'secret', 'access_token', 'email'];

/** Keys, tokens and e-mail addresses, wherever they stand in a text. */
const telling = /\b[ps]k_(?:live|test)_[\w-]+|\beyJ[\w-]+\.[\w.-]+|[^\s/"'<>()=]{1,64}(?:@|%40)[^\s/"'<>()=]{1,255}/gi;

const mask = (text: string) => text.replace(telling, '[redacted]');

/** An error without what hangs on it: PostgreSQL's `detail` quotes whole rows. */
function describeError(error: unknown): unknown {
  if (!(error instanceof Error)) return undefined;
  const { name, message, stack = '', cause } = error;
  const { code } = error as { code?: unknown };
  return { type: name, message: mask(message), stack: mask(stack), ...(code === undefined ? {} : { code }), ...(cause === undefined ? {} : { cause: describeError(cause) }) };
}

/** Structured logs, one JSON object a line, without anything that would let a reader act as somebody. */
export function createLog(level: string, destination?: { write(line: string): void }): Logger {
  const options = {
    level,
    base: {},
    serializers: { err: describeError, path: (path: unknown) => (typeof path === 'string' ? pathOf(path) : path) },
    redact: {
      paths: secrets.flatMap((name) => [`["${name}"]`, `*["${name}"]`, `*.*["${name}"]`]),
      censor: '[redacted]',
    },
  };
  return destination ? pino(options, destination) : pino(options);
}

/** A path without what may stand in its query: tRPC inputs and vendors' tokens do. */
export function withoutQuery(url: string): string {
  const end = url.indexOf('?');
  return end === -1 ? url : url.slice(0, end);
}

/** A path for the log: without its query, and without what somebody has put into it by mistake. */
export function pathOf(url: string): string {
  return mask(withoutQuery(url));
}
