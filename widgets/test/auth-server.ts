/** A request as the server of sign-in sees it. */
export interface AuthRequest {
  readonly path: string;
  readonly method: string;
  readonly credentials: RequestCredentials | undefined;
  /** What was sent; `undefined` for what is only read. */
  readonly body: Record<string, unknown> | undefined;
}

type Answer = unknown | ((request: AuthRequest) => unknown);

/** Stands in for the server of sign-in: answers each path with what a test hands it, and keeps what was asked. */
export class AuthServer {
  readonly requests: AuthRequest[] = [];
  /** By path; a function is asked each time, and a `Response` is sent as it is. */
  readonly answers: Record<string, Answer>;

  readonly #real = window.fetch;

  constructor(answers: Record<string, Answer>) {
    this.answers = answers;
    window.fetch = (input, init = {}) => {
      const path = String(input);
      return path.startsWith('/api/') ? this.#fetch(path, init) : this.#real.call(window, input, init);
    };
  }

  restore(): void {
    window.fetch = this.#real;
  }

  /** What was sent to a path, in order. */
  sent(path: string): (Record<string, unknown> | undefined)[] {
    return this.requests.filter((request) => request.path === path).map(({ body }) => body);
  }

  async #fetch(path: string, { method = 'GET', credentials, body }: RequestInit): Promise<Response> {
    const request = { path, method, credentials, body: body ? (JSON.parse(body as string) as Record<string, unknown>) : undefined };
    this.requests.push(request);
    const known = this.answers[path.replace(/\?.*/, '')];
    const answer: unknown = typeof known === 'function' ? await (known as (asked: AuthRequest) => unknown)(request) : known;
    if (answer instanceof Response) return answer.clone();
    return Response.json(answer ?? {});
  }
}

/** A refusal as the server words it. */
export function refuse(status: number, code = '', retryAfter?: number): Response {
  const reason = { 400: 'invalid_input', 401: 'signed_out', 403: 'forbidden', 409: 'conflict', 429: 'rate_limited' }[status] ?? 'internal';
  const body = { reason, message: reason, requestId: '0199aaaa-bbbb-7f2k9100', ...(code && { code }) };
  return Response.json(body, { status, headers: retryAfter ? { 'retry-after': `${retryAfter}` } : {} });
}
