import type { TRPCClientError } from '@trpc/client';
import type { AppRouter } from '../../server/router.ts';
import type { Action, ListedActions } from '../../server/modules/actions/actions.schema.ts';
import type { Api } from '../core/api.ts';
import { reasonOf } from '../core/errors.ts';
import type { Locale } from '../core/locale.ts';
import type { Query } from '../core/query.ts';
import type { ActionWords } from './action-words.ts';
import { ActionCompleteEvent, ActionDismissEvent, ActionSnoozeEvent, ActionUndoEvent } from './actions.events.ts';
import type { ActionsTexts } from './actions.texts.ts';

/** What to tell of a decision, and the action that it can be undone for. */
export interface ActionNotice {
  readonly text: string;
  readonly failed: boolean;
  readonly undo?: Action | undefined;
}

interface Options {
  readonly query: Query<ListedActions, readonly []>;
  /** None for fixtures, which decide by themselves. */
  readonly api: () => Api | undefined;
  readonly words: (action: Action) => ActionWords;
  readonly texts: () => ActionsTexts;
  readonly locale: () => Locale;
  readonly tell: (notice: ActionNotice) => void;
  readonly emit: (event: Event) => boolean;
  /** Moves the focus away from an action that is about to go. */
  readonly leave: (action: Action) => void;
  /** Moves it to one that is back. */
  readonly arrive: (action: Action) => void;
}

type Ask = (api: Api) => Promise<Action>;

/** Sees to actions: at once on the screen, then on the server; what that refuses is put back, with who was faster. */
export class Decisions {
  readonly #options: Options;
  readonly #pending = new Map<string, Promise<Action>>();

  constructor(options: Options) {
    this.#options = options;
  }

  async complete(action: Action): Promise<void> {
    const text = this.#options.texts().completed(this.#title(action));
    const done = await this.#decide({ ...action, state: 'completed' }, text, (api) => api.actions.complete.mutate({ id: action.id }));
    if (done) this.#options.emit(new ActionCompleteEvent(done));
  }

  async dismiss(action: Action, reason: string): Promise<void> {
    const text = this.#options.texts().dismissed(this.#title(action));
    const done = await this.#decide({ ...action, state: 'dismissed', reason }, text, (api) => api.actions.dismiss.mutate({ id: action.id, reason }));
    if (done) this.#options.emit(new ActionDismissEvent(done));
  }

  async snooze(action: Action, until: string): Promise<void> {
    const text = this.#options.texts().snoozed(this.#title(action), this.#options.locale().date(until));
    const done = await this.#decide({ ...action, state: 'snoozed', snoozedUntil: until }, text, (api) => api.actions.snooze.mutate({ id: action.id, until }));
    if (done) this.#options.emit(new ActionSnoozeEvent(done));
  }

  /** Answers whether it could be. */
  async undo(action: Action): Promise<boolean> {
    const { api, query, tell, texts, emit, arrive } = this.#options;
    const client = api();
    try {
      // Nothing is taken back before it has arrived.
      await this.#pending.get(action.id);
      const open: Action = client ? await client.actions.undo.mutate({ id: action.id }) : { ...action, state: 'open' };
      if (client) await query.reload();
      else query.update((data) => withBack(data, open, action.state));
      tell({ text: texts().reopened(this.#title(open)), failed: false });
      arrive(open);
      emit(new ActionUndoEvent(open));
      return true;
    } catch (error) {
      this.#explain(error, action);
      return false;
    }
  }

  /** Answers the action as the server has it; `undefined` where it was refused, or is on its way already. */
  async #decide(decided: Action, text: string, ask: Ask): Promise<Action | undefined> {
    const { api, query, tell, leave } = this.#options;
    const { id, state } = decided;
    if (this.#pending.has(id)) return undefined;
    const former = query.data?.actions ?? [];
    leave(decided);
    query.update((data) => withState(data, decided));
    tell({ text, failed: false, undo: decided });
    const client = api();
    const answer = client ? ask(client) : Promise.resolve(decided);
    this.#pending.set(id, answer);
    try {
      return await answer;
    } catch (error) {
      const before = former.find((each) => each.id === id);
      // What somebody else has seen to is not on the list any more: what is there now is loaded.
      if (before && !isGone(error)) query.update((data) => withBack(data, before, state, former));
      this.#explain(error, decided);
      return undefined;
    } finally {
      this.#pending.delete(id);
    }
  }

  /** What the person did themselves, on a request that got lost on its way back, is no news to them. */
  #explain(error: unknown, action: Action): void {
    const { query, tell, texts } = this.#options;
    const { reason, details } = (error as TRPCClientError<AppRouter>).data ?? {};
    const title = this.#title(action);
    if (isGone(error)) void query.reload();
    if (details?.['mine'] === true) return;
    const state = (details?.['state'] ?? 'open') as Action['state'];
    const text = reason === 'conflict' ? texts().taken(String(details?.['by'] ?? texts().somebody), state, title) : texts().failed(title);
    tell({ text, failed: true });
  }

  #title(action: Action): string {
    return this.#options.words(action).title;
  }
}

const isGone = (error: unknown): boolean => ['conflict', 'not_found'].includes(reasonOf(error));

function withState({ actions, counts, ...rest }: ListedActions, { id, state }: Action): ListedActions {
  const left = actions.filter((each) => each.id !== id);
  return { ...rest, actions: left, counts: { ...counts, open: counts.open - 1, [state]: counts[state] + 1 } };
}

/** An action that is open again, where it stood among the `former` ones; what else has changed since stays so. */
function withBack(data: ListedActions, action: Action, state: Action['state'], former: readonly Action[] = []): ListedActions {
  const { actions, counts } = data;
  if (actions.some(({ id }) => id === action.id)) return data;
  const ahead = former.slice(0, former.findIndex(({ id }) => id === action.id) + 1).map(({ id }) => id);
  const at = actions.findLastIndex(({ id }) => ahead.includes(id)) + 1;
  return { ...data, actions: actions.toSpliced(at, 0, action), counts: { ...counts, open: counts.open + 1, [state]: counts[state] - 1 } };
}
