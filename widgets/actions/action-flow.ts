import { html, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import type { Action, ListedActions } from '../../server/modules/actions/actions.schema.ts';
import { DataElement } from '../ui/element/data-element.ts';
import './action-choice.ts';
import './action-log.ts';
import './action-details.ts';
import type { Decisions } from './decisions.ts';

/** What a person is doing: reading an action or how they are ranked, deciding on one, or looking at what has been done. */
export type ActionTask = { readonly todo: 'read' | 'snooze' | 'dismiss'; readonly action: Action } | { readonly todo: 'log' | 'explain' };

/** The dialogs of actions, one at a time. */
export class ActionFlow extends DataElement {
  static override readonly tag = 'arco-ui-action-flow';

  @property({ attribute: false }) task!: ActionTask;
  @property({ attribute: false }) list: ListedActions | undefined;
  @property({ attribute: false }) canEdit = false;
  @property({ attribute: false }) decisions!: Decisions;

  protected override render(): TemplateResult {
    const { task, list, canEdit, decisions, api, mock, locale } = this;
    if (task.todo === 'log') {
      return html`<arco-ui-action-log .list=${list} .canEdit=${canEdit} .decisions=${decisions} .api=${api} .mock=${mock} .locale=${locale} @close=${this.done}></arco-ui-action-log>`;
    }
    if (task.todo === 'snooze' || task.todo === 'dismiss') {
      return html`<arco-ui-action-choice .todo=${task.todo} .action=${task.action} .today=${list?.today ?? ''} .decisions=${decisions} .locale=${locale} @close=${this.done}></arco-ui-action-choice>`;
    }
    return html`<arco-ui-action-details
      .action=${task.todo === 'read' ? task.action : undefined}
      .list=${list}
      .canEdit=${canEdit}
      .decisions=${decisions}
      .api=${api}
      .mock=${mock}
      .locale=${locale}
      @choose=${({ detail }: CustomEvent<'snooze' | 'dismiss'>) => this.#turnTo(detail)}
      @close=${this.done}
    ></arco-ui-action-details>`;
  }

  #turnTo(todo: 'snooze' | 'dismiss'): void {
    if ('action' in this.task) this.task = { todo, action: this.task.action };
  }
}

ActionFlow.register();
