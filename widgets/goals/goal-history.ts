import { css, html, nothing, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import type { Goal, GoalHistory as History } from '../../server/modules/goals/goals.schema.ts';
import { Query } from '../core/query.ts';
import buttonStyles from '../ui/button/button.styles.ts';
import type { Dialog } from '../ui/dialog/dialog.ts';
import '../ui/dialog/dialog.ts';
import { DataElement } from '../ui/element/data-element.ts';
import '../ui/explain/metric-facts.ts';
import { localized } from '../ui/localized/localized.ts';
import { goalChart } from './goal-chart.ts';
import { goalHistoryTexts, type GoalHistoryTexts } from './goal-history.texts.ts';
import { standing } from './goal-standing.ts';
import { goalsTexts } from './goals.texts.ts';

/** A goal opened: its run to date against the target and the projection, where it came from, and what can be done with it. */
export class GoalHistory extends DataElement {
  static override readonly tag = 'arco-ui-goal-history';
  static override readonly texts = [goalHistoryTexts, goalsTexts];

  static override readonly styles = [
    DataElement.styles,
    buttonStyles,
    css`
      arco-ui-dialog {
        --_dialog-size: 640px;
        --_chart-height: 220px;
      }

      .value {
        display: flex;
        flex-wrap: wrap;
        align-items: baseline;
        gap: 0 var(--_space-2);
      }

      .value b {
        font-size: var(--_font-figure-m);
        line-height: 1.15;
        letter-spacing: -0.022em;
        white-space: nowrap;
      }

      .value + p {
        margin-block-start: calc(var(--_space-3) * -1);
      }

      .chart {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        align-content: start;
        gap: var(--_space-2);
        min-block-size: calc(var(--_chart-height) + var(--_font-size) * 4);
      }

      summary {
        min-block-size: var(--_target);
        align-content: center;
        font-size: var(--_font-small);
        font-weight: 600;
        cursor: pointer;
      }

      .actions {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--_space-2);
      }

      .actions p {
        flex-basis: 100%;
      }
    `,
  ];

  @property({ attribute: false }) goal!: Goal;

  /** ISO 4217. */
  @property({ attribute: false }) currency = '';

  @property({ attribute: false }) canEdit = false;

  @state() private confirming = false;

  @query('arco-ui-dialog') private readonly dialog!: Dialog;

  readonly #history = new Query(this, {
    args: () => [this.goal] as const,
    load: ({ api, signal }, { id }) => withChart(api.goals.history.query({ id }, { signal })),
    mock: async (goal) => withChart((await import('./goals.fixtures.ts')).historyFixture(goal)),
  });

  // What to do once the dialog is closed, as the name of an event.
  #todo: 'close' | 'edit' | 'remove' = 'close';

  protected override render(): TemplateResult {
    const texts = this.#texts;
    const { goal, locale, currency } = this;
    const { name, unit, better, current, target, metric, startsOn, endsOn, status } = goal;
    const list = locale.texts(goalsTexts);
    const subject = { metric, from: startsOn, to: endsOn };
    return html`
      <arco-ui-dialog .locale=${locale} heading=${localized(name, locale)} @close=${() => this.dispatchEvent(new Event(this.#todo))}>
        <p class="value">
          <b>${locale.value(current, unit, currency)}</b>
          <span class="q">${(better === 'lower' ? texts.ceiling : texts.of)(locale.value(target, unit, currency))}, ${locale.range(startsOn, endsOn)}</span>
        </p>
        <p class="small q">${list.status[status]}, ${standing(goal, currency, locale, list)}</p>
        <div class="chart">${this.#renderHistory()}</div>
        <details>
          <summary>${texts.explain}</summary>
          <arco-ui-metric-facts .subject=${subject} .api=${this.api} .mock=${this.mock} .locale=${locale}></arco-ui-metric-facts>
        </details>
        ${this.canEdit ? this.#renderActions() : nothing}
      </arco-ui-dialog>
    `;
  }

  #renderHistory(): TemplateResult {
    const texts = this.#texts;
    const { data, error } = this.#history;
    if (data) return this.#renderChart(data);
    if (!error) return html`<p class="sr" role="status">${texts.loading}</p><span class="sk"></span>`;
    return html`
      <p role="alert">${texts.failed}</p>
      <p><button class="lnk" type="button" @click=${() => this.#history.reload()}>${texts.retry}</button></p>
    `;
  }

  #renderChart(history: History): TemplateResult {
    const texts = this.#texts;
    const { locale } = this;
    const { unit, target, name } = history.goal;
    const data = goalChart(history, {
      ...texts,
      chart: texts.chart(localized(name, locale)),
      target: texts.target(locale.value(target, unit, history.currency)),
    });
    return html`<arco-ui-chart .data=${data} .locale=${locale}></arco-ui-chart>${data.projection ? html`<p class="cap">${texts.chance}</p>` : nothing}`;
  }

  #renderActions(): TemplateResult {
    const texts = this.#texts;
    if (!this.confirming) {
      return html`<div class="actions">
        <button class="btn lg" type="button" @click=${() => this.#leave('edit')}>${texts.edit}</button>
        <button class="btn lg quiet" type="button" @click=${() => this.#ask(true)}>${texts.remove}</button>
      </div>`;
    }
    return html`<div class="actions" role="group" aria-labelledby="question">
      <p id="question" role="alert">${texts.confirm(localized(this.goal.name, this.locale))}</p>
      <button class="btn lg danger" type="button" @click=${() => this.#leave('remove')}>${texts.confirmed}</button>
      <button class="btn lg quiet" type="button" @click=${() => this.#ask(false)}>${texts.keep}</button>
    </div>`;
  }

  /** The button that was pressed is gone: the focus goes to the safe one of those in its place. */
  async #ask(confirming: boolean): Promise<void> {
    this.confirming = confirming;
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('.actions .quiet')?.focus();
  }

  #leave(todo: 'edit' | 'remove'): void {
    this.#todo = todo;
    this.dialog.hide();
  }

  get #texts(): GoalHistoryTexts {
    return this.locale.texts(goalHistoryTexts);
  }
}

/** The chart is a chunk of its own, fetched beside the data. */
async function withChart(history: Promise<History>): Promise<History> {
  const [data] = await Promise.all([history, import('../ui/chart/chart.ts')]);
  return data;
}

GoalHistory.register();
