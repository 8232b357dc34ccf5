import { html, type LitElement, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import type { Goal, ListedGoals } from '../../server/modules/goals/goals.schema.ts';
import { reasonOf } from '../core/errors.ts';
import type { Query } from '../core/query.ts';
import { DataElement } from '../ui/element/data-element.ts';
import { localized } from '../ui/localized/localized.ts';
import { goalFlowTexts, type GoalFlowTexts } from './goal-flow.texts.ts';
import './goal-editor.ts';
import './goal-history.ts';
import { GoalCreateEvent, GoalRemoveEvent, GoalUpdateEvent } from './goals.events.ts';

/** What a person is doing with a goal; without one, they are making it. */
export interface GoalTask {
  readonly todo: 'read' | 'edit';
  readonly goal?: Goal;
}

/** What to tell them once it is done, and whether it went wrong. */
export interface GoalNotice {
  readonly text: string;
  readonly failed: boolean;
}

/** The dialogs of a goal, and what they do to the list. */
export class GoalFlow extends DataElement {
  static override readonly tag = 'arco-ui-goal-flow';
  static override readonly texts = [goalFlowTexts];

  @property({ attribute: false }) task!: GoalTask;

  /** The list that is shown. */
  @property({ attribute: false }) list!: Query<ListedGoals>;

  @property({ attribute: false }) canEdit = false;

  /** Tells the host page; its widget does. */
  @property({ attribute: false }) emit!: (event: Event) => boolean;

  protected override firstUpdated(): void {
    const { todo, goal } = this.task;
    // That somebody looked into it counts for the score. Where it cannot be told now, it is told the next time.
    if (todo === 'read' && goal && this.canEdit && !this.mock) this.api?.goals.review.mutate({ id: goal.id }).catch(() => {});
  }

  protected override render(): TemplateResult {
    const { api, mock, locale, canEdit, list } = this;
    const { todo, goal } = this.task;
    const { today = '', currency = '' } = list.data ?? {};
    if (todo === 'read' && goal) {
      return html`<arco-ui-goal-history
        .goal=${goal}
        .currency=${currency}
        .canEdit=${canEdit}
        .api=${api}
        .mock=${mock}
        .locale=${locale}
        @close=${this.done}
        @edit=${() => this.#turnTo({ todo: 'edit', goal })}
        @remove=${() => this.#remove(goal)}
      ></arco-ui-goal-history>`;
    }
    return html`<arco-ui-goal-editor
      .goal=${goal}
      .today=${today}
      .currency=${currency}
      .api=${api}
      .mock=${mock}
      .locale=${locale}
      @close=${this.done}
      @saved=${({ detail }: CustomEvent<Goal>) => this.#keep(detail, goal)}
    ></arco-ui-goal-editor>`;
  }

  #turnTo(task: GoalTask): void {
    this.task = task;
  }

  #keep(goal: Goal, former: Goal | undefined): void {
    this.#change((goals) => (former ? goals.map((each) => (each.id === goal.id ? goal : each)) : [...goals, goal]));
    this.#tell(this.#texts.saved(localized(goal.name, this.locale)));
    this.emit(former ? new GoalUpdateEvent(goal) : new GoalCreateEvent(goal));
    // The button of an empty list goes with its being empty.
    if (!former) void this.#focusOn('[part="create"]');
    // A changed period may have left the one that is shown.
    if (!this.mock) void this.list.reload();
    this.done();
  }

  /** Takes the goal off at once, and puts it back when the server would not. */
  async #remove(goal: Goal): Promise<void> {
    const texts = this.#texts;
    const name = localized(goal.name, this.locale);
    const before = this.list.data?.goals ?? [];
    this.#change((goals) => goals.filter(({ id }) => id !== goal.id));
    await this.#focusOn('[part="create"]');
    try {
      if (!this.mock) await this.api?.goals.remove.mutate({ id: goal.id, version: goal.version });
      this.#tell(texts.removed(name));
      this.emit(new GoalRemoveEvent(goal));
    } catch (error) {
      const isChanged = reasonOf(error) === 'conflict';
      this.#change(() => before);
      this.#tell(isChanged ? texts.changedBefore(name) : texts.notRemoved(name), true);
      if (isChanged) void this.list.reload();
    }
    this.done();
  }

  #change(change: (goals: readonly Goal[]) => readonly Goal[]): void {
    this.list.update((data) => ({ ...data, goals: [...change(data.goals)] }));
  }

  /** The goal whose button had the focus is gone. */
  async #focusOn(selector: string): Promise<void> {
    const root = this.getRootNode() as ShadowRoot;
    await (root.host as Partial<LitElement>).updateComplete;
    root.querySelector<HTMLElement>(selector)?.focus();
  }

  #tell(text: string, failed = false): void {
    this.dispatchEvent(new CustomEvent<GoalNotice>('notice', { detail: { text, failed } }));
  }

  get #texts(): GoalFlowTexts {
    return this.locale.texts(goalFlowTexts);
  }
}

GoalFlow.register();
