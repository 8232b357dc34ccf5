/** Stands in for the browser's WebSocket: the test is the server. */
export class FakeSocket {
  static all: FakeSocket[] = [];

  static get last(): FakeSocket {
    return this.all.at(-1)!;
  }

  readonly url: URL;
  readonly sent: string[] = [];
  closed: number | undefined;
  /** Whether nothing comes of closing it, as where the network is gone. */
  dead = false;
  onopen: (() => void) | undefined;
  onmessage: ((event: { data: string }) => void) | undefined;
  onclose: ((event: { code: number; reason?: string }) => void) | undefined;

  constructor(url: URL) {
    this.url = url;
    FakeSocket.all.push(this);
  }

  get messages(): unknown[] {
    return this.sent.map((text) => JSON.parse(text) as unknown);
  }

  /** The cursor that it subscribed with. */
  get cursor(): string | undefined {
    return (this.messages[1] as { params?: { input: { cursor?: string } } } | undefined)?.params?.input.cursor;
  }

  get token(): string | undefined {
    return (this.messages[0] as { data?: { token: string } } | undefined)?.data?.token;
  }

  send(text: string): void {
    this.sent.push(text);
  }

  close(code = 1005): void {
    this.closed ??= code;
    if (!this.dead) queueMicrotask(() => this.onclose?.({ code }));
  }

  opened(): this {
    this.onopen!();
    return this;
  }

  says(message: object | string): void {
    this.onmessage!({ data: typeof message === 'string' ? message : JSON.stringify(message) });
  }

  tells(cursor: string, ...topics: string[]): void {
    this.says({ id: 1, result: { type: 'data', data: { cursor, topics } } });
  }
}
