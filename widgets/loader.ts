// The script tag: finds widgets, loads their code, and makes the page their provider.
import { core, coreTexts, modules } from 'arco:modules';
import type { Api } from './core/api.ts';
import type { Page } from './core/page.ts';
import { Finder } from './finder.ts';

// As in core/page.ts, which is a chunk away.
const page = ((globalThis as { [key: symbol]: Page | undefined })[Symbol.for('arco.1.page')] ??= {});
const mints = (page.mints ??= new Map());
const running = (page.loaders ??= {});
const here = new URL(import.meta.url);
const script = [...document.scripts].find(({ src }) => src === here.href) ?? document.querySelector<HTMLElement>('script[data-token-url],script[data-key]');
const { key, tokenUrl, api: url = here.origin, lang, theme, preload = '', prefix = 'arco' } = script?.dataset ?? {};
const language = (lang ?? document.documentElement.lang).slice(0, 2);
const loading = new Set<string>();
let started: Promise<Api | undefined> | undefined;

/** The API that the page provides. */
export function api(): Promise<Api | undefined> {
  return (started ??= core().then(({ providePage, register }) => {
    const provided = providePage({ url, publishableKey: key, tokenUrl, lang });
    register({}, prefix);
    return provided;
  }));
}

/** Watches a shadow root that was attached to an element which was already on the page. */
export function observe(root: ShadowRoot): void {
  finder.observe(root);
}

/** Replaces texts of a module, in every language. To be called before its widgets are shown. */
export function overrideTexts(module: string, texts: Readonly<Record<string, unknown>>): void {
  page.texts = { ...page.texts, [module]: { ...page.texts?.[module], ...texts } };
}

function need(module: string, element?: Element): void {
  const provider = element?.closest(`${prefix}-provider:is([token-url],[publishable-key])`);
  mint(provider ? provider.getAttribute('token-url') : tokenUrl);
  if (loading.has(module)) return;
  loading.add(module);
  const { load, texts } = modules[module]!;
  // On their way early is all they have to be: the widget waits for them itself, and does without them.
  for (const { [language]: fetchTexts } of [texts, coreTexts]) fetchTexts?.().catch(() => {});
  Promise.all([core(), load(), api()]).then(
    ([{ register }, exports]) => register(exports, prefix),
    (error: unknown) => {
      console.error(`[arco] ${module} could not be loaded`, error);
      loading.delete(module);
      started = undefined;
      window.addEventListener('online', () => need(module, element), { once: true });
    },
  );
}

/** Asks for the token while the code is on its way; the core takes over the answer. */
function mint(address: string | null | undefined): void {
  if (!address || mints.has(address)) return;
  const answer = fetch(address, { method: 'POST', credentials: 'include', signal: AbortSignal.timeout(10_000) });
  // Whether it failed is for the core to find out.
  answer.catch(() => {});
  mints.set(address, answer);
}

const finder = new Finder(prefix, modules, theme, need);
if (running[prefix]) console.warn(`[arco] ${running[prefix]} already runs on this page; ${ARCO_VERSION} keeps off`);
else {
  running[prefix] = ARCO_VERSION;
  if (new URL(url, here).origin !== here.origin) {
    document.head.append(Object.assign(document.createElement('link'), { rel: 'preconnect', href: url, crossOrigin: '' }));
  }
  for (const module of preload.split(/[\s,]+/)) if (module in modules) need(module);
  finder.observe(document);
}
