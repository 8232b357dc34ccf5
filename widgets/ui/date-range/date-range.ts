import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import type { Day, Window } from '../days/days.ts';
import { localToday } from '../days/start.ts';
import { UiElement } from '../element/element.ts';
import { field } from '../field/field.ts';
import { presetRange, presets, wrongOf, type Preset, type Wrong } from './range.ts';
import styles from './date-range.styles.ts';
import { dateRangeTexts, type DateRangeTexts } from './date-range.texts.ts';

type End = keyof Window;

/**
 * A period: a ready-made one at a click, or any two days. What is wrong is said at the day that it is wrong with, and
 * what was written stays.
 *
 * @fires change - Another period was chosen; its detail has the first and the last day.
 */
export class DateRange extends UiElement {
  static override readonly tag = 'arco-ui-date-range';
  static override readonly texts = [dateRangeTexts];
  static override readonly styles = [UiElement.styles, styles];

  @property() from: Day = '';
  @property() to: Day = '';
  /** First and last day that there can be. */
  @property() min: Day | undefined;
  @property() max: Day | undefined;
  /** The client's own, where it is known. */
  @property() today: Day = localToday();
  @property({ attribute: false }) presets: readonly Preset[] = presets;

  @query('#from') private readonly first!: HTMLInputElement;
  @query('#to') private readonly last!: HTMLInputElement;

  @state() private wrong: { from?: Wrong; to?: Wrong } = {};

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('from') || changed.has('to')) this.wrong = {};
  }

  protected override render(): TemplateResult {
    const texts = this.#texts;
    return html`
      ${this.presets.length ? html`<div class="presets" role="group" aria-label=${texts.presetsLabel}>${this.presets.map((preset) => this.#renderPreset(preset))}</div>` : nothing}
      <form novalidate @submit=${this.#onSubmit}>
        ${this.#renderDay('from')} ${this.#renderDay('to')}
        <button class="btn lg pri" type="submit">${texts.apply}</button>
      </form>
    `;
  }

  #renderPreset(preset: Preset): TemplateResult | typeof nothing {
    const range = presetRange(preset, this.today, this);
    if (!range) return nothing;
    const isShown = range.from === this.from && range.to === this.to;
    return html`<button class="preset" type="button" aria-pressed=${isShown} @click=${() => this.#choose(range)}>${this.#texts.presets[preset]}</button>`;
  }

  #renderDay(end: End): TemplateResult {
    const wrong = this.wrong[end];
    const control = html`<input
      id=${end}
      class="in"
      type="date"
      min=${this.min ?? nothing}
      max=${this.max ?? nothing}
      .value=${this[end]}
      aria-describedby="${end}-note"
      aria-invalid=${Boolean(wrong)}
      @input=${() => this.#forgive(end)}
    />`;
    return field({ id: end, label: this.#texts[end], control, error: wrong && this.#say(wrong) });
  }

  #say(wrong: Wrong): string {
    const texts = this.#texts;
    if (wrong === 'tooEarly') return texts.tooEarly(this.locale.date(this.min!, 'date'));
    if (wrong === 'tooLate') return texts.tooLate(this.locale.date(this.max!, 'date'));
    return texts[wrong];
  }

  #forgive(end: End): void {
    const { [end]: _, ...rest } = this.wrong;
    this.wrong = rest;
  }

  async #onSubmit(event: Event): Promise<void> {
    event.preventDefault();
    const range = { from: this.first.value, to: this.last.value };
    this.wrong = wrongOf(range, this);
    if (!this.wrong.from && !this.wrong.to) return this.#choose(range);
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('[aria-invalid=true]')?.focus();
  }

  #choose({ from, to }: Window): void {
    Object.assign(this, { from, to });
    // Also where these are the days from before, and somebody has begun to write others.
    [this.first.value, this.last.value] = [from, to];
    this.wrong = {};
    this.dispatchEvent(new CustomEvent<Window>('change', { detail: { from, to } }));
  }

  get #texts(): DateRangeTexts {
    return this.locale.texts(dateRangeTexts);
  }
}

DateRange.register();
