import { ContextProvider } from '@lit/context';
import { createApi, type Api, type ApiOptions } from './api.ts';
import { apiContext, localeContext } from './context.ts';
import { page, type Page } from './page.ts';

export interface PageOptions extends ApiOptions {
  /** Language of the widgets; that of the page by default. */
  lang?: string | undefined;
  /** Told every event of the widgets, for the host's own analytics. */
  onEvent?: ((event: Event) => void) | undefined;
}

/**
 * Makes the page itself the provider of every widget that has no other. May be called again, also by another copy of
 * the SDK: what was provided first stays.
 */
export function providePage({ lang, onEvent, ...options }: PageOptions = {}): Api | undefined {
  const record = page();
  record.base ??= options.url;
  const { api } = (record.provided ??= provide(lang));
  if (!api.value && (options.publishableKey || options.tokenUrl || options.fetchToken)) {
    const made = createApi(options);
    made.session.language = lang || document.documentElement.lang;
    made.session.onEvent = onEvent;
    api.setValue(made);
  }
  return api.value;
}

function provide(lang: string | undefined): NonNullable<Page['provided']> {
  const root = document.documentElement;
  const language = new ContextProvider(root, { context: localeContext });
  const speak = () => language.setValue(lang || root.lang);
  speak();
  new MutationObserver(speak).observe(root, { attributeFilter: ['lang'] });
  return { api: new ContextProvider(root, { context: apiContext }), language };
}
