import { Formats } from './formats.ts';
import { page } from './page.ts';

/** A chunk with the texts of one language, as its default export. */
export type LazyTexts<Texts> = () => Promise<{ readonly default: Texts }>;

/** One set of texts per language. Portuguese, the first language of the users, is in the bundle and must be complete. */
export interface Catalog<Texts> {
  /** By which a host names it to replace some of its texts. */
  readonly name?: string;
  readonly pt: Texts;
  readonly en: LazyTexts<Texts>;
  readonly es: LazyTexts<Texts>;
}

type Language = Exclude<keyof Catalog<unknown>, 'name'>;

const locales = new Map<string, Locale>();

/** A language: its texts, and how it writes numbers, money and dates. */
export class Locale extends Formats {
  /** The locale of a tag such as `pt-BR`; the same object each time, and Portuguese for a tag that is none. */
  static of(tag: string): Locale {
    let locale = locales.get(tag);
    if (!locale) locales.set(tag, (locale = new Locale(canonical(tag))));
    return locale;
  }

  readonly #language: Language;
  readonly #loaded = new Map<Catalog<unknown>, unknown>();

  private constructor(tag: string) {
    super(tag);
    const language = tag.slice(0, 2);
    this.#language = language === 'en' || language === 'es' ? language : 'pt';
  }

  /** The texts in this language if they have been loaded, else in Portuguese; the host's own before either. */
  texts<Texts extends object>(catalog: Catalog<Texts>): Texts {
    return { ...((this.#loaded.get(catalog) as Texts | undefined) ?? catalog.pt), ...page().texts?.[catalog.name ?? ''] };
  }

  /** Fetches the texts of a catalog. `undefined` when there is nothing to wait for; never rejects, as there is always Portuguese. */
  load(...catalogs: readonly Catalog<unknown>[]): Promise<unknown> | undefined {
    const language = this.#language;
    if (language === 'pt') return undefined;
    const missing = catalogs.filter((catalog) => !this.#loaded.has(catalog));
    if (!missing.length) return undefined;
    return Promise.all(
      missing.map((catalog) =>
        catalog[language]().then(
          (chunk) => this.#loaded.set(catalog, chunk.default),
          () => this.#loaded.set(catalog, catalog.pt),
        ),
      ),
    );
  }
}

function canonical(tag: string): string {
  try {
    return Intl.getCanonicalLocales(tag.trim())[0] ?? 'pt-BR';
  } catch {
    return 'pt-BR';
  }
}
