import { css, html, nothing, type TemplateResult } from 'lit';
import { property, query } from 'lit/decorators.js';
import type { Action, ListedActions } from '../../server/modules/actions/actions.schema.ts';
import buttonStyles from '../ui/button/button.styles.ts';
import type { Dialog } from '../ui/dialog/dialog.ts';
import '../ui/dialog/dialog.ts';
import { DataElement } from '../ui/element/data-element.ts';
import '../ui/explain/metric-facts.ts';
import { actionFlowTexts, type ActionFlowTexts } from './action-flow.texts.ts';
import { wordsOf } from './action-words.ts';
import { actionsTexts } from './actions.texts.ts';
import type { Decisions } from './decisions.ts';

/** An action opened: what it says, how it is ranked, where that came from, and what can be done with it. Without one, the ranking of all. */
export class ActionDetails extends DataElement {
  static override readonly tag = 'arco-ui-action-details';
  static override readonly texts = [actionFlowTexts, actionsTexts];

  static override readonly styles = [
    DataElement.styles,
    buttonStyles,
    css`
      dl {
        display: grid;
        grid-template-columns: auto 1fr;
        gap: var(--_space-2) var(--_space-4);
        font-size: var(--_font-small);
      }

      dt {
        color: var(--_text-quiet);
      }

      ol {
        display: grid;
        gap: var(--_space-3);
        margin: 0;
        padding-inline-start: 1.4em;
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
        gap: var(--_space-2);
      }
    `,
  ];

  @property({ attribute: false }) action: Action | undefined;
  @property({ attribute: false }) list: ListedActions | undefined;
  @property({ attribute: false }) canEdit = false;
  @property({ attribute: false }) decisions!: Decisions;

  @query('arco-ui-dialog') private readonly dialog!: Dialog;

  #next: 'snooze' | 'dismiss' | undefined;

  protected override render(): TemplateResult {
    const { action } = this;
    const heading = action ? this.#words(action).title : this.#texts.ranking;
    return html`
      <arco-ui-dialog .locale=${this.locale} heading=${heading} @close=${this.#left}>${action ? this.#renderAction(action) : this.#renderRanking()}</arco-ui-dialog>
    `;
  }

  #renderAction(action: Action): TemplateResult {
    const texts = this.#texts;
    const { evidence, probability, minutes, expectedCents, createdBy, createdAt } = action;
    const { locale } = this;
    return html`
      <p>${this.#words(action).text}</p>
      <dl>
        <dt>${texts.worth}</dt>
        <dd>${locale.value(expectedCents, 'money', this.#currency)}</dd>
        <dt>${texts.chance}</dt>
        <dd>${locale.percent(probability, { maximumFractionDigits: 0 })}</dd>
        <dt>${texts.effort}</dt>
        <dd>${locale.number(minutes)} min</dd>
        ${expectedCents ? html`<dt>${texts.rank}</dt><dd>${this.#sum(action)}</dd>` : nothing}
      </dl>
      <p class="cap">${createdBy ? texts.by(createdBy) : texts.byRule}, ${locale.ago(createdAt)}</p>
      ${evidence
        ? html`<details>
            <summary>${texts.why}</summary>
            <arco-ui-metric-facts .subject=${{ metric: evidence.metric, from: evidence.from, to: evidence.to }} .api=${this.api} .mock=${this.mock} .locale=${locale}></arco-ui-metric-facts>
          </details>`
        : nothing}
      ${this.canEdit ? this.#renderButtons(action) : nothing}
    `;
  }

  #renderButtons(action: Action): TemplateResult {
    const texts = this.#texts;
    return html`<div class="actions">
      <button class="btn lg pri" type="button" @click=${() => this.#complete(action)}>${texts.done}</button>
      <button class="btn lg" type="button" @click=${() => this.#leaveFor('snooze')}>${texts.snooze}</button>
      <button class="btn lg quiet" type="button" @click=${() => this.#leaveFor('dismiss')}>${texts.dismiss}</button>
    </div>`;
  }

  #renderRanking(): TemplateResult {
    const texts = this.#texts;
    return html`
      <p>${texts.rankingText}</p>
      <ol>
        ${(this.list?.actions ?? []).map((action) => html`<li>${this.#words(action).title}<br /><span class="small q">${action.expectedCents ? this.#sum(action) : this.#words(action).gain}</span></li>`)}
      </ol>
      <p class="small q">${texts.chances}</p>
    `;
  }

  #sum({ expectedCents, probability, minutes }: Action): string {
    const { locale } = this;
    const money = (cents: number) => locale.value(Math.round(cents), 'money', this.#currency);
    const cents = expectedCents ?? 0;
    return this.#texts.sum(money(cents), locale.percent(probability, { maximumFractionDigits: 0 }), locale.number(minutes), money((cents * probability) / minutes));
  }

  #words(action: Action) {
    return wordsOf(action, this.#currency, this.locale, this.locale.texts(actionsTexts));
  }

  #complete(action: Action): void {
    this.dialog.hide();
    void this.decisions.complete(action);
  }

  #leaveFor(next: 'snooze' | 'dismiss'): void {
    this.#next = next;
    this.dialog.hide();
  }

  readonly #left = (): void => {
    if (this.#next) this.dispatchEvent(new CustomEvent('choose', { detail: this.#next }));
    else this.done();
  };

  get #currency(): string {
    return this.list?.currency ?? '';
  }

  get #texts(): ActionFlowTexts {
    return this.locale.texts(actionFlowTexts);
  }
}

ActionDetails.register();
