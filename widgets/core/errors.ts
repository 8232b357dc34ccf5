import type { TRPCClientError } from '@trpc/client';
import type { Reason } from '../../server/core/errors.ts';
import type { AppRouter } from '../../server/router.ts';

/** Why something failed, as the server names it; `offline` when the reader has no network. */
export type ArcoReason = Reason | 'offline';

interface Details {
  status?: number | undefined;
  requestId?: string | null | undefined;
  retryAfter?: number | undefined;
  cause?: unknown;
}

/** What a host page and a person are told of a failure. */
export class ArcoError extends Error {
  readonly reason: ArcoReason;
  /** HTTP status, when there was an answer. */
  declare readonly status: number | undefined;
  /** What to quote when asking for help. */
  declare readonly requestId: string | undefined;
  /** Seconds the server asked to wait. */
  declare readonly retryAfter: number | undefined;

  constructor(reason: ArcoReason, { cause, ...details }: Details = {}) {
    super(reason, { cause });
    this.name = 'ArcoError';
    this.reason = reason;
    Object.assign(this, details);
  }

  /** Whether the same request may work later without anybody changing anything. */
  get retryable(): boolean {
    return !this.denied && !['not_found', 'invalid_input', 'conflict', 'too_large'].includes(this.reason);
  }

  /** Whether the person or the page lacks access, which is not a fault. */
  get denied(): boolean {
    return this.status === 401 || this.status === 403;
  }
}

/** Any failure of a request, as an `ArcoError`. */
export function toArcoError(error: unknown): ArcoError {
  const { name, cause, data, meta } = error as TRPCClientError<AppRouter>;
  // By name: with two copies of the SDK on the page there are two classes.
  if (name === 'ArcoError') return error as unknown as ArcoError;
  if (cause?.name === 'ArcoError') return cause as ArcoError;
  const response = meta?.['response'] as Response | undefined;
  const status = data?.httpStatus ?? response?.status;
  const { reason = reasonFor(name, status), requestId, retryAfter = Number(response?.headers.get('retry-after')) || 0 } = data ?? {};
  return new ArcoError(reason, { status, requestId, retryAfter, cause: error });
}

/** Where the server did not name one: not everything that gets nowhere is the reader's network. */
function reasonFor(name: string, status: number | undefined): ArcoReason {
  if (name !== 'TRPCClientError' || status) return status && status > 501 ? 'unavailable' : 'internal';
  return navigator.onLine ? 'unavailable' : 'offline';
}

/** Why a request failed. */
export function reasonOf(error: unknown): ArcoReason {
  return toArcoError(error).reason;
}
