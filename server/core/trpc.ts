import { initTRPC } from '@trpc/server';
import * as z from 'zod';
import type { Access, Caller, Scope } from './access.ts';
import type { ChangeFeed } from './changes.ts';
import type { Client } from './clients.ts';
import { dayIn, type Day } from './dates.ts';
import { withClient, type ClientSql, type Sql } from './db.ts';
import { AppError } from './errors.ts';
import { fieldErrors, type Language } from './input.ts';
import type { SendMail } from './mail.ts';
import type { ClientReads } from './reads.ts';
import { rights, type Right } from './rights.ts';

/** What a request is known to be before any procedure runs. */
export interface Context {
  sql: Sql;
  /** Null for a caller with a publishable key, who reaches only what is public. */
  caller: Caller | null;
  /** Null only where nobody has said who asks. */
  client: Client | null;
  /** Rows the token was narrowed to, by module; a module without an entry is not narrowed. */
  rows: Readonly<Record<string, readonly string[]>>;
  scopes: readonly string[];
  reads: ClientReads | null;
  changes: ChangeFeed;
  /** Sends the mail of a link; absent where nobody signs in. */
  mail?: SendMail | undefined;
  /** Counts an invitation to an address; throws `rate_limited`. */
  countInvitation?: ((email: string) => Promise<void>) | undefined;
  now: Date;
  language: Language;
  requestId: string;
}

const t = initTRPC
  .context<Context>()
  .meta<Access>()
  .create({
    errorFormatter: ({ shape, error, ctx }) => {
      const zod = error.cause instanceof z.ZodError ? error.cause : undefined;
      const known = error instanceof AppError ? error : undefined;
      const generic = reasonOfCode(error.code);
      const reason = known?.reason ?? generic;
      return {
        ...shape,
        // A bug's message may quote a statement or a file; only what was written for the caller leaves the server.
        message: known ? known.message : zod ? 'Some fields are not as expected' : publicMessages[generic],
        data: {
          code: shape.data.code,
          httpStatus: shape.data.httpStatus,
          ...(shape.data.path === undefined ? {} : { path: shape.data.path }),
          reason,
          requestId: ctx?.requestId ?? '',
          ...(zod ? { fields: fieldErrors(zod, ctx?.language ?? 'pt') } : known?.fields ? { fields: known.fields } : {}),
          ...(known?.details === undefined ? {} : { details: known.details }),
          ...(known?.retryAfter === undefined ? {} : { retryAfter: known.retryAfter }),
        },
      };
    },
  });

function reasonOfCode(code: string) {
  if (code === 'BAD_REQUEST' || code === 'PARSE_ERROR' || code === 'METHOD_NOT_SUPPORTED' || code === 'UNSUPPORTED_MEDIA_TYPE') return 'invalid_input';
  if (code === 'NOT_FOUND') return 'not_found';
  if (code === 'PAYLOAD_TOO_LARGE') return 'too_large';
  return 'internal';
}

const publicMessages = {
  invalid_input: 'The request is not one that this procedure takes',
  not_found: 'There is no such procedure',
  too_large: 'The request is too large',
  internal: 'Something failed on our side',
};

export const { router, createCallerFactory } = t;

/** Every procedure starts from one of the six below, and so says what a request must bring to call it. */
function procedure(scope: Scope, right: Right, yields?: z.ZodType) {
  return t.procedure.meta({ scope, right, ...(yields ? { yields } : {}) }).use(({ ctx, next }) => {
    const { client, caller, scopes } = ctx;
    if (!client) throw new AppError('signed_out', 'No key or token on this request');
    const mayRead = scope === '*:read' && scopes.some((given) => given.endsWith(':read'));
    if (!mayRead && !scopes.includes(scope)) throw new AppError('scope_missing', `This needs the scope ${scope}`);
    const role = caller?.role ?? 'visitor';
    if (role !== 'system' && !rights[role].includes(right)) throw new AppError('forbidden', `This is not for ${role === 'visitor' ? 'a publishable key' : `the role ${role}`}`);
    const today: Day = dayIn(client.timeZone, ctx.now);
    return next({ ctx: { client, today } });
  });
}

const reading = (scope: Scope, right: Right, yields?: z.ZodType) =>
  procedure(scope, right, yields).use(({ ctx, next }) => {
    const { reads: gathered } = ctx;
    if (!gathered) throw new AppError('forbidden', 'This key reaches only published content');
    return next({ ctx: { asClient: <T>(run: (sql: ClientSql) => Promise<T>) => gathered.run(run) } });
  });

const writing = (scope: Scope, right: Right) =>
  procedure(scope, right).use(({ ctx, next }) => {
    const { caller, sql, client } = ctx;
    if (!caller) throw new AppError('forbidden', 'This key reaches only published content');
    const asClient = <T>(run: (scoped: ClientSql) => Promise<T>) => withClient(sql, client.id, caller, run);
    return next({ ctx: { caller, asClient } });
  });

/** Content that anybody with a key may read. A token is asked about all the same: one that was ended opens nothing at all. */
export const publicProcedure = procedure('public', 'public').use(async ({ ctx, next }) => {
  await ctx.reads?.run((sql) => sql`select 1`);
  return next();
});

/**
 * For people and tokens of a client who may read `module`. `ctx.asClient` runs SQL that sees only that client's rows,
 * gathered with the other reads of the request into one read-only transaction. A subscription says what it `yields`.
 */
export const reads = (module: string, yields?: z.ZodType) => reading(`${module}:read`, 'read', yields);

/** For people and tokens of a client who may change `module`. `ctx.asClient` runs SQL in a transaction of its own. */
export const writes = (module: string) => writing(`${module}:write`, 'write');

/** For the client's account manager, changing `module`; a token of the client gets `forbidden`. */
export const staff = (module: string) => writing(`${module}:write`, 'staff');

/** For who keeps the client's account, its owners and ARCO's administrators: reading, and changing who may see what. */
export const keeps = { reads: (module: string) => reading(`${module}:read`, 'keep'), writes: (module: string) => writing(`${module}:write`, 'keep') };

/** For ARCO's administrators, who read what happened. */
export const oversees = (module: string) => reading(`${module}:read`, 'oversee');

/** For whoever may read some module of a client, and wants to be told when to ask again. */
export const watches = (yields: z.ZodType) =>
  reading('*:read', 'read', yields).use(({ ctx, next }) => next({ ctx: { changes: ctx.changes } }));
