import { html, LitElement, nothing, unsafeCSS, type CSSResultGroup, type CSSResultOrNative, type PropertyValues, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import type { Api } from './api.ts';
import styles from './base.styles.ts';
import { apiContext, follow, localeContext } from './context.ts';
import { coreTexts, type CoreTexts } from './core.texts.ts';
import { define, type ArcoElement } from './define.ts';
import { explainWaiting } from './dev.ts';
import type { ArcoError } from './errors.ts';
import { ArcoErrorEvent, ArcoReadyEvent } from './events.ts';
import { icon } from './icons.ts';
import { Locale, type Catalog } from './locale.ts';
import { approaches } from './near.ts';
import { providePage } from './page-provider.ts';
import type { Loadable } from './query.ts';
import type * as States from './states.ts';
import type { Theme } from './theme/theme.ts';
import { tokens } from './theme/tokens.ts';

export { icon };

export type WidgetState = 'loading' | 'ready' | 'empty' | 'error' | 'stale' | 'unauthorized';

/** Whatever a template may show. */
export type View = TemplateResult | string | typeof nothing | readonly View[];

/** What to say in place of data: a fact, and the next step. */
export interface EmptyView {
  /** Path of a 20-pixel icon. */
  readonly icon?: string;
  readonly title: string;
  readonly text: string;
  /** A button or link with the next step. */
  readonly action?: View;
}

let instead: typeof States | undefined;

/** Fetches what is drawn in place of data. Without a network there is a line of text instead. */
async function loadInstead(locale: Locale): Promise<void> {
  try {
    instead ??= await import('./states.ts');
    await locale.load(instead.statesTexts);
  } catch {
    // Tried again with the next render.
  }
}

/**
 * Base of every widget: the card, the six states, and what the provider hands down.
 * A module says what it loads and draws its data; everything else is drawn here, once.
 *
 * @attr {'loading' | 'ready' | 'empty' | 'error' | 'stale' | 'unauthorized'} state - What the widget shows. Read only; also a CSS custom state.
 *
 * @slot heading - Replaces the heading.
 * @slot loading - Replaces the skeleton.
 * @slot empty - Replaces what is shown when there is no data.
 * @slot error - Replaces what is shown after a failure.
 * @slot fallback - Stays visible until there is data, and where scripts or the network fail.
 *
 * @csspart card - The frame.
 * @csspart head - Heading and actions.
 * @csspart heading - The heading.
 * @csspart body - What is below the head.
 * @csspart status - What is said in place of data.
 * @csspart retry - Button that loads again after a failure.
 * @csspart stale - Line that says how old the data is.
 * @csspart badge - Mark of a test key.
 *
 * @fires {ArcoReadyEvent} arco-ready - The data, or its being empty, is on the screen.
 * @fires {ArcoErrorEvent} arco-error - The data could not be loaded.
 */
export abstract class Widget<T = unknown> extends LitElement {
  static readonly tag: string;
  static readonly version = ARCO_VERSION;
  /** Height kept free before there is data, in pixels at a font size of 16. */
  static readonly height: number = 160;
  /** Texts that must have arrived before the first render. */
  static readonly texts: readonly Catalog<unknown>[] = [];
  /** Router keys whose changes make the data worth loading again. */
  static readonly topics: readonly string[] = [];
  static override styles: CSSResultGroup = [tokens, styles];

  static register(tag: string = this.tag): void {
    define(tag, this as unknown as ArcoElement);
  }

  protected static override finalizeStyles(group?: CSSResultGroup): CSSResultOrNative[] {
    return [...super.finalizeStyles(group), unsafeCSS(`:host{--_height:${this.height}}`)];
  }

  /** Language, such as `pt-BR`; by default that of the element around it, the provider or the page. */
  @property() override lang = '';

  /** `auto`, the default, follows the provider, or else the `color-scheme` of the page. */
  @property({ reflect: true }) theme: Theme | undefined;

  /** Whether to wait with loading until the widget is near the viewport. */
  @property() loading: 'lazy' | 'eager' = 'lazy';

  /** Shows deterministic example data, without the network. */
  @property({ type: Boolean }) mock = false;

  /** Least height, in pixels at a font size of 16, in place of the widget's own. */
  @property({ type: Number }) height: number | undefined;

  /** Forces a state, with example data, for design work. */
  @property({ attribute: 'preview-state' }) previewState: WidgetState | undefined;

  /** @internal Whether the widget is near the viewport; the loader may know first. */
  @property({ attribute: false }) near = false;

  /** What the widget shows. */
  protected abstract readonly query: Loadable<T>;

  /** The heading, in the language of the widget. */
  protected abstract readonly heading: string;

  /** Language of the widget, and its formats. */
  protected locale = Locale.of('pt-BR');

  readonly #api = follow(this, apiContext);
  readonly #language = follow(this, localeContext);
  readonly #states = this.attachInternals().states;
  #shown: T | undefined;
  #reported: ArcoError | undefined;

  /** What the provider hands down. */
  get api(): Api | undefined {
    return this.#api.value;
  }

  get state(): WidgetState {
    const { data, error, empty } = this.query;
    if (this.previewState) return this.previewState;
    if (error?.denied) return 'unauthorized';
    if (data === undefined) return error ? 'error' : 'loading';
    if (error) return 'stale';
    return empty ? 'empty' : 'ready';
  }

  /** Loads the data again. */
  reload(): Promise<void> {
    return this.query.reload();
  }

  override connectedCallback(): void {
    providePage();
    super.connectedCallback();
    approaches().observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    approaches().unobserve(this);
  }

  protected override async scheduleUpdate(): Promise<void> {
    const around = this.closest<HTMLElement>('[lang]:not(:root)')?.lang;
    this.locale = Locale.of(this.lang || around || this.#language.value || 'pt-BR');
    // A render waits for its language and its code, rather than flash in another shape.
    await this.locale.load(coreTexts, ...(this.constructor as typeof Widget).texts);
    if (!['loading', 'ready'].includes(this.state)) await loadInstead(this.locale);
    await super.scheduleUpdate();
  }

  protected override firstUpdated(_changed: PropertyValues): void {
    if (process.env.NODE_ENV !== 'production') explainWaiting(this);
  }

  protected override willUpdate(_changed: PropertyValues): void {
    this.near ||= this.loading === 'eager';
  }

  protected override updated(_changed: PropertyValues): void {
    const { state } = this;
    const { data, error } = this.query;
    if (this.height) this.style.setProperty('--_height', `${this.height}`);
    const sheet = instead?.default.styleSheet;
    const { adoptedStyleSheets: sheets } = this.renderRoot as ShadowRoot;
    if (sheet && !sheets.includes(sheet)) sheets.push(sheet);
    this.setAttribute('state', state);
    this.#states.clear();
    this.#states.add(state);
    if (data !== undefined && data !== this.#shown) void this.#announce(data);
    if (error && error.reason !== this.#reported?.reason) this.emit(new ArcoErrorEvent(error));
    this.#shown = data;
    this.#reported = error;
  }

  /** Settles once everything inside has been drawn. A widget with a chart waits for it here. */
  protected async painted(): Promise<unknown> {
    return this.updateComplete;
  }

  /** Tells the host page what happened. `false` when the page prevented what follows. */
  protected emit(event: Event): boolean {
    // Kept in one place because the manifest analyzer takes the first argument of
    // an event's class for its name, and would list an event that does not exist.
    const goesOn = this.dispatchEvent(event);
    this.api?.session.onEvent?.(event);
    return goesOn;
  }

  /** The module's data. */
  protected abstract renderData(data: T): View;

  /** The shape of the data, from `sk` blocks (`h1`, `h2`, `h3`, `rw`). */
  protected renderSkeleton(): View {
    return html`<span class="sk h1"></span><span class="sk h2"></span>`;
  }

  /** What to say when there is nothing to show. */
  protected renderEmpty(): EmptyView | undefined {
    return undefined;
  }

  /** Beside the heading, such as the period. */
  protected renderMeta(): View {
    return nothing;
  }

  /** At the end of the head, such as the button that explains the figure. Shown only with data. */
  protected renderActions(): View {
    return nothing;
  }

  protected override render(): TemplateResult {
    const { state } = this;
    const texts = this.locale.texts(coreTexts);
    const [said, body] = this.#renderState(state, texts);
    // Two bodies, not one that is filled anew: it may stand lower once the heading has arrived, and would count as moved.
    const bodied = state === 'loading' ? html`<div part="body">${body}</div>` : html`<div part="body">${body}</div> `;
    return html`
      <div class="w">
        <article part="card" aria-labelledby="heading" aria-busy=${state === 'loading' || this.query.pending}>
          <header part="head">
            <div class="titles">
              <h3 part="heading" id="heading"><slot name="heading">${this.heading}</slot></h3>
              ${state === 'loading' ? nothing : this.renderMeta()}
            </div>
            ${this.api?.session.test ? html`<span part="badge" class="chip">${texts.test}</span>` : nothing}
            ${state === 'ready' || state === 'stale' ? this.renderActions() : nothing}
          </header>
          ${bodied}
          <p class="sr" role="status">${said}</p>
        </article>
      </div>
    `;
  }

  /** What is read out, and what is drawn. */
  #renderState(state: WidgetState, texts: CoreTexts): readonly [string, View] {
    const { data, loadedAt } = this.query;
    const fallback = (view: View) => html`<slot name="fallback">${view}</slot>`;
    if (state === 'loading') return [texts.loading, fallback(html`<slot name="loading">${this.renderSkeleton()}</slot>`)];
    if (state === 'ready' || state === 'stale') {
      const said = state === 'stale' ? texts.saved(this.locale.time(loadedAt ?? new Date())) : '';
      return [said, html`${data === undefined ? nothing : this.renderData(data)}${said && this.#renderStale(said, texts)}`];
    }
    const [said, view] = this.#renderInstead(state, texts);
    return [said, state === 'error' ? fallback(view) : view];
  }

  #renderStale(said: string, texts: CoreTexts): View {
    return html`<p class="foot" part="stale"><span class="stale">${instead?.cut}${said}</span>${this.#button(texts.refresh)}</p>`;
  }

  #renderInstead(state: WidgetState, texts: CoreTexts): readonly [string, View] {
    const { error, retryIn } = this.query;
    if (!instead) return [texts.offline[0], html`<p>${texts.offline[0]}</p>${this.#button(texts.retry)}`];
    const draw = state === 'empty' ? instead.emptyState : state === 'error' ? instead.failedState : instead.deniedState;
    return draw({ locale: this.locale, error, retryIn, empty: this.renderEmpty(), texts, reload: () => void this.reload() });
  }

  #button(label: string): TemplateResult {
    return html`<button part="retry" type="button" class="lnk" @click=${this.reload}>${label}</button>`;
  }

  async #announce(data: T): Promise<void> {
    await this.painted();
    // A frame callback comes before its paint, and a task after it.
    await new Promise(requestAnimationFrame);
    await new Promise((resolve) => setTimeout(resolve));
    if (!this.isConnected || this.query.data !== data) return;
    this.emit(new ArcoReadyEvent());
    const { topics } = this.constructor as typeof Widget;
    if (topics[0]) import('./line.ts').then(({ follow }) => follow(this, this.query, topics), () => {});
  }
}
