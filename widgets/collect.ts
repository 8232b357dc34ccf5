// The collector: counts views and conversions of the page that has its script tag, and tells POST /api/collect.
// A file of its own, for every page of a site, so it shares no code with the widgets.

/** What the script puts on the page as `window.arco`. No method throws, or waits for the server. */
export interface Arco {
  /** Counts a page view, also where the script does not do so by itself (`data-manual`). */
  pageview(): void;
  /** Counts something that was done, such as `'video'`. */
  event(name: string): void;
  /** Counts a conversion; `value` in units of `currency` (ISO 4217; the client's own by default), a number or text such as `'12,50'`. */
  convert(name: string, value?: number | string, currency?: string): void;
  /** Recognises this visitor from now on by a random id in the site's storage; with `false` forgets that id. */
  consent(given?: boolean): void;
}

interface Hit {
  key: string;
  id: string;
  type: 'pageview' | 'event' | 'conversion';
  url: string;
  referrer?: string | undefined;
  visitor?: string | undefined;
  /** The site's own people, who are counted apart. */
  own?: boolean | undefined;
  name?: string | undefined;
  value?: number | undefined;
  currency?: string | undefined;
}

declare global {
  interface Window {
    /** Before the script has come, a page may keep calls in `q`, each a method's name with its arguments. */
    arco?: Arco & { q?: [method: keyof Arco, ...args: never[]][] };
  }
}

const script = (document.currentScript ?? document.querySelector('[data-key][src*="/collect.js"]')) as HTMLScriptElement | null;
const early = window.arco;

// An element with the id `arco` is `window.arco` too, and a second copy finds the first.
if (script?.dataset['key'] && (!early?.convert || early.q)) {
  const tag = script.dataset;
  const { key, api, visitor: given, dnt } = tag;
  const address = new URL('/api/collect', api || script.src);
  const stored = 'arco-visitor';
  const withoutSearch = (url: string) => url.split(/[?#]/)[0]!;
  /** So many hits, with addresses as long as they may be, are less than what a browser sends for a page that is gone: 64 KB. */
  let most = 20;
  /** What no server has acknowledged yet, oldest first. */
  const waiting: Hit[] = [];
  /** How many of those a beacon has taken since the page was last seen. */
  let left = 0;
  let busy = false;
  let failures = 0;
  let off = dnt !== 'ignore' && ((navigator as { globalPrivacyControl?: boolean }).globalPrivacyControl || navigator.doNotTrack === '1');
  /** Path and search of the last view. */
  let seen: string | undefined;
  let visitor = given;
  let referrer: string | undefined = withoutSearch(document.referrer);
  // Within the site nobody is referred by anybody.
  if (!referrer || referrer.startsWith(location.origin)) referrer = undefined;
  try {
    visitor ||= localStorage[stored];
  } catch {
    // A frame may have no storage: then the id lives as long as its page.
  }

  // On pages without TLS there is only the id that browsers give to an object's address.
  const uuid = () => crypto.randomUUID?.() ?? URL.createObjectURL(new Blob()).slice(-36);

  const add = (type: Hit['type'], name?: string, value?: number | string, currency?: string) => {
    if (off) return;
    // Campaign parameters and click ids of ad platforms; the rest of a search may say who somebody is.
    const search = [...new URLSearchParams(location.search)].filter(([name]) => /^(utm_.+|ref|[gw]braid|\w+clk?id)$/.test(name));
    waiting.push({
      key: key!,
      id: uuid(),
      type,
      url: `${withoutSearch(location.href)}?${new URLSearchParams(search)}`.slice(0, 2000),
      referrer,
      visitor,
      own: 'own' in tag || undefined,
      name,
      value: Number(String(value).replace(',', '.')) || undefined,
      currency,
    });
    referrer = undefined;
    setTimeout(send);
  };

  const post = (hits: Hit[]) => fetch(address, { method: 'POST', body: JSON.stringify(hits), keepalive: true, credentials: 'omit' });

  const send = async () => {
    if (busy || !waiting[0]) return;
    busy = true;
    const hits = waiting.slice(0, most);
    let pause = 0;
    try {
      const { status, headers } = await post(hits);
      if (status === 429 || status > 499) throw headers.get('retry-after');
      // One bad hit has all of them refused.
      if (status === 400 && hits[1]) most = 1;
      else waiting.splice(0, hits.length);
      // The key or the page is refused, and will be.
      off ||= status > 400;
      failures = left = 0;
    } catch (seconds) {
      pause = Number(seconds) || Math.min(2 ** failures++, 60);
    }
    setTimeout(() => {
      busy = false;
      void send();
    }, pause * 1000);
  };

  /** The same hits once more, by what outlives the page: the server knows them by their ids. */
  const leave = () => {
    while (left < waiting.length) {
      const hits = waiting.slice(left, (left += most));
      if (!navigator.sendBeacon?.(address, JSON.stringify(hits))) post(hits).catch(() => {});
    }
    left = waiting.length;
  };

  const view = () => {
    const here = location.href.split('#')[0];
    // What is hidden is looked at again when it is shown.
    if (document.hidden || here === seen || 'manual' in tag) return;
    seen = here;
    add('pageview');
  };

  const heard = (event: Event) => {
    const path = event.composedPath() as HTMLElement[];
    // A submission does not leave its shadow root, but the click before it does.
    for (const node of path) if (node.nodeType === 11) node.addEventListener('submit', heard);
    const element = path.find(({ dataset, localName }) => dataset?.['arcoConvert'] && (localName === 'form') === (event.type === 'submit'));
    if (element) arco.convert(element.dataset['arcoConvert']!, element.dataset['arcoValue'], element.dataset['arcoCurrency']);
  };

  const arco: Arco = (window.arco = {
    pageview: () => add('pageview'),
    event: (name) => add('event', name),
    convert: (name, value, currency) => add('conversion', name, value, currency),
    consent(isGiven = true) {
      visitor = isGiven ? given || visitor || uuid() : undefined;
      try {
        if (isGiven && !given) localStorage[stored] = visitor;
        else delete localStorage[stored];
      } catch {
        // As above.
      }
    },
  });

  if ('consent' in tag) arco.consent();
  for (const [method, ...args] of early?.q ?? []) (arco[method] as ((...args: never[]) => void) | undefined)?.(...args);
  view();

  for (const name of ['pushState', 'replaceState'] as const) {
    const original = history[name];
    history[name] = function (...args) {
      original.apply(this, args);
      view();
    };
  }
  addEventListener('pagehide', () => {
    // A page that comes back from the browser's memory is seen anew.
    seen = undefined;
    leave();
  });
  for (const type of ['popstate', 'pageshow', 'visibilitychange']) {
    addEventListener(type, () => {
      if (document.hidden) return leave();
      left = 0;
      view();
      void send();
    });
  }
  for (const type of ['click', 'submit']) addEventListener(type, heard, true);
}
