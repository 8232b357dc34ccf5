import type { Arco } from '../collect.ts';

/** A hit as the collector sends it. */
export interface Sent {
  key: string;
  id: string;
  type: string;
  url: string;
  referrer?: string;
  visitor?: string;
  own?: boolean;
  name?: string;
  value?: number;
  currency?: string;
}

export interface Visit {
  /** Attributes of the script tag. */
  tag?: Record<string, string>;
  /** Search and hash of the page's address. */
  at?: string;
  referrer?: string;
  hidden?: boolean;
  /** What is done to the page before its scripts run. */
  before?: (page: Window & typeof globalThis) => void;
}

/** A page of a site in a frame of its own, with the collector on it and a server that is not there. */
export class VisitedPage {
  readonly window: Window & typeof globalThis;
  readonly #frame: HTMLIFrameElement;
  /** Bodies of requests, and how each was made. */
  readonly requests: { address: string; hits: Sent[]; init: RequestInit }[] = [];
  /** Hits that beacons took, a list for each. */
  readonly beacons: Sent[][] = [];
  /** Seconds that the script waited before it asked again. */
  readonly pauses: number[] = [];
  /** Answers a request; throws to be unreachable. */
  answer: (hits: Sent[]) => Response | Promise<Response> = () => new Response('', { status: 202 });
  /** Whether the browser takes a beacon. */
  takesBeacons = true;

  static async open({ tag, at = '', referrer = '', hidden = false, before }: Visit = {}): Promise<VisitedPage> {
    const frame = document.createElement('iframe');
    frame.src = new URL(`./empty.html${at}`, import.meta.url).href;
    const loaded = new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }));
    document.body.append(frame);
    await loaded;
    const page = new VisitedPage(frame);
    Object.defineProperty(page.document, 'referrer', { value: referrer });
    page.hidden = hidden;
    before?.(page.window);
    await page.load(tag);
    await page.settled();
    return page;
  }

  private constructor(frame: HTMLIFrameElement) {
    this.#frame = frame;
    this.window = frame.contentWindow as Window & typeof globalThis;
    const wait = this.window.setTimeout.bind(this.window);
    this.window.setTimeout = ((work: () => void, pause = 0) => {
      if (pause) this.pauses.push(pause / 1_000);
      return wait(work);
    }) as typeof setTimeout;
    this.window.fetch = async (address, init = {}) => {
      const hits = JSON.parse(String(init.body)) as Sent[];
      this.requests.push({ address: String(address), hits, init });
      return this.answer(hits);
    };
    this.window.navigator.sendBeacon = (_address, body) => {
      if (this.takesBeacons) this.beacons.push(JSON.parse(String(body)) as Sent[]);
      return this.takesBeacons;
    };
  }

  get document(): Document {
    return this.window.document;
  }

  get arco(): Arco {
    return this.window.arco!;
  }

  set hidden(isHidden: boolean) {
    Object.defineProperty(this.document, 'hidden', { value: isHidden, configurable: true });
  }

  /** Puts the script tag on the page, and waits until it has run. */
  async load(tag: Record<string, string> = {}): Promise<void> {
    const script = this.document.createElement('script');
    Object.assign(script, { type: 'module', src: new URL(`../collect.ts?/collect.js&${Math.random()}`, import.meta.url).href });
    Object.assign(script.dataset, { key: 'pk_test_site', api: 'https://arco.example' }, tag);
    const ran = new Promise((resolve, reject) => {
      script.addEventListener('load', resolve);
      script.addEventListener('error', reject);
    });
    this.document.head.append(script);
    await ran;
  }

  /** Shows or hides the page, as another tab does. */
  show(isShown = true): void {
    this.hidden = !isShown;
    this.document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
  }

  /** Adds elements to the page, and answers the first. */
  add(html: string, parent: Element | ShadowRoot = this.document.body): HTMLElement {
    const before = parent.lastElementChild;
    parent.append(this.document.createRange().createContextualFragment(html));
    return (before ? before.nextElementSibling : parent.firstElementChild) as HTMLElement;
  }

  /** Lets what was begun come to an end; retries do not wait. */
  async settled(): Promise<void> {
    for (let turn = 0; turn < 12; turn += 1) await new Promise((resolve) => setTimeout(resolve));
  }

  /** Hits in the order they were sent, each as often as it was. */
  get hits(): Sent[] {
    return this.requests.flatMap(({ hits }) => hits);
  }

  get types(): string[] {
    return this.hits.map(({ type, name }) => name ?? type);
  }

  close(): void {
    this.#frame.remove();
  }
}
