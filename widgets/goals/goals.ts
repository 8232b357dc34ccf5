import { html, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { Goal, GoalStatus, ListedGoals } from '../../server/modules/goals/goals.schema.ts';
import { coreTexts } from '../core/core.texts.ts';
import { icon, icons } from '../core/icons.ts';
import { Query } from '../core/query.ts';
import { Widget, type EmptyView, type View } from '../core/widget.ts';
import barStyles from '../ui/bar/bar.styles.ts';
import { bar } from '../ui/bar/bar.ts';
import iconButton from '../ui/button/icon-button.styles.ts';
import chipStyles from '../ui/chip/chip.styles.ts';
import { chip, type Tone } from '../ui/chip/chip.ts';
import type { Day } from '../ui/days/days.ts';
import type { Period } from '../ui/days/start.ts';
import { explainButton } from '../ui/explain/explain-button.ts';
import { checkIcon, clockIcon, closeIcon, flatIcon, targetIcon } from '../ui/icon/icons.ts';
import { localized } from '../ui/localized/localized.ts';
import narrow from '../ui/narrow/narrow.styles.ts';
import type { GoalNotice, GoalTask } from './goal-flow.ts';
import { addsUp, standing } from './goal-standing.ts';
import { GoalSelectEvent } from './goals.events.ts';
import styles from './goals.styles.ts';
import { goalsTexts, type GoalsTexts, type Span } from './goals.texts.ts';

const looks: Record<GoalStatus, [Tone, path: string]> = {
  reached: ['pos', checkIcon],
  on_track: ['pos', checkIcon],
  at_risk: ['wrn', icons.alert],
  missed: ['neg', closeIcon],
  open: ['quiet', clockIcon],
  upcoming: ['quiet', clockIcon],
  no_data: ['quiet', flatIcon],
};

/**
 * The goals of a period: how far each has come, where it is heading, and its history.
 * Who may, defines, changes and removes them here.
 *
 * @tag arco-goals
 *
 * @csspart list - The list of goals.
 * @csspart goal - One goal.
 * @csspart name - Its name, the button that opens its history.
 * @csspart bar - Its progress.
 * @csspart chip - How it stands, in a word.
 * @csspart notice - What could not be done.
 * @csspart create - Button that defines a goal.
 * @csspart explain - Button that opens where the figures came from.
 *
 * @fires {GoalSelectEvent} arco-goal-select - The user picked a goal; cancel it to show something else than its history.
 * @fires {GoalCreateEvent} arco-goal-create - The user made a goal.
 * @fires {GoalUpdateEvent} arco-goal-update - The user changed a goal.
 * @fires {GoalRemoveEvent} arco-goal-remove - The user removed a goal.
 */
export class ArcoGoals extends Widget<ListedGoals> {
  static override readonly tag = 'arco-goals';
  static override readonly height = 420;
  static override readonly texts = [goalsTexts];
  static override readonly topics = ['goals'];
  static override readonly styles = [Widget.styles, narrow, iconButton, barStyles, chipStyles, styles];

  /** Calendar period around today whose goals are shown. `from` and `to` stand in its place. */
  @property() period: Period = 'month';

  /** First day, `yyyy-mm-dd`. */
  @property() from: Day | undefined;

  /** Last day, `yyyy-mm-dd`. */
  @property() to: Day | undefined;

  @state() private task: GoalTask | undefined;
  @state() private notice: GoalNotice | undefined;

  protected readonly query = new Query(this, {
    args: () => [this.period, this.from, this.to] as const,
    load: ({ api, signal }, period, from, to) => api.goals.list.query(from && to ? { from, to } : { period }, { signal }),
    mock: async (period) => (await import('./goals.fixtures.ts')).goalsFixture(period),
    empty: ({ goals }) => goals.length === 0,
  });

  protected override get heading(): string {
    return this.#texts.heading(this.#span);
  }

  protected override render(): TemplateResult {
    return html`${super.render()} ${this.task ? this.#renderFlow(this.task) : nothing}`;
  }

  protected override renderMeta(): View {
    const [first, ...rest] = this.query.data?.goals ?? [];
    const isShared = first && first.daysLeft > 0 && first.status !== 'upcoming' && rest.every(({ endsOn }) => endsOn === first.endsOn);
    return html`${isShared ? html`<span class="small q from-s">${this.#texts.left(first.daysLeft, this.locale.number(first.daysLeft))}</span>` : nothing}
      <span class="sr" role="status">${this.notice?.failed ? nothing : this.notice?.text}</span>`;
  }

  protected override renderActions(): View {
    const { api, mock, locale } = this;
    const goals = this.query.data?.goals ?? [];
    const subjects = goals.map(({ metric, name, startsOn, endsOn }) => ({ metric, name: localized(name, locale), from: startsOn, to: endsOn }));
    const { create, explain } = this.#texts;
    return html`${this.#canEdit
        ? html`<button part="create" class="ibtn" type="button" aria-label=${create} title=${create} @click=${this.#create}>${icon(icons.plus)}</button>`
        : nothing}
      ${explainButton(explain(this.heading), { subjects, api, mock, locale })}`;
  }

  protected override renderSkeleton(): View {
    return html`${[1, 2, 3].map(() => html`<span class="sk h3"></span><span class="sk"></span>`)}`;
  }

  protected override renderEmpty(): EmptyView {
    const texts = this.#texts;
    const text = this.#canEdit ? texts.emptyEditor : texts.emptyReader;
    const action = this.#canEdit ? html`<button part="create" class="btn pri" type="button" @click=${this.#create}>${icon(icons.plus, 's')}${texts.first}</button>` : nothing;
    return { icon: targetIcon, title: texts.empty, text, action };
  }

  protected override renderData({ goals, currency }: ListedGoals): View {
    return html`
      <ul part="list">
        ${goals.map((goal) => this.#renderGoal(goal, currency))}
      </ul>
      <p class="foot">${this.#renderTick(goals)}</p>
      ${this.notice?.failed ? html`<p part="notice" class="small" role="alert">${this.notice.text}</p>` : nothing}
    `;
  }

  #renderGoal(goal: Goal, currency: string): TemplateResult {
    const { name, unit, better, current, target, elapsed, status } = goal;
    const texts = this.#texts;
    const write = (value: number | null) => this.locale.value(value, unit, currency);
    const isCeiling = better === 'lower';
    const share = (current ?? 0) / target;
    const percent = this.locale.percent(share, { maximumFractionDigits: 0 });
    const tone = isCeiling && share > 1 ? 'negative' : status === 'reached' ? 'positive' : undefined;
    return html`
      <li part="goal">
        <div class="split">
          <button part="name" type="button" aria-haspopup="dialog" @click=${() => this.#open(goal)}>${localized(name, this.locale)}</button>
          <span class="end"><b>${write(current)}</b> <span class="q from-s">${(isCeiling ? texts.ceiling : texts.of)(write(target))}</span></span>
        </div>
        ${bar({ value: share, mark: marked(goal) ? elapsed : undefined, label: (isCeiling ? texts.shareOfCeiling : texts.share)(percent), tone })}
        <div class="split small">
          <span class="q from-s">${standing(goal, currency, this.locale, texts)}</span>
          ${chip(texts.status[status], ...looks[status])}
        </div>
      </li>
    `;
  }

  #renderTick(goals: readonly Goal[]): View {
    const [first, ...rest] = goals.filter(marked);
    if (!first) return nothing;
    const same = rest.every(({ elapsed }) => elapsed === first.elapsed);
    const percent = this.locale.percent(first.elapsed, { maximumFractionDigits: 0 });
    return html`<span class="from-s">${same ? this.#texts.tick(first.period, percent) : this.#texts.ticks}</span>`;
  }

  #renderFlow(task: GoalTask): TemplateResult {
    return html`<arco-ui-goal-flow
      .task=${task}
      .list=${this.query}
      .canEdit=${this.#canEdit}
      .api=${this.api}
      .mock=${this.mock}
      .locale=${this.locale}
      .emit=${(event: Event) => this.emit(event)}
      @notice=${({ detail }: CustomEvent<GoalNotice>) => (this.notice = detail)}
      @close=${() => (this.task = undefined)}
    ></arco-ui-goal-flow>`;
  }

  readonly #create = (): void => void this.#start({ todo: 'edit' });

  #open(goal: Goal): void {
    if (this.emit(new GoalSelectEvent(goal))) void this.#start({ todo: 'read', goal });
  }

  async #start(task: GoalTask): Promise<void> {
    this.notice = undefined;
    try {
      await import('./goal-flow.ts');
      this.task = task;
    } catch {
      this.notice = { text: this.locale.texts(coreTexts).offline[0], failed: true };
    }
  }

  get #texts(): GoalsTexts {
    return this.locale.texts(goalsTexts);
  }

  get #span(): Span {
    return this.from && this.to ? 'custom' : this.period;
  }

  /** Writing is off while what is shown is only what was saved. */
  get #canEdit(): boolean {
    return Boolean(this.query.data?.canEdit) && this.state !== 'stale';
  }
}

/** Whether a tick on the bar says something: the figure grows with the days, and the period is on its way. */
function marked(goal: Goal): boolean {
  return addsUp(goal) && goal.daysLeft > 0 && goal.status !== 'upcoming';
}

declare global {
  interface HTMLElementTagNameMap {
    'arco-goals': ArcoGoals;
  }
}
