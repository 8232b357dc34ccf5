import type { ContextProvider } from '@lit/context';
import type { apiContext, localeContext } from './context.ts';

/** What every copy of the SDK on a page shares. */
export interface Page {
  /** Where ARCO answers unless a provider says otherwise. */
  base?: string | undefined;
  /** Token mints that the script tag started before there was anybody to wait for them, by address. */
  mints?: Map<string, Promise<Response> | undefined>;
  /** Version of the script tag that looks after each prefix. */
  loaders?: Record<string, string>;
  /** Texts that the host replaced, by the name of their catalog. */
  texts?: Record<string, object>;
  /** What the page itself provides. */
  provided?: {
    readonly api: ContextProvider<typeof apiContext>;
    readonly language: ContextProvider<typeof localeContext>;
  };
}

export function page(): Page {
  return ((globalThis as { [key: symbol]: Page | undefined })[Symbol.for('arco.1.page')] ??= {});
}

/** The mint that was started at this address. Only once. */
export function takeMint(address: string): Promise<Response> | undefined {
  const { mints } = page();
  const mint = mints?.get(address);
  mints?.set(address, undefined);
  return mint;
}

/** Replaces texts of a module, in every language. To be called before its widgets are on the page. */
export function overrideTexts(module: string, texts: Readonly<Record<string, unknown>>): void {
  const all = (page().texts ??= {});
  all[module] = { ...all[module], ...texts };
}
