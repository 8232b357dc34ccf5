import type { Caller } from '../../core/access.ts';
import { audit } from '../../core/audit.ts';
import { announce } from '../../core/changes.ts';
import { addDays, type Day } from '../../core/dates.ts';
import type { ClientSql } from '../../core/db.ts';
import { AppError } from '../../core/errors.ts';
import { definitionOf } from '../../core/metrics/definitions.ts';
import { recordEvent } from '../../core/product-events.ts';
import { reads, router, staff, writes } from '../../core/trpc.ts';
import { countActions, decide, deciderOf, findAction, insertAction, listActions, reopen, type Decision, type StoredAction } from './actions.queries.ts';
import { Action, ActionId, CreateAction, DismissAction, ListActions, ListedActions, SnoozeAction } from './actions.schema.ts';

const MOST_SNOOZED_DAYS = 90;

export const actionsRouter = router({
  list: reads('actions')
    .input(ListActions)
    .output(ListedActions)
    .query(({ ctx, input: { state } }) =>
      ctx.asClient(async (sql) => {
        const [actions, counts] = await Promise.all([listActions(sql, state, ctx.today), countActions(sql, ctx.today)]);
        const canEdit = ctx.scopes.includes('actions:write');
        return { today: ctx.today, currency: ctx.client.currency, canEdit, actions: actions.map(describe), counts };
      }),
    ),

  complete: writes('actions')
    .input(ActionId)
    .output(Action)
    .mutation(({ ctx, input: { id } }) => ctx.asClient((sql) => handle(sql, ctx, id, 'complete', { state: 'completed' }))),

  dismiss: writes('actions')
    .input(DismissAction)
    .output(Action)
    .mutation(({ ctx, input: { id, reason } }) => ctx.asClient((sql) => handle(sql, ctx, id, 'dismiss', { state: 'dismissed', reason }))),

  snooze: writes('actions')
    .input(SnoozeAction)
    .output(Action)
    .mutation(({ ctx, input: { id, until } }) => {
      const [first, last] = [addDays(ctx.today, 1), addDays(ctx.today, MOST_SNOOZED_DAYS)];
      if (until < first || until > last) {
        throw new AppError('invalid_input', `An action is put off until a day from ${first} to ${last}`, { fields: [{ path: 'until', expected: `${first} – ${last}` }] });
      }
      return ctx.asClient((sql) => handle(sql, ctx, id, 'snooze', { state: 'snoozed', until }));
    }),

  undo: writes('actions')
    .input(ActionId)
    .output(Action)
    .mutation(({ ctx, input: { id } }) =>
      ctx.asClient(async (sql) => {
        const former = await mustFind(sql, id, ctx.today);
        if (!(await reopen(sql, id))) throw new AppError('conflict', 'This action is open already');
        return record(sql, ctx, 'undo', former);
      }),
    ),

  create: staff('actions')
    .input(CreateAction)
    .output(Action)
    .mutation(({ ctx, input }) =>
      ctx.asClient(async (sql) => {
        const id = await insertAction(sql, input, ctx.caller, ctx.now);
        await audit(sql, ctx.caller, { action: 'actions.create', subject: id, value: input, requestId: ctx.requestId });
        await announce(sql, 'actions', 'score');
        return describe(await mustFind(sql, id, ctx.today));
      }),
    ),
});

interface Deciding {
  caller: Caller;
  today: Day;
  now: Date;
  requestId: string;
}

type Verb = 'complete' | 'dismiss' | 'snooze' | 'undo';

async function handle(sql: ClientSql, by: Deciding, id: string, verb: Verb, decision: Decision): Promise<Action> {
  const former = await mustFind(sql, id, by.today);
  if (!(await decide(sql, id, decision, by.caller, by.today, by.now))) throw await taken(sql, by, id);
  return record(sql, by, verb, former);
}

/** What was done, in the log and to the figures that depend on it: once for each outcome. */
async function record(sql: ClientSql, { caller, today, now, requestId }: Deciding, verb: Verb, former: StoredAction): Promise<Action> {
  const action = await mustFind(sql, former.id, today);
  const state = ({ state: is, reason, snoozedUntil }: StoredAction) => ({ state: is, reason, snoozedUntil });
  await audit(sql, caller, { action: `actions.${verb}`, subject: former.id, former: state(former), value: state(action), requestId });
  await recordEvent(sql, caller, { widget: 'actions', name: verb, subject: former.id, at: now });
  await announce(sql, 'actions', 'score');
  return describe(action);
}

async function mustFind(sql: ClientSql, id: string, today: Day): Promise<StoredAction> {
  const action = await findAction(sql, id, today);
  if (!action) throw new AppError('not_found', `No action ${id}`);
  return action;
}

/** Somebody was faster: says who, when, and what they did. */
async function taken(sql: ClientSql, { caller, today }: Deciding, id: string): Promise<AppError> {
  const [{ state, decidedBy, decidedAt }, decider] = await Promise.all([mustFind(sql, id, today), deciderOf(sql, id)]);
  return new AppError('conflict', `This action is ${state} already${decidedBy ? `, by ${decidedBy}` : ''}`, {
    details: { state, by: decidedBy, at: decidedAt, mine: decider === caller.label },
  });
}

function describe(action: StoredAction): Action {
  if (!action.evidence) return { ...action, metric: null };
  const { name, unit } = definitionOf(action.evidence.metric);
  return { ...action, metric: { name, unit } };
}
