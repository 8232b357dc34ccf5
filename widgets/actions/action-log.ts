import { css, html, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { Action, ListedActions } from '../../server/modules/actions/actions.schema.ts';
import { Query } from '../core/query.ts';
import '../ui/dialog/dialog.ts';
import { DataElement } from '../ui/element/data-element.ts';
import { localized } from '../ui/localized/localized.ts';
import '../ui/segmented/segmented.ts';
import { actionFlowTexts, reasons, type ActionFlowTexts, type Reason } from './action-flow.texts.ts';
import { wordsOf } from './action-words.ts';
import { actionsTexts } from './actions.texts.ts';
import type { Decisions } from './decisions.ts';

type Handled = Exclude<Action['state'], 'open'>;

const states: readonly Handled[] = ['completed', 'snoozed', 'dismissed'];
const EFFECT_DAYS = 14;

/** What has been done, put off and dismissed: by whom, when, and what came of it. */
export class ActionLog extends DataElement {
  static override readonly tag = 'arco-ui-action-log';
  static override readonly texts = [actionFlowTexts, actionsTexts];

  static override readonly styles = [
    DataElement.styles,
    css`
      ul {
        display: grid;
        gap: var(--_space-4);
        min-block-size: calc(var(--_font-size) * 12);
        align-content: start;
        list-style: none;
      }

      li {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        gap: 2px var(--_space-3);
        align-items: start;
      }

      li > p {
        grid-column: 1;
      }

      li > button {
        grid-row: 1;
        grid-column: 2;
      }

      @media (pointer: coarse) {
        li > .lnk {
          min-block-size: var(--_target);
        }
      }
    `,
  ];

  @property({ attribute: false }) list: ListedActions | undefined;
  @property({ attribute: false }) canEdit = false;
  @property({ attribute: false }) decisions!: Decisions;

  @state() private shown: Handled = 'completed';
  /** What could not be taken back: the dialog covers the place where the widget says so. */
  @state() private problem = '';

  readonly #handled = new Query(this, {
    args: () => [this.shown, this.list] as const,
    load: ({ api, signal }, state_) => api.actions.list.query({ state: state_ }, { signal }).then(({ actions }): readonly Action[] => actions),
    mock: async (state_, list) => (await import('./actions.fixtures.ts')).handledFixture(state_, list),
  });

  protected override render(): TemplateResult {
    const texts = this.#texts;
    const options = states.map((value) => ({ value, label: texts.states[value] }));
    return html`
      <arco-ui-dialog .locale=${this.locale} heading=${texts.log} @close=${this.done}>
        <arco-ui-segmented
          .locale=${this.locale}
          label=${texts.show}
          .options=${options}
          .value=${this.shown}
          @change=${({ detail }: CustomEvent<Handled>) => (this.shown = detail)}
        ></arco-ui-segmented>
        <p class="small" role="alert">${this.problem}</p>
        ${this.#renderList()}
      </arco-ui-dialog>
    `;
  }

  #renderList(): TemplateResult {
    const texts = this.#texts;
    const { data, error } = this.#handled;
    if (error) return html`<p role="alert">${texts.failed} <button class="lnk" type="button" @click=${() => this.#handled.reload()}>${texts.retry}</button></p>`;
    const mine = data?.filter(({ state: is }) => is === this.shown);
    if (!mine || (!mine.length && data?.length)) return html`<p class="sr" role="status">${texts.loading}</p><ul><li><span class="sk"></span></li></ul>`;
    if (!mine.length) return html`<p class="q">${texts.nothing[this.shown]}</p>`;
    return html`<ul>
      ${mine.map((action) => this.#renderAction(action))}
    </ul>`;
  }

  #renderAction(action: Action): TemplateResult {
    const texts = this.#texts;
    const { locale } = this;
    const { title } = wordsOf(action, this.list?.currency ?? '', locale, locale.texts(actionsTexts));
    const { decidedBy, decidedAt, reason, snoozedUntil } = action;
    const who = texts.decided(decidedBy, decidedAt ? locale.ago(decidedAt) : '');
    const more = snoozedUntil ? texts.snoozedUntil(locale.date(snoozedUntil)) : reason && (reasons.includes(reason as Reason) ? texts.reason[reason as Reason] : reason);
    return html`<li>
      <p class="b">${title}</p>
      ${this.canEdit ? html`<button class="lnk small" type="button" aria-label=${texts.undoFor(title)} @click=${() => this.#undo(action, title)}>${texts.undo}</button>` : nothing}
      <p class="small q">${more ? `${who}. ${more}` : who}</p>
      ${this.#renderEffect(action)}
    </li>`;
  }

  #renderEffect({ effect, metric, state: is, evidence }: Action): TemplateResult | typeof nothing {
    const texts = this.#texts;
    const { locale } = this;
    if (is !== 'completed' || !evidence || !metric) return nothing;
    const days = locale.number(effect?.days ?? EFFECT_DAYS);
    if (!effect?.before || effect.after === null) return html`<p class="small q">${texts.measuring(days)}</p>`;
    const isRate = metric.unit === 'rate' || metric.unit === 'ratio';
    const change = isRate ? effect.after - effect.before : (effect.after - effect.before) / Math.abs(effect.before);
    return html`<p class="small">${texts.effect(localized(metric.name, locale), locale.change(change, metric.unit), days)}</p>`;
  }

  async #undo(action: Action, title: string): Promise<void> {
    this.problem = '';
    if (!(await this.decisions.undo(action))) this.problem = this.locale.texts(actionsTexts).failed(title);
  }

  get #texts(): ActionFlowTexts {
    return this.locale.texts(actionFlowTexts);
  }
}

ActionLog.register();
