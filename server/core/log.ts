import { pino, type Logger } from 'pino';

export type { Logger } from 'pino';

const secrets = ['authorization', 'cookie', 'set-cookie', 'x-arco-key', 'token', 'password', 'secret', 'access_token', 'email'];

/** Structured logs, one JSON object a line, without anything that would let a reader act as somebody. */
export function createLog(level: string, destination?: { write(line: string): void }): Logger {
  const options = {
    level,
    base: {},
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
