import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { Filter, Traffic, TrafficMetric, TrafficTotal } from '../../server/modules/traffic/traffic.schema.ts';
import { coreTexts } from '../core/core.texts.ts';
import { icon } from '../core/icons.ts';
import { Query } from '../core/query.ts';
import { Widget, type EmptyView, type View } from '../core/widget.ts';
import iconButton from '../ui/button/icon-button.styles.ts';
import type { Day, Window } from '../ui/days/days.ts';
import { localToday, startOf, type Period } from '../ui/days/start.ts';
import { metricChange } from '../ui/delta/change.ts';
import deltaStyles from '../ui/delta/delta.styles.ts';
import { delta } from '../ui/delta/delta.ts';
import { explainButton } from '../ui/explain/explain-button.ts';
import figureStyles from '../ui/figure/figure.styles.ts';
import { figure } from '../ui/figure/figure.ts';
import { chevronIcon, closeIcon } from '../ui/icon/icons.ts';
import { localized } from '../ui/localized/localized.ts';
import narrow from '../ui/narrow/narrow.styles.ts';
import { trafficNotes } from './traffic-notes.ts';
import { viewIn, type TrafficView } from './traffic-view.ts';
import { wordOf } from './traffic-words.ts';
import { TrafficFilterEvent, TrafficSelectEvent } from './traffic.events.ts';
import styles from './traffic.styles.ts';
import { trafficTexts, type TrafficTexts } from './traffic.texts.ts';

/**
 * Who comes to the site: a figure over days against the period before or the same days a year before, what happened on
 * them, and where visits came from. A click on a page, source, campaign, device or country shows that alone.
 *
 * @tag arco-traffic
 *
 * @csspart figure - The chosen figure.
 * @csspart delta - A change, with an arrow.
 * @csspart versus - What the change is against.
 * @csspart range - Button that opens the choice of a period.
 * @csspart year - Button that compares with the year before.
 * @csspart totals - The figures to choose from.
 * @csspart total - One of them.
 * @csspart filter - Button that takes the filter away.
 * @csspart notes - How the figures were counted.
 * @csspart notice - What could not be done.
 * @csspart explain - Button that opens what the figure means and where it came from.
 *
 * @fires {TrafficSelectEvent} arco-traffic-select - The user chose another figure.
 * @fires {TrafficFilterEvent} arco-traffic-filter - The user filtered, or took the filter away.
 */
export class ArcoTraffic extends Widget<Traffic> {
  static override readonly tag = 'arco-traffic';
  static override readonly height = 720;
  static override readonly texts = [trafficTexts];
  static override readonly topics = ['traffic'];
  static override readonly styles = [Widget.styles, narrow, iconButton, figureStyles, deltaStyles, styles];

  /** Which figure: `visitors`, `sessions`, `pageviews`, `conversions`, `conversion_rate`, `bounce_rate` or `avg_session_seconds`. */
  @property() metric: TrafficMetric = 'visitors';

  /** Calendar period, from its first day to today. */
  @property() period: Period = 'month';

  /** First day, `yyyy-mm-dd`, in place of the period's. */
  @property() from: Day | undefined;

  /** Last day, `yyyy-mm-dd`, in place of today. */
  @property() to: Day | undefined;

  @state() private chosen: Window | undefined;
  @state() private filter: Filter | undefined;
  @state() private compare: 'previous' | 'year' = 'previous';
  @state() private choosing = false;
  @state() private drawn = false;
  @state() private notice = '';

  protected readonly query = new Query(this, {
    args: () => [this.metric, this.#window.from, this.#window.to, this.filter] as const,
    load: ({ api, signal }, metric, from, to, filter) => {
      void this.#fetchParts();
      return api.traffic.get.query({ metric, from, to, ...(filter && { filter }) }, { signal }).then(this.#received);
    },
    mock: async (metric, from, to, filter) => {
      void this.#fetchParts();
      return (await import('./traffic.fixtures.ts')).trafficFixture(metric, { from, to }, filter).then(this.#received);
    },
    empty: ({ days, totals }) => days.length === 0 && totals.every(({ value }) => value === null) && !this.filter,
  });

  // The reader's, until an answer tells the client's.
  #today = localToday();
  #parts: Promise<unknown> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    const view = viewIn(location.hash);
    if (view) this.#restore(view);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    // The page's word is the last one, whatever was chosen here before.
    if (this.hasUpdated && (changed.has('from') || changed.has('to') || changed.has('period'))) this.chosen = undefined;
  }

  protected override get heading(): string {
    return this.#texts.heading;
  }

  protected override async painted(): Promise<unknown> {
    await this.#parts;
    return this.updateComplete;
  }

  protected override renderMeta(): View {
    return html`<span class="small q from-s">${this.#texts.perDay}</span>`;
  }

  protected override renderActions(): View {
    const { api, mock, locale, metric } = this;
    const name = this.query.data ? localized(this.query.data.name, locale) : this.heading;
    return html`${this.drawn && this.query.data
        ? html`<arco-ui-traffic-export .view=${this.#view} .data=${this.query.data} .compare=${this.compare} .locale=${locale} .chart=${this.#chart} .api=${api} .mock=${mock} @saved=${() => this.reload()}></arco-ui-traffic-export>`
        : nothing}
      ${explainButton(this.#texts.explain(name), { subjects: [{ metric, ...this.#window }], api, mock, locale })}`;
  }

  protected override renderSkeleton(): View {
    return html`<span class="sk h1"></span><span class="sk h2"></span><span class="sk plot"></span>${[1, 2, 3].map(() => html`<span class="sk h3"></span>`)}`;
  }

  protected override renderEmpty(): EmptyView {
    return { title: this.#texts.empty, text: this.#texts.emptyText, action: html`<div class="bar">${this.#renderRange()}</div>` };
  }

  protected override renderData(data: Traffic): View {
    const { locale } = this;
    return html`
      <div class="bar">
        ${this.#renderRange()}
        <button part="year" class="btn from-s" type="button" aria-pressed=${this.compare === 'year'} @click=${this.#turnYear}>${this.#texts.lastYear}</button>
        ${this.filter ? this.#renderFilter(this.filter) : nothing}
      </div>
      <div class="lead">${figure(locale.parts(this.#total(data)?.value ?? null, data.unit, data.currency))}<p class="small q">${this.#renderChange(data)}</p></div>
      <div part="totals" class="from-s" role="group" aria-label=${this.#texts.metrics}>${data.totals.map((total) => this.#renderTotal(total, data))}</div>
      <div class="plot">${this.drawn ? this.#renderChart(data) : html`<span class="sk"></span>`}</div>
      ${this.notice ? html`<p part="notice" class="small" role="alert">${this.notice}</p>` : nothing}
      <div part="notes" class="cap from-s">${trafficNotes(data, this.filter, locale).map((note) => html`<p>${note}</p>`)}</div>
      ${this.drawn ? this.#renderBreakdown(data) : nothing}
    `;
  }

  #renderRange(): TemplateResult {
    const { from, to } = this.#window;
    const range = this.locale.range(from, to, from.slice(0, 4) === this.#today.slice(0, 4) ? 'day' : 'date');
    return html`<button part="range" class="btn" type="button" aria-haspopup="dialog" aria-expanded="false" aria-label=${this.#texts.range(range)} @click=${this.#choose}>
        ${range}${icon(chevronIcon, 's')}
      </button>
      ${this.choosing
        ? html`<arco-ui-popover .locale=${this.locale} heading=${this.#texts.choose} align="start" @close=${() => (this.choosing = false)}>
            <arco-ui-date-range .locale=${this.locale} from=${from} to=${to} today=${this.#today} max=${this.#today} @change=${this.#onRange}></arco-ui-date-range>
          </arco-ui-popover>`
        : nothing}`;
  }

  #renderFilter(filter: Filter): TemplateResult {
    const texts = this.#texts;
    const said = texts.filtered(texts.dimension[filter.dimension], wordOf(filter, this.locale));
    return html`<button part="filter" class="btn" type="button" aria-label=${texts.unfilter(said)} @click=${() => this.#setFilter(undefined)}>
      <span>${said}</span>${icon(closeIcon, 's')}
    </button>`;
  }

  #renderChange(data: Traffic): View {
    const compared = this.compare === 'year' ? data.year : data.previous;
    const change = compared && metricChange(data, compared, this.locale, this.#texts);
    if (!compared || !change) return this.#texts.noBase;
    const range = this.locale.range(compared.from, compared.to, this.compare === 'year' ? 'date' : 'day');
    return html`${delta(change)} <span part="versus" class="from-s">${this.#texts.versus(this.locale.value(compared.total, data.unit, data.currency), range)}</span>`;
  }

  #renderTotal(total: TrafficTotal, { currency }: Traffic): TemplateResult {
    const { metric, name, unit, value } = total;
    const change = metricChange(total, { base: null, total: null, change: this.compare === 'year' ? total.yearChange : total.change }, this.locale, this.#texts);
    return html`<button part="total" type="button" aria-pressed=${metric === this.metric} @click=${() => this.#select(metric)}>
      <span class="q">${localized(name, this.locale)}</span> <b>${this.locale.value(value, unit, currency)}</b> ${change ? delta(change) : nothing}
    </button>`;
  }

  #renderChart(data: Traffic): TemplateResult {
    return html`<arco-ui-traffic-chart .data=${data} .compare=${this.compare} .locale=${this.locale}></arco-ui-traffic-chart>`;
  }

  #renderBreakdown({ updatedAt, today }: Traffic): TemplateResult {
    const { from, to } = this.#window;
    return html`<arco-ui-traffic-breakdown
      .from=${from}
      .to=${to > today ? today : to}
      .filter=${this.filter}
      .stamp=${updatedAt}
      .api=${this.api}
      .mock=${this.mock || Boolean(this.previewState)}
      .locale=${this.locale}
      @filter=${({ detail }: CustomEvent<Filter>) => this.#setFilter(detail)}
    ></arco-ui-traffic-breakdown>`;
  }

  /** The chart, the tables and what is saved are chunks of their own, fetched beside the data. */
  #fetchParts(): Promise<unknown> {
    return (this.#parts ??= import('./traffic-parts.ts').then(
      () => (this.drawn = true),
      () => {
        this.#parts = undefined;
        this.notice = this.locale.texts(coreTexts).offline[0];
      },
    ));
  }

  readonly #choose = async (): Promise<void> => {
    await this.#fetchParts();
    this.choosing = this.drawn && !this.choosing;
  };

  readonly #onRange = ({ detail }: CustomEvent<Window>): void => {
    this.chosen = detail;
    this.renderRoot.querySelector<HTMLElement & { hide(): void }>('arco-ui-popover')?.hide();
  };

  readonly #turnYear = (): void => {
    this.compare = this.compare === 'year' ? 'previous' : 'year';
  };

  readonly #chart = (): Element | null => this.renderRoot.querySelector('arco-ui-traffic-chart');

  #select(metric: TrafficMetric): void {
    this.metric = metric;
    this.emit(new TrafficSelectEvent(metric));
  }

  #setFilter(filter: Filter | undefined): void {
    this.filter = filter;
    this.emit(new TrafficFilterEvent(filter));
  }

  #restore({ metric, from, to, filter }: TrafficView): void {
    this.metric = metric;
    this.chosen = { from, to };
    this.filter = filter;
  }

  #total({ totals }: Traffic): TrafficTotal | undefined {
    return totals.find(({ metric }) => metric === this.query.data?.metric);
  }

  readonly #received = (data: Traffic): Traffic => {
    this.#today = data.today;
    return data;
  };

  get #texts(): TrafficTexts {
    return this.locale.texts(trafficTexts);
  }

  get #window(): Window {
    return this.chosen ?? { from: this.from ?? startOf(this.period, this.#today), to: this.to ?? this.#today };
  }

  get #view(): TrafficView {
    return { metric: this.metric, ...this.#window, filter: this.filter };
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'arco-traffic': ArcoTraffic;
  }
}
