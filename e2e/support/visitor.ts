import type { Browser, BrowserContext, BrowserContextOptions, ConsoleMessage, Locator, Page, Request, WebSocket } from 'playwright-core';
import { expect } from 'vitest';
import { record, type Seen } from './recorder.ts';
import { cookiesOf, type SignedInCookie } from './session.ts';
import { offset, timeZone } from './time.ts';

/** Every widget there is. */
export const widgets = 'arco-score, arco-actions, arco-goals, arco-metric, arco-live, arco-traffic, arco-forecast, arco-benchmarks';

export interface VisitOptions extends BrowserContextOptions {
  /** Milliseconds by which the clock of the visitor's machine is fast. */
  fast?: number;
  /** Who opens the portal, by e-mail; `null` has not signed in. */
  person?: string | null;
}

/** Cookies of who has signed in, by server and person: a sign-in takes a moment, and their number is limited. */
const signedIn = new Map<string, Promise<SignedInCookie[]>>();

/** Somebody with a browser of their own, in which everything that a page may not do is noted. */
export class Visitor {
  readonly context: BrowserContext;
  readonly page: Page;
  /** Requests in the order they were made. */
  readonly requests: Request[] = [];
  /** Sockets in the order they were opened. */
  readonly sockets: WebSocket[] = [];
  readonly #told = new Set<WebSocket>();
  readonly #problems: string[] = [];
  readonly #allowed: RegExp[] = [];
  readonly #person: string | null;

  static async open(browser: Browser, { fast = 0, person = 'cliente@moda.example', ...options }: VisitOptions = {}): Promise<Visitor> {
    const context = await browser.newContext({
      viewport: { width: 1280, height: 900 },
      locale: 'pt-BR',
      timezoneId: timeZone,
      reducedMotion: 'reduce',
      ...options,
    });
    await context.addInitScript(record, { offset: offset + fast });
    return new Visitor(context, await context.newPage(), person);
  }

  private constructor(context: BrowserContext, page: Page, person: string | null) {
    this.#person = person;
    this.context = context;
    this.page = page;
    page.setDefaultTimeout(20_000);
    page.on('request', (request) => this.requests.push(request));
    page.on('websocket', (socket) => {
      this.sockets.push(socket);
      socket.on('framereceived', ({ payload }) => String(payload).includes('"cursor"') && this.#told.add(socket));
    });
    page.on('pageerror', (error) => this.#problems.push(`uncaught: ${error.stack ?? error.message}`));
    page.on('console', (message) => this.#heard(message));
  }

  /** Opens a page; the portal as who has signed in. */
  async goto(url: string): Promise<void> {
    if (this.#person && new URL(url).pathname.startsWith('/portal/')) await this.signIn(url, this.#person);
    await this.page.goto(url);
  }

  /** Signs in on the side, as had been done before. */
  async signIn(url: string, email: string): Promise<void> {
    const { origin } = new URL(url);
    const key = `${origin} ${email}`;
    if (!signedIn.has(key)) signedIn.set(key, cookiesOf(origin, email));
    await this.context.addCookies(await signedIn.get(key)!);
  }

  /** Lets the browser report these, since the test breaks something. */
  allow(...problems: RegExp[]): void {
    this.#allowed.push(...problems);
  }

  /** The state that a widget shows. */
  async state(widget: string | Locator, state: string): Promise<void> {
    const locator = typeof widget === 'string' ? this.page.locator(widget) : widget;
    await expect.poll(() => locator.getAttribute('state')).toBe(state);
  }

  /** Every widget of the page comes to a state. A score is never empty: it says what is missing. */
  async all(state: string): Promise<void> {
    const found = this.page.locator(widgets);
    await found.first().waitFor();
    for (const widget of await found.all()) {
      const isScore = await widget.evaluate((element) => element.localName === 'arco-score');
      await this.state(widget, isScore && state === 'empty' ? 'ready' : state);
    }
  }

  /** Asks every widget to look for newer data, as a host's code may. */
  async reload(): Promise<void> {
    await this.page.locator(widgets).evaluateAll((found) => {
      for (const widget of found) void (widget as HTMLElement & { reload(): Promise<void> }).reload();
    });
  }

  /** Waits for `arco-ready` of so many widgets since the page was opened. */
  async ready(count = 1): Promise<void> {
    await this.page.waitForFunction((wanted) => window.seen.ready.length >= wanted, count);
  }

  /** Waits until the page is told of changes: a server has said where it stands. */
  async follows(): Promise<void> {
    await expect.poll(() => this.connected().some((socket) => this.#told.has(socket)), { message: 'a socket that tells of changes' }).toBe(true);
  }

  /** Sockets that are open. */
  connected(): WebSocket[] {
    return this.sockets.filter((socket) => !socket.isClosed());
  }

  seen(): Promise<Seen> {
    return this.page.evaluate(() => window.seen);
  }

  /** Requests for the SDK's code and for data. Documents, preflights and token mints do not count. */
  counted(): Request[] {
    // What listens for changes is loaded once the figures are painted, which live.e2e.ts holds it to.
    return this.requests.filter((request) => request.method() !== 'OPTIONS' && /\/sdk\/(?!.*\bline-)|\/api\/trpc\//.test(request.url()));
  }

  data(): Request[] {
    return this.requests.filter((request) => request.method() !== 'OPTIONS' && request.url().includes('/api/trpc/'));
  }

  /** Ends the visit, and fails the test for what no page with widgets may ever do. */
  async leave(): Promise<void> {
    const violations = this.page.isClosed() ? [] : (await this.page.evaluate(() => window.seen?.violations ?? []).catch(() => []));
    await this.context.close();
    expect(this.#problems.filter((problem) => !this.#allowed.some((pattern) => pattern.test(problem))), 'errors on the console').toEqual([]);
    expect(violations, 'violations of the content security policy').toEqual([]);
  }

  #heard(message: ConsoleMessage): void {
    // What a site has for an icon is not the widgets' affair.
    if (message.type() === 'error' && !message.location().url.endsWith('/favicon.ico')) this.#problems.push(`${message.text()} (${message.location().url})`);
  }
}
