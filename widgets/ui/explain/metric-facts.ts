import { css, html, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import type { Explanation } from '../../../server/modules/metrics/metrics.schema.ts';
import { Query } from '../../core/query.ts';
import { DataElement } from '../element/data-element.ts';
import { localized } from '../localized/localized.ts';
import { explainTexts } from './explain.texts.ts';
import type { Explained } from './explain-button.ts';

/** What one figure means, where it came from, how fresh it is, and the counts behind it. */
export class MetricFacts extends DataElement {
  static override readonly tag = 'arco-ui-metric-facts';
  static override readonly texts = [explainTexts];

  static override readonly styles = [
    DataElement.styles,
    css`
      :host {
        display: grid;
        gap: var(--_space-3);
        font-size: var(--_font-small);
        line-height: 1.5;
      }

      dl {
        display: grid;
        grid-template-columns: auto 1fr;
        gap: var(--_space-2) var(--_space-4);
      }

      dt {
        color: var(--_text-quiet);
      }

      dd {
        overflow-wrap: anywhere;
      }

      ul {
        list-style: none;
      }

      .sk {
        block-size: 1em;
        margin-block: 0.25em;
      }
    `,
  ];

  @property({ attribute: false }) subject!: Explained;

  readonly #explanation = new Query(this, {
    args: () => [this.subject] as const,
    load: ({ api, signal }, { metric, from, to }) => api.metrics.explain.query({ metric, from, to }, { signal }),
    mock: (subject) => import('./explain.fixtures.ts').then(({ explanationFixture }) => explanationFixture(subject)),
  });

  protected override render(): TemplateResult {
    const texts = this.locale.texts(explainTexts);
    const { data, error } = this.#explanation;
    if (data) return this.#renderFacts(data);
    if (error) {
      return html`
        <p role="alert">${texts.failed}</p>
        <p><button class="lnk" type="button" @click=${() => this.#explanation.reload()}>${texts.retry}</button></p>
      `;
    }
    return html`<p role="status" class="sr">${texts.loading}</p><div><span class="sk"></span><span class="sk"></span><span class="sk h3"></span></div>`;
  }

  #renderFacts(data: Explanation): TemplateResult {
    const texts = this.locale.texts(explainTexts);
    const { locale } = this;
    const missing = data.completeDays - (data.daysWithData - (data.partialToday ? 1 : 0));
    const counted = (words: (count: number, days: string) => string, count: number) => words(count, locale.number(count));
    const days = [counted(texts.completeDays, data.completeDays), ...(missing > 0 ? [counted(texts.missingDays, missing)] : [])];
    return html`
      <p class="q">${localized(data.definition, locale)}</p>
      <dl>
        ${this.#renderFact(texts.formula, localized(data.formula, locale))}
        ${this.#renderFact(texts.period, [locale.range(data.from, data.to), ...days].join(', '))}
        ${this.#renderFact(texts.sources, this.#renderSources(data))}
        ${data.counts.map(({ name, unit, value }) => this.#renderFact(localized(name, locale), locale.value(value, unit, data.currency)))}
        ${data.updatedAt ? this.#renderFact(texts.updated, locale.ago(data.updatedAt)) : nothing}
      </dl>
      ${data.partialToday ? html`<p class="q">${texts.partial}</p>` : nothing}
      ${data.revisedDays ? html`<p class="q">${counted(texts.revised, data.revisedDays)}</p>` : nothing}
    `;
  }

  #renderSources({ sources }: Explanation): TemplateResult | string {
    const texts = this.locale.texts(explainTexts);
    if (!sources.length) return texts.noSource;
    return html`<ul>
      ${sources.map(({ source, name, days }) => html`<li>${name ?? texts.source[source]}, ${texts.days(days, this.locale.number(days))}</li>`)}
    </ul>`;
  }

  #renderFact(name: string, value: TemplateResult | string): TemplateResult {
    return html`<dt>${name}</dt>
      <dd>${value}</dd>`;
  }
}

MetricFacts.register();
