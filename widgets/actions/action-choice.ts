import { css, html, nothing, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import type { Action } from '../../server/modules/actions/actions.schema.ts';
import buttonStyles from '../ui/button/button.styles.ts';
import checkStyles from '../ui/check/check.styles.ts';
import { addDays, type Day } from '../ui/days/days.ts';
import type { Dialog } from '../ui/dialog/dialog.ts';
import '../ui/dialog/dialog.ts';
import { UiElement } from '../ui/element/element.ts';
import fieldStyles from '../ui/field/field.styles.ts';
import { field } from '../ui/field/field.ts';
import { actionFlowTexts, reasons, type ActionFlowTexts } from './action-flow.texts.ts';
import type { Decisions } from './decisions.ts';

const MOST_DAYS = 90;

/** Asks until when an action is put off, or why it is dismissed. */
export class ActionChoice extends UiElement {
  static override readonly tag = 'arco-ui-action-choice';
  static override readonly texts = [actionFlowTexts];

  static override readonly styles = [
    UiElement.styles,
    buttonStyles,
    checkStyles,
    fieldStyles,
    css`
      form,
      fieldset {
        display: grid;
        gap: var(--_space-3);
        min-inline-size: 0;
        margin: 0;
        padding: 0;
        border: 0;
      }

      textarea.in {
        min-block-size: calc(var(--_font-size) * 5);
        padding-block: var(--_space-2);
        resize: vertical;
      }

      .err {
        color: var(--_negative-text);
        font-size: var(--_font-small);
      }
    `,
  ];

  @property({ attribute: false }) todo: 'snooze' | 'dismiss' = 'snooze';
  @property({ attribute: false }) action!: Action;
  @property({ attribute: false }) today: Day = '';
  @property({ attribute: false }) decisions!: Decisions;

  @state() private picked = '';
  @state() private error = '';

  @query('arco-ui-dialog') private readonly dialog!: Dialog;
  @query('.in') private readonly input!: HTMLInputElement | HTMLTextAreaElement | null;

  protected override render(): TemplateResult {
    const texts = this.#texts;
    const isSnooze = this.todo === 'snooze';
    return html`
      <arco-ui-dialog .locale=${this.locale} heading=${isSnooze ? texts.until : texts.reasonWhy} @close=${this.done}>
        <form novalidate @submit=${this.#submit} @change=${this.#onChange}>
          ${isSnooze ? nothing : html`<p class="small q">${texts.reasonHelp}</p>`}
          <fieldset aria-label=${isSnooze ? texts.until : texts.reasonWhy} aria-describedby="problem">
            ${(isSnooze ? this.#days : this.#reasons).map(([value, label]) => this.#renderOption(value, label))}
          </fieldset>
          ${this.picked === 'other' ? this.#renderOther(isSnooze) : nothing}
          <p id="problem" class="err" role="alert">${this.picked === 'other' ? nothing : this.error}</p>
          <button class="btn lg pri" type="submit">${isSnooze ? texts.snooze : texts.dismiss}</button>
        </form>
      </arco-ui-dialog>
    `;
  }

  #renderOption(value: string, label: string): TemplateResult {
    return html`<label class="check"><input type="radio" name="option" .value=${value} .checked=${value === this.picked} /><span>${label}</span></label>`;
  }

  #renderOther(isSnooze: boolean): TemplateResult {
    const texts = this.#texts;
    const { first, last } = this.#span;
    const invalid = this.error ? 'true' : 'false';
    const control = isSnooze
      ? html`<input class="in" id="other" type="date" min=${first} max=${last} required aria-describedby="other-note" aria-invalid=${invalid} />`
      : html`<textarea class="in" id="other" maxlength="200" required aria-describedby="other-note" aria-invalid=${invalid}></textarea>`;
    return field({ id: 'other', label: isSnooze ? texts.day : texts.other, control, error: this.error || undefined });
  }

  get #days(): readonly (readonly [string, string])[] {
    const texts = this.#texts;
    const day = (days: number, label: string) => [addDays(this.today, days), `${label}, ${this.locale.date(addDays(this.today, days), 'weekday')}`] as const;
    return [day(1, texts.tomorrow), day(7, texts.week), day(14, texts.fortnight), ['other', texts.otherDay]];
  }

  get #reasons(): readonly (readonly [string, string])[] {
    const texts = this.#texts;
    return [...reasons.map((reason) => [reason, texts.reason[reason]] as const), ['other', texts.other]];
  }

  get #span(): { first: Day; last: Day } {
    return { first: addDays(this.today, 1), last: addDays(this.today, MOST_DAYS) };
  }

  async #onChange({ target }: Event): Promise<void> {
    this.error = '';
    if ((target as HTMLInputElement).type !== 'radio') return;
    this.picked = (target as HTMLInputElement).value;
    await this.updateComplete;
    // Arrow keys go on among the options: who chose this one says what, when they are ready.
    if (this.picked === 'other' && matchMedia('(pointer: coarse)').matches) this.input?.focus();
  }

  #submit(event: Event): void {
    event.preventDefault();
    const texts = this.#texts;
    const { first, last } = this.#span;
    const said = this.picked === 'other' ? (this.input?.value.trim() ?? '') : this.picked;
    const isSnooze = this.todo === 'snooze';
    const isGood = isSnooze ? said >= first && said <= last : said !== '';
    if (!isGood) {
      const range = [this.locale.date(first), this.locale.date(last, 'date')] as const;
      this.error = isSnooze ? texts.dayExpected(...range) : this.picked ? texts.otherExpected : texts.pick;
      this.input?.focus();
      return;
    }
    this.dialog.hide();
    void (isSnooze ? this.decisions.snooze(this.action, said) : this.decisions.dismiss(this.action, said));
  }

  get #texts(): ActionFlowTexts {
    return this.locale.texts(actionFlowTexts);
  }
}

ActionChoice.register();
