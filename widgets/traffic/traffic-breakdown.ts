import { html, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { Breakdown, BreakdownRow, Dimension, Filter } from '../../server/modules/traffic/traffic.schema.ts';
import { Query } from '../core/query.ts';
import type { Day } from '../ui/days/days.ts';
import { DataElement } from '../ui/element/data-element.ts';
import styles from './breakdown.styles.ts';
import { trafficPartsTexts, type TrafficPartsTexts } from './traffic-parts.texts.ts';
import { wordOf } from './traffic-words.ts';

const dimensions: readonly Dimension[] = ['page', 'source', 'campaign', 'device', 'country'];
const steps: Record<string, (index: number) => number> = { ArrowLeft: (at) => at - 1, ArrowRight: (at) => at + 1, Home: () => 0, End: () => -1 };

/**
 * Where visits come from, a table a dimension. A row filters the whole card.
 *
 * @fires filter - A value was chosen; its detail is the filter.
 */
export class TrafficBreakdown extends DataElement {
  static override readonly tag = 'arco-ui-traffic-breakdown';
  static override readonly texts = [trafficPartsTexts];
  static override readonly styles = [DataElement.styles, styles];

  @property({ attribute: false }) from!: Day;
  @property({ attribute: false }) to!: Day;
  @property({ attribute: false }) filter: Filter | undefined;
  /** When the newest figure was stored: another asks again. */
  @property({ attribute: false }) stamp: string | null = null;

  @state() private dimension: Dimension = 'source';

  readonly #breakdown = new Query(this, {
    args: () => [this.dimension, this.from, this.to, this.filter, this.stamp] as const,
    load: ({ api, signal }, dimension, from, to, filter, _stamp) => api.traffic.breakdown.query({ dimension, from, to, ...(filter && { filter }) }, { signal }),
    mock: async (dimension, from, to, filter, _stamp) => (await import('./traffic.fixtures.ts')).breakdownFixture(dimension, { from, to }, filter),
  });

  /** What the table shows, for who saves it. */
  get shown(): Breakdown | undefined {
    return this.#breakdown.data;
  }

  protected override render(): TemplateResult {
    const texts = this.#texts;
    const { data, error } = this.#breakdown;
    // While another tab is on its way, the one before would stand under its name.
    const table = data?.dimension === this.dimension ? this.#renderTable(data) : undefined;
    return html`
      <div role="tablist" aria-label=${texts.tabs} @keydown=${this.#onKeydown}>${dimensions.map((dimension) => this.#renderTab(dimension))}</div>
      <div id="panel" class="panel" role="tabpanel" aria-labelledby=${this.dimension} aria-busy=${this.#breakdown.pending}>
        ${table ?? (error ? this.#renderFailure() : html`<p class="sr" role="status">${texts.loading}</p>${[1, 2, 3].map(() => html`<p><span class="sk h3"></span></p>`)}`)}
      </div>
    `;
  }

  #renderTab(dimension: Dimension): TemplateResult {
    const isShown = dimension === this.dimension;
    return html`<button id=${dimension} role="tab" type="button" aria-selected=${isShown} aria-controls="panel" tabindex=${isShown ? 0 : -1} @click=${() => (this.dimension = dimension)}>
      ${this.#texts.tab[dimension]}
    </button>`;
  }

  #renderFailure(): TemplateResult {
    return html`<p role="alert">${this.#texts.failed}</p>
      <p><button class="lnk" type="button" @click=${() => this.#breakdown.reload()}>${this.#texts.retry}</button></p>`;
  }

  #renderTable({ dimension, rows, others, since }: Breakdown): TemplateResult {
    const texts = this.#texts;
    const counted = countOf(dimension);
    const most = Math.max(1, ...rows.map(counted));
    const more = this.locale.number(others);
    return html`
      ${rows.length === 0
        ? html`<p class="small q">${texts.none}</p>`
        : html`<table>
            <caption class="sr">${texts.tab[dimension]}</caption>
            <thead>
              <tr>
                <th scope="col">${texts.tab[dimension]}</th>
                <th scope="col">${dimension === 'page' ? texts.views : texts.visits}</th>
                <th scope="col" class="from-s">${texts.conversion}</th>
                <th scope="col" class="from-m">${texts.bounce}</th>
                <th scope="col" class="from-m">${texts.time}</th>
              </tr>
            </thead>
            <tbody>
              ${rows.map((row) => this.#renderRow(dimension, row, counted(row), most))}
            </tbody>
          </table>`}
      ${others > 0 ? html`<p class="cap">${texts.others(more, others === 1)}</p>` : nothing} ${since ? html`<p class="cap">${texts.since(this.locale.date(since))}</p>` : nothing}
    `;
  }

  #renderRow(dimension: Dimension, row: BreakdownRow, count: number, most: number): TemplateResult {
    const { locale } = this;
    const filter = { dimension, value: row.value };
    const word = wordOf(filter, locale);
    const width = `${Math.round((count / most) * 1000) / 10}%`;
    // What stands together has no single name to filter by.
    const isMany = row.value === '(other)';
    return html`<tr>
      <th scope="row">
        <svg aria-hidden="true"><rect width=${width} height="100%" rx="4"></rect></svg>
        <button type="button" title=${word} aria-label=${this.#texts.only(word)} ?disabled=${isMany} @click=${() => this.#choose(filter)}>${word}</button>
      </th>
      <td>${locale.value(count, 'count')}</td>
      <td class="from-s">${locale.value(row.conversionRate, 'rate')}</td>
      <td class="from-m">${locale.value(row.bounceRate, 'rate')}</td>
      <td class="from-m">${locale.value(row.avgSessionSeconds, 'seconds')}</td>
    </tr>`;
  }

  #choose(filter: Filter): void {
    this.dispatchEvent(new CustomEvent('filter', { detail: filter }));
  }

  async #onKeydown(event: KeyboardEvent): Promise<void> {
    const step = steps[event.key];
    if (!step) return;
    event.preventDefault();
    this.dimension = dimensions.at(step(dimensions.indexOf(this.dimension)) % dimensions.length)!;
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('[aria-selected=true]')?.focus();
  }

  get #texts(): TrafficPartsTexts {
    return this.locale.texts(trafficPartsTexts);
  }
}

/** What a table goes by: of pages how often they were seen, else visits. */
export const countOf =
  (dimension: Dimension) =>
  ({ pageviews, sessions }: BreakdownRow): number =>
    dimension === 'page' ? pageviews : sessions;

TrafficBreakdown.register();
