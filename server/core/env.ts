import { isIP } from 'node:net';
import { resolve } from 'node:path';
import * as z from 'zod';
import { AppError, type FieldError } from './errors.ts';
import { isWeakSecret } from './secret.ts';

interface Variable<T extends z.ZodType> {
  name: string;
  /** Reads the text; `undefined` where the variable is not set or empty. */
  schema: T;
  expected: string;
  example: string;
  /** The value is never repeated, not even a wrong one. */
  secret?: true;
}

const variable = <T extends z.ZodType>(definition: Variable<T>): Variable<T> => definition;

const text = z.string();
const url = (...schemes: string[]) => text.refine((value) => URL.canParse(value) && schemes.includes(new URL(value).protocol.slice(0, -1)));

const vendor = (address: string) => url('http', 'https').default(address).transform((value) => value.replace(/\/+$/, ''));

const database = (name: string, role: string) =>
  variable({
    name,
    schema: url('postgres', 'postgresql')
      .refine((value) => new URL(value).pathname.length > 1)
      .optional(),
    expected: `a PostgreSQL URL that names a database, for ${role}`,
    example: 'postgres://arco_service:password@127.0.0.1:5432/arco',
    secret: true,
  });

const variables = {
  port: variable({
    name: 'PORT',
    schema: text
      .regex(/^\d{1,5}$/)
      .default('8787')
      .transform(Number)
      // The page of the demo's partner has the port after it.
      .refine((port) => port >= 1 && port < 65_535),
    expected: 'a whole number from 1 to 65534',
    example: '8787',
  }),
  host: variable({
    name: 'HOST',
    schema: text.regex(/^[\w.:-]+$/).default('127.0.0.1'),
    expected: 'the address to listen on, with neither scheme nor port',
    example: '0.0.0.0',
  }),
  databaseUrl: database('DATABASE_URL', "the service's role"),
  databaseOwnerUrl: database('DATABASE_OWNER_URL', 'the role that owns the tables'),
  databaseAuthUrl: database('DATABASE_AUTH_URL', "sign-in's role, arco_auth or a member of it"),
  databaseDirectUrl: database('DATABASE_DIRECT_URL', "the service's role, past any pooler"),
  /** Absolute. */
  dataDir: variable({
    name: 'ARCO_DATA_DIR',
    schema: text.default('.data').transform((path) => resolve(path)),
    expected: 'a folder',
    example: '.data',
  }),
  /** An origin: no path, no final slash. */
  publicUrl: variable({
    name: 'ARCO_PUBLIC_URL',
    schema: url('http', 'https')
      .refine((value) => /^[^/]+\/\/[^/@?#]+\/?$/.test(value))
      .transform((value) => new URL(value).origin)
      .optional(),
    expected: 'the address that browsers reach this server at: scheme and host, no path',
    example: 'https://widgets.arco.example',
  }),
  secret: variable({
    name: 'ARCO_SECRET',
    schema: text.refine((value) => Buffer.byteLength(value) >= 32 && !isWeakSecret(value)).optional(),
    expected: 'at least 32 random bytes, not a phrase, a sequence or a repetition',
    example: 'what this prints: openssl rand -base64 48',
    secret: true,
  }),
  /** Addresses and ranges, as Fastify takes them. */
  trustProxy: variable({
    name: 'ARCO_TRUST_PROXY',
    schema: text
      .default('')
      .transform((value) => value.split(',').map((part) => part.trim()).filter(Boolean))
      .refine((proxies) => proxies.every(isProxy)),
    expected: 'addresses or ranges of proxies, separated by commas',
    example: '127.0.0.1,10.0.0.0/8',
  }),
  busUrl: variable({
    name: 'ARCO_BUS_URL',
    schema: url('redis', 'rediss', 'nats').optional(),
    expected: 'the URL of a Redis or NATS server',
    example: 'nats://10.0.0.5:4222',
    secret: true,
  }),
  /** Whether `serve` runs background jobs as well. */
  worker: variable({
    name: 'ARCO_WORKER',
    schema: z
      .enum(['on', 'off'])
      .default('on')
      .transform((value) => value === 'on'),
    expected: 'on or off',
    example: 'off',
  }),
  /** Undefined leaves it to the mode. */
  logLevel: variable({
    name: 'ARCO_LOG_LEVEL',
    schema: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).optional(),
    expected: 'fatal, error, warn, info, debug, trace or silent',
    example: 'info',
  }),
  /** Whether npm started us, by the name it gives every script. */
  underNpm: variable({
    name: 'npm_lifecycle_event',
    schema: text.optional().transform((script) => script !== undefined),
    expected: 'the name of a script',
    example: 'start',
  }),
  signup: variable({
    name: 'ARCO_SIGNUP',
    schema: z.enum(['invitation', 'open']).default('invitation'),
    expected: 'invitation or open',
    example: 'invitation',
  }),
  smtpUrl: variable({
    name: 'SMTP_URL',
    schema: url('smtp', 'smtps').optional(),
    expected: 'the URL of a mail server',
    example: 'smtps://user:password@mail.example:465',
    secret: true,
  }),
  /** Of the Data API; without a final slash, as is the one below. */
  ga4Url: variable({
    name: 'ARCO_GA4_URL',
    schema: vendor('https://analyticsdata.googleapis.com'),
    expected: 'the address of the Google Analytics Data API, or of what stands in front of it',
    example: 'https://analyticsdata.googleapis.com',
  }),
  googleTokenUrl: variable({
    name: 'ARCO_GOOGLE_TOKEN_URL',
    schema: vendor('https://oauth2.googleapis.com/token'),
    expected: 'the address at which Google gives access tokens',
    example: 'https://oauth2.googleapis.com/token',
  }),
  mailFrom: variable({
    name: 'ARCO_MAIL_FROM',
    schema: text.regex(/^[^<>\r\n]*<?[^\s<>@]+@[^\s<>@]+>?$/).optional(),
    expected: 'an e-mail address, with or without a name before it',
    example: 'ARCO <portal@arco.example>',
  }),
};

/** What the environment sets, parsed. */
export type Env = { -readonly [Key in keyof typeof variables]: z.output<(typeof variables)[Key]['schema']> };

/** Parses every variable. Throws `invalid_input` that names each one it cannot read, what was expected and an example. */
export function readEnv(source: Readonly<Record<string, string | undefined>>): Env {
  const problems: (FieldError & { line: string })[] = [];
  const entries = Object.entries(variables).map(([key, { name, schema, expected, example, secret }]: [string, Variable<z.ZodType>]) => {
    const value = source[name]?.trim() || undefined;
    const result = schema.safeParse(value);
    if (!result.success) {
      const got = secret ? '' : `, got ${JSON.stringify(value)}`;
      problems.push({ path: name, expected, line: `${name}: expected ${expected}${got}. For example: ${example}` });
    }
    return [key, result.data];
  });
  if (problems.length > 0) {
    throw new AppError('invalid_input', problems.map(({ line }) => line).join('\n'), {
      fields: problems.map(({ path, expected }) => ({ path, expected })),
    });
  }
  return Object.fromEntries(entries) as Env;
}

/** The names of variables that a mode needs and the environment lacks, as one refusal. */
export function requireEnv<Key extends keyof Env>(env: Env, mode: string, ...needed: Key[]): { [Name in Key]: NonNullable<Env[Name]> } {
  const missing = needed.filter((key) => env[key] === undefined).map((key) => variables[key] as Variable<z.ZodType>);
  if (missing.length > 0) {
    const lines = missing.map(({ name, expected, example }) => `${name} is not set, and ${mode} needs it: ${expected}. For example: ${example}`);
    throw new AppError('invalid_input', lines.join('\n'), { fields: missing.map(({ name, expected }) => ({ path: name, expected })) });
  }
  return env as { [Name in Key]: NonNullable<Env[Name]> };
}

function isProxy(value: string): boolean {
  const [address = '', bits, ...rest] = value.split('/');
  const version = isIP(address);
  if (version === 0 || rest.length > 0) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128));
}
