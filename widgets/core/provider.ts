import { ContextProvider, type Context } from '@lit/context';
import { css, html, LitElement, type PropertyValues, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { createApi, type Api } from './api.ts';
import { apiContext, follow, localeContext } from './context.ts';
import { define } from './define.ts';
import type { Theme } from './theme/theme.ts';
import type { FetchToken } from './tokens.ts';

/**
 * Hands the API, the language and the theme to every widget inside it. What it does not set itself, it takes from
 * the provider around it, or from the page.
 *
 * @tag arco-provider
 * @slot - The widgets.
 */
export class ArcoProvider extends LitElement {
  static readonly tag = 'arco-provider';
  static readonly version = ARCO_VERSION;
  static override readonly styles = css`
    :host {
      display: contents;
    }

    :host([theme='light']) {
      color-scheme: light;
    }

    :host([theme='dark']) {
      color-scheme: dark;
    }
  `;

  static register(tag: string = this.tag): void {
    define(tag, this);
  }

  /** Where ARCO answers, such as `https://arco.example`; by default where the script tag came from. */
  @property({ attribute: 'api' }) url: string | undefined;

  /** Publishable key, for published content. */
  @property({ attribute: 'publishable-key' }) publishableKey: string | undefined;

  /** Address on the host that mints widget tokens. */
  @property({ attribute: 'token-url' }) tokenUrl: string | undefined;

  /** In place of `token-url`: asks the host's own code for a token. */
  @property({ attribute: false }) fetchToken: FetchToken | undefined;

  /** Told every event of the widgets inside, for the host's own analytics. */
  @property({ attribute: false }) onEvent: ((event: Event) => void) | undefined;

  /** Language of the widgets inside, such as `pt-BR`. */
  @property() override lang = '';

  /** Theme of the widgets inside. */
  @property({ reflect: true }) theme: Theme | undefined;

  /** The API of the widgets inside; made from the attributes unless it is set. */
  @property({ attribute: false }) api: Api | undefined;

  readonly #provideApi = relay(this, apiContext);
  readonly #provideLanguage = relay(this, localeContext);
  #made: Api | undefined;

  protected override willUpdate(changed: PropertyValues<this>): void {
    const { url, publishableKey, tokenUrl, fetchToken } = this;
    if ([...changed.keys()].some((name) => !['lang', 'theme', 'onEvent'].includes(String(name)))) {
      this.#made?.destroy();
      this.#made = publishableKey || tokenUrl || fetchToken ? createApi({ url, publishableKey, tokenUrl, fetchToken }) : undefined;
    }
    if (this.#made) {
      this.#made.session.language = this.lang || document.documentElement.lang;
      this.#made.session.onEvent = this.onEvent;
    }
    this.#provideApi(this.api ?? this.#made);
    this.#provideLanguage(this.lang || undefined);
  }

  protected override render(): TemplateResult {
    return html`<slot></slot>`;
  }
}

/** Provides a value, or what is provided around the element while that is `undefined`. */
function relay<T>(host: LitElement, context: Context<unknown, T | undefined>): (value: T | undefined) => void {
  const provider = new ContextProvider(host, { context });
  let own: T | undefined;
  const around = follow(host, context, (value) => provider.setValue(own ?? value));
  return (value) => provider.setValue((own = value) ?? around.value);
}

declare global {
  interface HTMLElementTagNameMap {
    'arco-provider': ArcoProvider;
  }
}
