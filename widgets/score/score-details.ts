import { css, html, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import type { Component, Score } from '../../server/modules/score/score.schema.ts';
import type { Unit } from '../core/formats.ts';
import { Query } from '../core/query.ts';
import type { ChartData } from '../ui/chart/chart-data.ts';
import { addDays, eachDay, type Window } from '../ui/days/days.ts';
import '../ui/dialog/dialog.ts';
import { DataElement } from '../ui/element/data-element.ts';
import { scoreDetailsTexts, type ScoreDetailsTexts } from './score-details.texts.ts';
import type { ScoreHistory } from './score.fixtures.ts';
import { scoreTexts } from './score.texts.ts';

const SHOWN_DAYS = 90;

/** What a figure of a part's basis is counted in. */
const units: Record<string, Unit> = { roas: 'ratio', target: 'ratio', spend: 'money', rate: 'rate', before: 'rate', expected: 'rate' };

/** Where the score comes from: its days, what each part is computed from, and how fresh that is. */
export class ScoreDetails extends DataElement {
  static override readonly tag = 'arco-ui-score-details';
  static override readonly texts = [scoreDetailsTexts, scoreTexts];

  static override readonly styles = [
    DataElement.styles,
    css`
      arco-ui-dialog {
        --_dialog-size: 640px;
        --_chart-height: 200px;
      }

      .chart {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        align-content: start;
        gap: var(--_space-2);
        min-block-size: calc(var(--_chart-height) + var(--_font-size) * 4);
      }

      h3 {
        font-size: var(--_font-body);
        font-weight: 600;
      }

      dl {
        display: grid;
        gap: var(--_space-1);
        font-size: var(--_font-small);
        line-height: 1.5;
      }

      dt {
        margin-block-start: var(--_space-2);
        font-weight: 600;
      }

      dt .q {
        font-weight: 400;
      }
    `,
  ];

  @property({ attribute: false }) score: Score | undefined;

  readonly #history = new Query(this, {
    args: () => [this.score?.asOf] as const,
    load: ({ api, signal }, asOf) => withChart(api.score.history.query(windowTo(asOf), { signal })),
    mock: async (asOf) => withChart((await import('./score.fixtures.ts')).historyFixture(windowTo(asOf))),
  });

  protected override render(): TemplateResult {
    const { locale } = this;
    const texts = this.#texts;
    return html`
      <arco-ui-dialog .locale=${locale} heading=${locale.texts(scoreTexts).heading} @close=${this.done}>
        <div class="chart">${this.#renderHistory()}</div>
        <p class="cap">${texts.bands}</p>
        <h3>${texts.how}</h3>
        <p class="small q">${texts.formula}</p>
        ${this.score ? this.#renderParts(this.score) : nothing}
      </arco-ui-dialog>
    `;
  }

  #renderHistory(): TemplateResult {
    const texts = this.#texts;
    const { data, error } = this.#history;
    if (data) return data.days.length < 2 ? html`<p class="q">${texts.none}</p>` : this.#renderChart(data);
    if (!error) return html`<p class="sr" role="status">${texts.loading}</p><span class="sk"></span>`;
    return html`
      <p role="alert">${texts.failed}</p>
      <p><button class="lnk" type="button" @click=${() => this.#history.reload()}>${texts.retry}</button></p>
    `;
  }

  #renderChart(history: ScoreHistory): TemplateResult {
    const revised = history.days.filter(({ restated }) => restated).length;
    return html`
      <arco-ui-chart .data=${scoreChart(history, this.#names)} .locale=${this.locale}></arco-ui-chart>
      ${revised ? html`<p class="cap">${this.#texts.revised(revised, this.locale.number(revised))}</p>` : nothing}
    `;
  }

  #renderParts({ components, version, updatedAt, restated, asOf, today }: Score): TemplateResult {
    const texts = this.#texts;
    const { locale } = this;
    return html`
      <dl>
        ${components.map((part) => this.#renderPart(part))}
        <dt>${version === 0 ? texts.standard : texts.version(locale.number(version))}</dt>
        ${updatedAt ? html`<dd>${texts.updated}: ${locale.ago(updatedAt)}</dd>` : nothing}
        ${restated ? html`<dd>${texts.restated}</dd>` : nothing}
      </dl>
      ${asOf === today ? html`<p class="cap">${texts.partial}</p>` : nothing}
    `;
  }

  #renderPart({ id, value, weight, missing, basis }: Component): TemplateResult {
    const { part, missing: reasons, value: said } = this.locale.texts(scoreTexts);
    const texts = this.#texts;
    const read = (name: string) => this.locale.value(basis[name] ?? null, units[name] ?? 'count', this.score?.currency);
    const points = this.locale.number(value, { maximumFractionDigits: 1 });
    return html`
      <dt>${said(part[id], points)} <span class="q">${texts.weight(this.locale.percent(weight, { maximumFractionDigits: 0 }))}</span></dt>
      <dd class="q">${missing ? reasons[missing] : texts.basis[id](read)}</dd>
    `;
  }

  get #names(): ScoreDetailsTexts & { parts: Record<Component['id'], string> } {
    return { ...this.#texts, parts: this.locale.texts(scoreTexts).part };
  }

  get #texts(): ScoreDetailsTexts {
    return this.locale.texts(scoreDetailsTexts);
  }
}

function windowTo(asOf = '1970-01-01'): Window {
  return { from: addDays(asOf, -SHOWN_DAYS), to: asOf };
}

type Names = Pick<ScoreDetailsTexts, 'history' | 'score' | 'weightsChanged'> & { parts: Record<Component['id'], string> };

/** The score by day, with a mark where its weights changed. */
export function scoreChart({ days: known, weights }: ScoreHistory, names: Names): ChartData {
  const days = eachDay({ from: known[0]!.date, to: known.at(-1)!.date });
  const byDate = new Map(known.map((day) => [day.date, day]));
  const read = (field: 'score' | Component['id']) => days.map((day) => byDate.get(day)?.[field] ?? null);
  const ids = ['engagement', 'campaigns', 'conversion', 'goals'] as const;
  const changed = weights.flatMap(({ fromOn }) => (fromOn && days.includes(fromOn) ? [{ day: fromOn, text: names.weightsChanged }] : []));
  return {
    name: names.history,
    days,
    unit: 'count',
    currency: '',
    main: { name: names.score, values: read('score') },
    notes: changed,
    more: ids.map((id) => ({ name: names.parts[id], values: read(id) })),
  };
}

/** The chart is a chunk of its own, fetched beside the data. */
async function withChart(history: Promise<ScoreHistory>): Promise<ScoreHistory> {
  const [data] = await Promise.all([history, import('../ui/chart/chart.ts')]);
  return data;
}

ScoreDetails.register();
