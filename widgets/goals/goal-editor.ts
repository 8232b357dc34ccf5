import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import type { Goal } from '../../server/modules/goals/goals.schema.ts';
import type { ListedMetric } from '../../server/modules/metrics/metrics.schema.ts';
import { icon } from '../core/icons.ts';
import { Query } from '../core/query.ts';
import buttonStyles from '../ui/button/button.styles.ts';
import type { Dialog } from '../ui/dialog/dialog.ts';
import '../ui/dialog/dialog.ts';
import { DataElement } from '../ui/element/data-element.ts';
import fieldStyles from '../ui/field/field.styles.ts';
import { field } from '../ui/field/field.ts';
import { chevronIcon } from '../ui/icon/icons.ts';
import { localized } from '../ui/localized/localized.ts';
import styles from './goal-editor.styles.ts';
import { goalEditorTexts, type GoalEditorTexts } from './goal-editor.texts.ts';
import { readGoal, refusalOf, type Filled, type GoalField, type Refusal } from './goal-input.ts';
import { choiceOf, periodChoices, type PeriodChoice } from './goal-periods.ts';
import { saveGoal } from './goal-save.ts';
import { writeTarget } from './goal-target.ts';

const CUSTOM = 'custom';

/** Defines a goal, or changes one. Whatever goes wrong, what was written stays. */
export class GoalEditor extends DataElement {
  static override readonly tag = 'arco-ui-goal-editor';
  static override readonly texts = [goalEditorTexts];

  static override readonly styles = [DataElement.styles, buttonStyles, fieldStyles, styles];

  /** The goal to change; a new one is made without it. */
  @property({ attribute: false }) goal: Goal | undefined;

  /** The client's own. */
  @property({ attribute: false }) today = '';

  /** ISO 4217. */
  @property({ attribute: false }) currency = '';

  @state() private metric: ListedMetric['metric'] | undefined;
  @state() private period = 'month-0';
  @state() private refusal: Refusal = {};
  @state() private saving = false;

  @query('arco-ui-dialog') private readonly dialog!: Dialog;
  @query('#target') private readonly target!: HTMLInputElement;
  @query('#startsOn') private readonly startsOn!: HTMLInputElement;
  @query('#endsOn') private readonly endsOn!: HTMLInputElement;

  readonly #metrics = new Query(this, {
    load: ({ api, signal }) => api.metrics.list.query(undefined, { signal }),
    mock: async () => (await import('./goals.fixtures.ts')).metricsFixture(),
  });

  // Rises when somebody else changed the goal and the person saves over it all the same.
  #version = 0;
  #saved: Goal | undefined;

  protected override willUpdate(changed: PropertyValues<this>): void {
    const { goal } = this;
    if (!changed.has('goal') || !goal) return;
    this.metric = goal.metric;
    this.#version = goal.version;
    this.period = choiceOf(periodChoices(this.today, goal), goal)?.id ?? CUSTOM;
  }

  protected override render(): TemplateResult {
    const texts = this.#texts;
    const { goal, locale, saving } = this;
    return html`
      <arco-ui-dialog .locale=${locale} heading=${goal ? texts.edit(localized(goal.name, locale)) : texts.create} @close=${this.#onClose}>
        <form novalidate @submit=${this.#onSubmit}>
          ${goal ? nothing : this.#renderMetric()} ${this.#renderTarget()} ${this.#renderPeriod()} ${this.#renderDates()}
          ${this.refusal.form ? html`<p class="err" role="alert">${this.refusal.form}</p>` : nothing}
          <div class="actions">
            <button class="btn lg pri" type="submit" aria-disabled=${saving}>${saving ? texts.saving : texts.save}</button>
            <button class="btn lg quiet" type="button" @click=${() => this.dialog.hide()}>${texts.back}</button>
          </div>
        </form>
      </arco-ui-dialog>
    `;
  }

  #renderMetric(): TemplateResult {
    const texts = this.#texts;
    const { data, error } = this.#metrics;
    const offered = this.#offered.map(({ metric, name }) => option(metric, localized(name, this.locale), this.#metric));
    const options = data ? offered : option('', error ? texts.notLoaded : texts.loading, '');
    return html`
      ${this.#renderSelect('metric', texts.metric, options, (value) => (this.metric = value as ListedMetric['metric']))}
      ${error && !data ? html`<p><button class="lnk" type="button" @click=${() => this.#metrics.reload()}>${texts.retry}</button></p>` : nothing}
    `;
  }

  #renderTarget(): TemplateResult {
    const texts = this.#texts;
    const { goal } = this;
    const { unit, better } = this.#subject;
    const prefix = unit === 'money' ? this.locale.parts(0, 'money', this.currency).find(({ affix }) => affix)?.text : undefined;
    const suffix = { rate: '%', seconds: texts.seconds, count: undefined, money: undefined, ratio: undefined }[unit];
    const error = this.refusal.target;
    return field({
      id: 'target',
      label: better === 'lower' ? texts.ceiling : texts.target,
      hint: better === 'lower' ? texts.ceilingHint : undefined,
      error,
      control: html`<div class="over">
        ${prefix ? html`<span class="before">${prefix}</span>` : nothing}
        <input
          id="target"
          class="in"
          inputmode="decimal"
          autocomplete="off"
          aria-describedby="target-note"
          aria-invalid=${Boolean(error)}
          value=${goal ? writeTarget(goal.target, goal.unit, this.locale) : ''}
          @input=${() => this.#forgive('target')}
        />
        ${suffix ? html`<span>${suffix}</span>` : nothing}
      </div>`,
    });
  }

  #renderPeriod(): TemplateResult {
    const texts = this.#texts;
    const named = ({ period, offset, from, to }: PeriodChoice) => {
      const name = offset === undefined || period === 'day' ? texts.periods.kept : texts.periods[period][offset];
      return `${name}, ${this.locale.range(from, to)}`;
    };
    const options = this.#choices.map((choice) => option(choice.id, named(choice), this.period));
    return this.#renderSelect('period', texts.period, [...options, option(CUSTOM, texts.periods.custom, this.period)], (value) => (this.period = value));
  }

  #renderDates(): TemplateResult {
    const texts = this.#texts;
    const { goal, today } = this;
    return html`<div class="dates" ?hidden=${this.period !== CUSTOM}>${this.#renderDate('startsOn', texts.starts, goal?.startsOn ?? today)} ${this.#renderDate('endsOn', texts.ends, goal?.endsOn ?? '')}</div>`;
  }

  #renderDate(id: 'startsOn' | 'endsOn', label: string, day: string): TemplateResult {
    const error = this.refusal[id];
    const control = html`<input
      id=${id}
      class="in"
      type="date"
      aria-describedby="${id}-note"
      aria-invalid=${Boolean(error)}
      value=${day}
      @input=${() => this.#forgive(id)}
    />`;
    return field({ id, label, control, error });
  }

  #renderSelect(id: 'metric' | 'period', label: string, options: TemplateResult | TemplateResult[], onChange: (value: string) => void): TemplateResult {
    const error = this.refusal[id];
    const change = (event: Event) => {
      onChange((event.target as HTMLSelectElement).value);
      this.refusal = {};
    };
    const control = html`<div class="over">
      <select id=${id} class="in" aria-describedby="${id}-note" aria-invalid=${Boolean(error)} @change=${change}>
        ${options}
      </select>
      ${icon(chevronIcon)}
    </div>`;
    return field({ id, label, control, error });
  }

  #forgive(name: GoalField): void {
    const { [name]: _, form: __, ...others } = this.refusal;
    this.refusal = others;
  }

  #onClose(): void {
    const saved = this.#saved;
    this.dispatchEvent(saved ? new CustomEvent<Goal>('saved', { detail: saved }) : new Event('close'));
  }

  async #onSubmit(event: Event): Promise<void> {
    event.preventDefault();
    if (this.saving) return;
    const { goal } = this;
    const read = readGoal(this.#filled, this.#texts, this.locale);
    const former = goal ? { ...goal, version: this.#version } : this.#metric;
    if ('refusal' in read || !former) {
      this.refusal = { ...('refusal' in read && read.refusal), ...(former ? {} : { metric: this.#texts.notLoaded }) };
      return this.#focusFirst();
    }
    this.saving = true;
    this.refusal = {};
    try {
      this.#saved = await saveGoal(this, read.goal, former);
      this.dialog.hide();
    } catch (error) {
      this.refusal = await this.#refused(error);
      await this.#focusFirst();
    }
    this.saving = false;
  }

  async #refused(error: unknown): Promise<Refusal> {
    const { goal, api, locale, currency } = this;
    const texts = this.#texts;
    const name = localized(this.#subject.name, locale);
    const refusal = refusalOf(error, texts, name, this.period === CUSTOM);
    if (refusal !== 'outdated') return refusal;
    if (!goal || !api) return { form: texts.failed };
    try {
      const { goal: now } = await api.goals.history.query({ id: goal.id });
      this.#version = now.version;
      return { form: texts.changed(locale.value(now.target, now.unit, currency)) };
    } catch (cause) {
      const again = refusalOf(cause, texts, name, false);
      return again === 'outdated' ? { form: texts.failed } : again;
    }
  }

  async #focusFirst(): Promise<void> {
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }

  get #filled(): Filled {
    const choice = this.#choices.find(({ id }) => id === this.period);
    return { target: this.target.value, unit: this.#subject.unit, choice, startsOn: this.startsOn.value, endsOn: this.endsOn.value };
  }

  /** What can be a goal: there must be a better direction. */
  get #offered(): readonly ListedMetric[] {
    return this.#metrics.data?.filter(({ better }) => better !== 'neither') ?? [];
  }

  get #metric(): ListedMetric['metric'] | undefined {
    return this.metric ?? this.#offered[0]?.metric;
  }

  get #subject(): Pick<ListedMetric, 'unit' | 'better' | 'name'> {
    const listed = this.#metrics.data?.find(({ metric }) => metric === this.#metric);
    return this.goal ?? listed ?? { unit: 'count', better: 'higher', name: { pt: '', en: '', es: '' } };
  }

  get #choices(): PeriodChoice[] {
    return periodChoices(this.today, this.goal);
  }

  get #texts(): GoalEditorTexts {
    return this.locale.texts(goalEditorTexts);
  }
}

const option = (value: string, label: string, selected: string | undefined): TemplateResult => html`<option value=${value} ?selected=${value === selected}>${label}</option>`;

GoalEditor.register();
