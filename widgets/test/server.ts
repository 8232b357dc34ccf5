export interface Seen {
  readonly url: URL;
  readonly method: string;
  readonly headers: Headers;
  readonly credentials: RequestCredentials | undefined;
  readonly signal: AbortSignal | null | undefined;
  /** Procedures asked for. */
  readonly calls: string[];
  /** Their inputs. */
  readonly inputs: unknown[];
}

/** What a procedure answers: data, or an error as the server words it. */
export type Reply = { readonly data: unknown } | { readonly error: { readonly reason: string; readonly status: number; readonly requestId?: string } };

/** Stands in for the network of the page: an address that mints tokens, and the API. */
export class FakeServer {
  readonly requests: Seen[] = [];
  readonly mints: Seen[] = [];
  /** Answers a call; throws to be unreachable. */
  answer: (call: string, input: unknown, request: Seen) => Reply | Promise<Reply> = () => ({ data: [] });
  /** Answers a request for a token. */
  mint: (request: Seen) => Response | Promise<Response> = () => Response.json({ token: `token-${this.mints.length}`, expiresIn: 900 });
  /** Answers a whole request, in place of `answer`. */
  raw: (() => Response) | undefined;
  /** Headers on every answer of the API. */
  headers: Record<string, string> = {};

  readonly #real = window.fetch;

  constructor() {
    window.fetch = (input, init = {}) => this.#fetch(new URL(String(input), location.href), init);
  }

  restore(): void {
    window.fetch = this.#real;
  }

  async #fetch(url: URL, init: RequestInit): Promise<Response> {
    const api = url.pathname.match(/\/api\/trpc\/(.*)$/)?.[1];
    const seen = see(url, init, api);
    if (api === undefined) {
      this.mints.push(seen);
      return this.mint(seen);
    }
    this.requests.push(seen);
    if (this.raw) return this.raw();
    const aborted = new Promise<never>((_, reject) => init.signal?.addEventListener('abort', () => reject(new DOMException('Aborted', 'AbortError'))));
    const replies = await Promise.race([aborted, Promise.all(seen.calls.map((call, index) => this.answer(call, seen.inputs[index], seen)))]);
    const statuses = new Set(replies.map((reply) => ('error' in reply ? reply.error.status : 200)));
    return Response.json(replies.map(toJson), { status: statuses.size > 1 ? 207 : [...statuses][0]!, headers: this.headers });
  }
}

function see(url: URL, init: RequestInit, api: string | undefined): Seen {
  const input = JSON.parse(url.searchParams.get('input') ?? (init.body as string | undefined) ?? '{}') as Record<string, unknown>;
  const calls = api?.split(',') ?? [];
  return {
    url,
    method: init.method ?? 'GET',
    headers: new Headers(init.headers),
    credentials: init.credentials,
    signal: init.signal,
    calls,
    inputs: calls.map((_, index) => input[index]),
  };
}

function toJson(reply: Reply): unknown {
  if ('data' in reply) return { result: { data: reply.data } };
  const { reason, status, requestId = null } = reply.error;
  return { error: { message: reason, code: -32_000, data: { code: 'ERROR', httpStatus: status, reason, requestId } } };
}
