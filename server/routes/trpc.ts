import { callTRPCProcedure, getTRPCErrorFromUnknown, getTRPCErrorShape, TRPCError } from '@trpc/server';
import { AppError, fromDatabase } from '../core/errors.ts';
import type { Context } from '../core/trpc.ts';
import { appRouter } from '../router.ts';
import { checkJson } from './bodies.ts';

export interface TrpcRequest {
  requestId: string;
  method: string;
  /** Procedures, with commas between those of a batch. */
  path: string;
  query: Record<string, unknown>;
  /** The JSON text of a POST. */
  body: string | undefined;
  /** Who asks; where that fails, every call of the batch is answered with the reason. */
  context: () => Promise<Context>;
  onError: (error: TRPCError, path: string) => void;
}

export interface TrpcAnswer {
  status: number;
  body: string;
  /** Seconds until it is worth asking again, where a call was refused for now. */
  retryAfter: number | undefined;
}

const MAX_BATCH = 30;
const methods = { query: ['GET', 'POST'], mutation: ['POST'], subscription: [] as string[] };

/**
 * tRPC's HTTP protocol (https://trpc.io/docs/rpc) over strings. tRPC's own adapter answers with a web Response, whose
 * headers overrule ours (`Vary`, on which caches of keyed answers depend).
 */
export async function answerTrpc(request: TrpcRequest): Promise<TrpcAnswer> {
  const isBatch = request.query['batch'] === '1';
  const paths = isBatch ? request.path.split(',') : [request.path];
  let calls: Call[];
  try {
    if (paths.length > MAX_BATCH) throw new AppError('too_large', `A batch takes at most ${MAX_BATCH} calls`);
    const inputs = readInputs(request, isBatch);
    const context = await request.context();
    calls = await Promise.all(paths.map((path, index) => answerCall(request, context, path, isBatch ? inputs?.[index] : inputs, index)));
  } catch (error) {
    calls = paths.slice(0, MAX_BATCH).map((path) => failed(request, error, { path, type: 'unknown', input: undefined, ctx: undefined }));
  }
  const statuses = new Set(calls.map(({ status }) => status));
  const waits = calls.flatMap(({ retryAfter }) => retryAfter ?? []);
  const bodies = calls.map(({ body }) => body);
  return {
    status: statuses.size === 1 ? calls[0]!.status : 207,
    body: JSON.stringify(isBatch ? bodies : bodies[0]),
    retryAfter: waits.length > 0 ? Math.max(...waits) : undefined,
  };
}

interface Call {
  status: number;
  retryAfter: number | undefined;
  body: object;
}

interface Failed {
  path: string;
  type: keyof typeof methods | 'unknown';
  input: unknown;
  ctx: Context | undefined;
}

function failed({ onError, requestId }: TrpcRequest, cause: unknown, call: Failed): Call {
  const known = fromDatabase(cause instanceof TRPCError && cause.cause ? cause.cause : cause);
  const error = known instanceof AppError ? known : getTRPCErrorFromUnknown(cause);
  onError(error, call.path);
  const shape = getTRPCErrorShape({ config: appRouter._def._config, error, ...call });
  const body = { error: { ...shape, data: { ...shape.data, requestId } } };
  return { status: shape.data.httpStatus, retryAfter: error instanceof AppError ? error.retryAfter : undefined, body };
}

type Inputs = Record<string, unknown> | undefined;

function readInputs({ method, query, body }: TrpcRequest, isBatch: boolean): Inputs {
  const text = method === 'GET' ? query['input'] : body;
  if (text === undefined || text === '') return undefined;
  // Named twice in a query it is an array, whose text nobody has looked at.
  if (typeof text !== 'string') throw new AppError('invalid_input', 'The input is given once');
  checkJson(text);
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (cause) {
    throw new AppError('invalid_input', 'The input is not JSON', { cause });
  }
  if (isBatch && (typeof parsed !== 'object' || parsed === null)) {
    throw new AppError('invalid_input', 'The input of a batch is an object with one entry a call, named 0, 1, …');
  }
  return parsed as Inputs;
}

async function answerCall(request: TrpcRequest, context: Context, path: string, input: unknown, batchIndex: number): Promise<Call> {
  const { method } = request;
  const procedures = appRouter._def.procedures as unknown as Record<string, { _def: { type: keyof typeof methods } } | undefined>;
  const type = Object.hasOwn(procedures, path) ? procedures[path]!._def.type : undefined;
  try {
    if (!type) throw new TRPCError({ code: 'NOT_FOUND', message: `No procedure "${path}"` });
    if (!methods[type].includes(method)) throw new TRPCError({ code: 'METHOD_NOT_SUPPORTED', message: `${path} is a ${type}` });
    const data: unknown = await callTRPCProcedure({
      router: appRouter,
      path,
      type,
      ctx: context,
      getRawInput: async () => input,
      signal: undefined,
      batchIndex,
    });
    return { status: 200, retryAfter: undefined, body: { result: { data } } };
  } catch (cause) {
    return failed(request, cause, { path, type: type ?? 'unknown', input, ctx: context });
  }
}
