import { TRPCError, type TRPC_ERROR_CODE_KEY } from '@trpc/server';

const codes = {
  signed_out: 'UNAUTHORIZED',
  token_invalid: 'UNAUTHORIZED',
  token_expired: 'UNAUTHORIZED',
  token_revoked: 'UNAUTHORIZED',
  origin_refused: 'FORBIDDEN',
  scope_missing: 'FORBIDDEN',
  forbidden: 'FORBIDDEN',
  confirmation_required: 'FORBIDDEN',
  not_found: 'NOT_FOUND',
  invalid_input: 'BAD_REQUEST',
  conflict: 'CONFLICT',
  too_large: 'PAYLOAD_TOO_LARGE',
  rate_limited: 'TOO_MANY_REQUESTS',
  unavailable: 'SERVICE_UNAVAILABLE',
  internal: 'INTERNAL_SERVER_ERROR',
} as const satisfies Record<string, TRPC_ERROR_CODE_KEY>;

/** HTTP status of each reason. */
export const statuses: Record<Reason, number> = {
  signed_out: 401,
  token_invalid: 401,
  token_expired: 401,
  token_revoked: 401,
  origin_refused: 403,
  scope_missing: 403,
  forbidden: 403,
  confirmation_required: 403,
  not_found: 404,
  invalid_input: 400,
  conflict: 409,
  too_large: 413,
  rate_limited: 429,
  unavailable: 503,
  internal: 500,
};

/** Names a failure to the client, which has a text for each in every language. */
export type Reason = keyof typeof codes;

/** An input that was refused: where it stands, and what was expected there. */
export interface FieldError {
  path: string;
  expected: string;
}

export interface AppErrorOptions {
  cause?: unknown;
  fields?: FieldError[];
  /** Seconds until it is worth asking again. */
  retryAfter?: number;
  /** What the caller needs to know to act on it, by name. */
  details?: Readonly<Record<string, string | boolean | null>>;
}

/** A failure the caller can act on. Whatever else is thrown is a bug, and reaches the client as `internal`. */
export class AppError extends TRPCError {
  readonly reason: Reason;
  readonly fields: FieldError[] | undefined;
  readonly retryAfter: number | undefined;
  readonly details: AppErrorOptions['details'];

  constructor(reason: Reason, message: string, options: AppErrorOptions = {}) {
    super({ code: codes[reason], message, cause: options.cause });
    this.name = 'AppError';
    this.reason = reason;
    this.fields = options.fields;
    this.retryAfter = options.retryAfter;
    this.details = options.details;
  }
}

const byState: Record<string, [Reason, string]> = {
  AR001: ['forbidden', 'This caller may not see this client'],
  AR002: ['token_revoked', 'The key, person or session behind this request was ended'],
  AR003: ['confirmation_required', 'This asks for the password or passkey again'],
  AR004: ['conflict', 'A client keeps at least one owner'],
  // Unique and exclusion constraints: by state, since constraint names are lost on a sharded database.
  '23505': ['conflict', 'This already exists'],
  '23P01': ['conflict', 'This overlaps with something that exists'],
  '57014': ['unavailable', 'The database took too long'],
  '57P01': ['unavailable', 'The database is restarting'],
  '57P02': ['unavailable', 'The database is restarting'],
  '57P03': ['unavailable', 'The database is starting'],
  '53300': ['unavailable', 'The database has no connection to spare'],
};

/** Of postgres.js, of PostgreSQL (class 08), and of the network under it. */
const unreachable = /^(CONNECT|08...$|ECONNREFUSED$|ECONNRESET$|EPIPE$|ENOENT$)/;

/** What a failure of the database means to the caller; anything it does not know stays as it is. */
export function fromDatabase(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof AppError) return error;
  const { code } = error as Error & { code?: string };
  if (!code) return error;
  const known = byState[code];
  if (known) return new AppError(known[0], known[1], { cause: error });
  return unreachable.test(code) ? new AppError('unavailable', 'The database cannot be reached', { cause: error }) : error;
}
