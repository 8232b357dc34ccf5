import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { state } from 'lit/decorators.js';
import type { Action, ActionKind, ListedActions } from '../../server/modules/actions/actions.schema.ts';
import { coreTexts } from '../core/core.texts.ts';
import { icon, icons } from '../core/icons.ts';
import { Query } from '../core/query.ts';
import { infoTokens } from '../core/theme/info.ts';
import { Widget, type EmptyView, type View } from '../core/widget.ts';
import iconButton from '../ui/button/icon-button.styles.ts';
import chipStyles from '../ui/chip/chip.styles.ts';
import { chip, type Tone } from '../ui/chip/chip.ts';
import { boltIcon, bulbIcon, checkIcon, infoIcon, moreIcon } from '../ui/icon/icons.ts';
import narrow from '../ui/narrow/narrow.styles.ts';
import type { ActionTask } from './action-flow.ts';
import { wordsOf, type ActionWords } from './action-words.ts';
import { ActionOpenEvent } from './actions.events.ts';
import styles from './actions.styles.ts';
import { actionsTexts, type ActionsTexts } from './actions.texts.ts';
import { Decisions, type ActionNotice } from './decisions.ts';

const looks: Record<ActionKind, [Tone, path: string]> = {
  urgent: ['neg', icons.alert],
  insight: ['inf', bulbIcon],
  quick_win: ['pos', boltIcon],
};

/** Cards that are shown before somebody asks for more: what one can see to in half a minute. */
const FIRST = 3;

/**
 * What is worth doing now, the most worthwhile first: each with what it is worth, why, and how to see to it. What is
 * decided shows at once, and can be undone.
 *
 * @tag arco-actions
 *
 * @csspart list - The list of actions.
 * @csspart action - One action.
 * @csspart chip - Its kind, in a word.
 * @csspart gain - What it is worth.
 * @csspart act - Button that opens what to do.
 * @csspart done - Button that says it is done.
 * @csspart snooze - Button that puts it off.
 * @csspart dismiss - Button that dismisses it.
 * @csspart more - Button that opens all of that in the smallest cards.
 * @csspart all - Button that shows more than three.
 * @csspart log - Button that opens what has been done.
 * @csspart explain - Button that opens how actions are ranked.
 *
 * @fires {ActionOpenEvent} arco-action-open - The user asked what to do; cancel it to take them there instead.
 * @fires {ActionCompleteEvent} arco-action-complete - The user said that an action is done.
 * @fires {ActionDismissEvent} arco-action-dismiss - The user dismissed an action, with a reason.
 * @fires {ActionSnoozeEvent} arco-action-snooze - The user put an action off.
 * @fires {ActionUndoEvent} arco-action-undo - The user took a decision back.
 */
export class ArcoActions extends Widget<ListedActions> {
  static override readonly tag = 'arco-actions';
  static override readonly height = 340;
  static override readonly texts = [actionsTexts];
  static override readonly topics = ['actions'];
  static override readonly styles = [Widget.styles, infoTokens, narrow, iconButton, chipStyles, styles];

  @state() private task: ActionTask | undefined;
  @state() private notice: ActionNotice | undefined;
  @state() private all = false;

  protected readonly query = new Query(this, {
    load: ({ api, signal }) => api.actions.list.query({}, { signal }),
    mock: async () => (await import('./actions.fixtures.ts')).actionsFixture(),
    empty: ({ actions }) => !actions.length,
  });

  readonly #decisions = new Decisions({
    query: this.query,
    api: () => (this.mock || this.previewState ? undefined : this.api),
    words: (action) => this.#words(action),
    texts: () => this.#texts,
    locale: () => this.locale,
    tell: (notice) => void this.#tell(notice),
    emit: (event) => this.emit(event),
    leave: (action) => void this.#focusBeside(action),
    arrive: ({ id }) => {
      this.#back = id;
      this.requestUpdate();
    },
  });

  /** The action that was brought back, until its card stands there: another load may have overtaken the one that brings it. */
  #back: string | undefined;

  protected override get heading(): string {
    return this.#texts.heading;
  }

  protected override render(): TemplateResult {
    return html`${super.render()} ${this.task ? this.#renderFlow(this.task) : nothing}`;
  }

  /** The button that brought an action back is gone; a dialog keeps the focus that it has. */
  protected override updated(changed: PropertyValues<this>): void {
    super.updated(changed);
    const act = this.#back && this.renderRoot.querySelector<HTMLElement>(`[aria-labelledby="t-${this.#back}"] [part="act"]`);
    if (!act) return;
    this.#back = undefined;
    act.focus();
  }

  protected override renderMeta(): View {
    const count = this.query.data?.actions.length;
    return html`${count ? html`<span class="small q from-s">${this.#texts.summary(count, this.locale.number(count))}</span>` : nothing}
      ${this.notice && this.state === 'empty' ? this.#renderToast(this.notice) : nothing}`;
  }

  protected override renderActions(): View {
    return html`<button part="explain" class="ibtn" type="button" aria-label=${this.#texts.open} aria-haspopup="dialog" @click=${() => this.#start({ todo: 'explain' })}>${icon(infoIcon)}</button>`;
  }

  protected override renderSkeleton(): View {
    return html`<div class="cards">${[1, 2, 3].map(() => html`<span class="sk card"></span>`)}</div>`;
  }

  protected override renderEmpty(): EmptyView {
    const texts = this.#texts;
    const log = this.#handled ? html`<button part="log" class="lnk" type="button" aria-haspopup="dialog" @click=${() => this.#start({ todo: 'log' })}>${texts.log}</button>` : nothing;
    return { icon: checkIcon, title: texts.empty, text: texts.emptyText, action: log };
  }

  protected override renderData({ actions }: ListedActions): View {
    const texts = this.#texts;
    const shown = this.all ? actions : actions.slice(0, FIRST);
    return html`
      ${this.notice ? this.#renderToast(this.notice) : nothing}
      <ol part="list">
        ${actions.length ? nothing : html`<li class="q">${texts.empty}</li>`}
        ${repeat(shown, ({ id }) => id, (action, index) => this.#renderAction(action, index === 0))}
      </ol>
      <p class="foot">
        ${actions.length > FIRST
          ? html`<button part="all" class="lnk" type="button" aria-expanded=${this.all} @click=${() => (this.all = !this.all)}>
              ${this.all ? texts.fewer : texts.all(this.locale.number(actions.length))}
            </button>`
          : nothing}
        ${this.#handled ? html`<button part="log" class="lnk" type="button" aria-haspopup="dialog" @click=${() => this.#start({ todo: 'log' })}>${texts.log}</button>` : nothing}
      </p>
    `;
  }

  #renderAction(action: Action, isFirst: boolean): TemplateResult {
    const texts = this.#texts;
    const { kind, minutes, id } = action;
    const { title, text, gain } = this.#words(action);
    return html`
      <li part="action" aria-labelledby="t-${id}">
        <div class="top">
          ${chip(texts.kind[kind], ...looks[kind])}
          <span class="cap from-s">${texts.minutes(this.locale.number(minutes))}</span>
          <button part="more" class="ibtn only-xs" type="button" aria-label="${texts.more}: ${title}" aria-haspopup="dialog" @click=${() => this.#start({ todo: 'read', action })}>${icon(moreIcon)}</button>
        </div>
        <h4 id="t-${id}">${title}</h4>
        <p class="small q from-s">${text}</p>
        <p part="gain">${gain}</p>
        <div class="do">
          <button part="act" class="btn ${isFirst ? 'pri' : ''}" type="button" aria-haspopup="dialog" @click=${() => this.#open(action)}>${texts.act}</button>
          ${this.#canEdit ? this.#renderChoices(action, title) : nothing}
        </div>
      </li>
    `;
  }

  #renderChoices(action: Action, title: string): TemplateResult {
    const texts = this.#texts;
    return html`<span class="alt">
      <button part="done" class="btn" type="button" aria-label=${texts.doneFor(title)} @click=${() => this.#decisions.complete(action)}>${texts.done}</button>
      <button part="snooze" class="btn" type="button" aria-label=${texts.snoozeFor(title)} aria-haspopup="dialog" @click=${() => this.#start({ todo: 'snooze', action })}>${texts.snooze}</button>
      <button part="dismiss" class="btn" type="button" aria-label=${texts.dismissFor(title)} aria-haspopup="dialog" @click=${() => this.#start({ todo: 'dismiss', action })}>${texts.dismiss}</button>
    </span>`;
  }

  #renderToast({ text, failed, undo }: ActionNotice): TemplateResult {
    return html`<arco-ui-toast
      .locale=${this.locale}
      .text=${text}
      .action=${undo ? this.#texts.undo : ''}
      .failed=${failed}
      @act=${() => undo && this.#decisions.undo(undo)}
      @close=${() => (this.notice = undefined)}
    ></arco-ui-toast>`;
  }

  #renderFlow(task: ActionTask): TemplateResult {
    return html`<arco-ui-action-flow
      .task=${task}
      .list=${this.query.data}
      .canEdit=${this.#canEdit}
      .decisions=${this.#decisions}
      .api=${this.api}
      .mock=${this.mock || Boolean(this.previewState)}
      .locale=${this.locale}
      @close=${() => (this.task = undefined)}
    ></arco-ui-action-flow>`;
  }

  #words(action: Action): ActionWords {
    return wordsOf(action, this.query.data?.currency ?? '', this.locale, this.#texts);
  }

  #open(action: Action): void {
    if (this.emit(new ActionOpenEvent(action))) void this.#start({ todo: 'read', action });
  }

  /** The card that had the focus goes: the next one gets it, or else the way to what has been done. */
  async #focusBeside({ id }: Action): Promise<void> {
    const cards = [...this.renderRoot.querySelectorAll<HTMLElement>('[part="act"]')];
    const at = this.query.data?.actions.findIndex((each) => each.id === id) ?? 0;
    const next = cards[at + 1] ?? cards[at - 1];
    if (next) return next.focus();
    this.requestUpdate();
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('[part="log"]')?.focus();
  }

  async #start(task: ActionTask): Promise<void> {
    this.notice = undefined;
    try {
      await import('./action-flow.ts');
      this.task = task;
    } catch {
      await this.#tell({ text: this.locale.texts(coreTexts).offline[0], failed: true });
    }
  }

  async #tell(notice: ActionNotice): Promise<void> {
    // Without its code, as when the network is gone, the words still stand there.
    await import('../ui/toast/toast.ts').catch(() => {});
    this.notice = notice;
  }

  get #texts(): ActionsTexts {
    return this.locale.texts(actionsTexts);
  }

  get #handled(): boolean {
    const { completed = 0, dismissed = 0, snoozed = 0 } = this.query.data?.counts ?? {};
    return completed + dismissed + snoozed > 0;
  }

  /** Writing is off while what is shown is only what was saved. */
  get #canEdit(): boolean {
    return Boolean(this.query.data?.canEdit) && this.state !== 'stale';
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'arco-actions': ArcoActions;
  }
}
