import { audit } from '../../core/audit.ts';
import { addDays, periodOf } from '../../core/dates.ts';
import type { ClientSql } from '../../core/db.ts';
import { announce } from '../../core/changes.ts';
import { AppError } from '../../core/errors.ts';
import { definitionOf, type MetricId } from '../../core/metrics/definitions.ts';
import { readPredictedEnds } from '../../core/metrics/predicted.ts';
import { recordEvent } from '../../core/product-events.ts';
import { reads, router, writes } from '../../core/trpc.ts';
import { assessAll, assessOne, readFigures } from './goal-figures.ts';
import { assess, progressDays } from './goal-status.ts';
import { deleteGoal, findGoal, insertGoal, listGoals, listProgress, updateGoal, wasReviewed, type NewGoal } from './goals.queries.ts';
import { CreateGoal, Goal, GoalHistory, GoalId, ListedGoals, ListGoals, RemoveGoal, UpdateGoal, type StoredGoal } from './goals.schema.ts';

export const goalsRouter = router({
  list: reads('goals')
    .input(ListGoals)
    .output(ListedGoals)
    .query(({ ctx, input }) =>
      ctx.asClient(async (sql) => {
        const { from, to } = input.from && input.to ? { from: input.from, to: input.to } : periodOf(input.period, ctx.today);
        const stored = await listGoals(sql, from, to, ctx.rows['goals']);
        const goals = await assessAll(sql, ctx.client, stored, ctx.today);
        return { today: ctx.today, currency: ctx.client.currency, canEdit: ctx.scopes.includes('goals:write'), goals };
      }),
    ),

  history: reads('goals')
    .input(GoalId)
    .output(GoalHistory)
    .query(({ ctx, input: { id } }) =>
      ctx.asClient(async (sql) => {
        const [stored, recorded] = await Promise.all([findGoal(sql, id), listProgress(sql, id)]);
        if (!stored || !allowed(ctx.rows['goals'], id)) throw new AppError('not_found', `No goal ${id}`);
        const [figures, ends] = await Promise.all([readFigures(sql, ctx.client, [stored], ctx.today), readPredictedEnds(sql, ctx.today)]);
        const bands = new Map(recorded.map((day) => [day.date, day]));
        const days = progressDays(stored, figures.get(stored.metric)!, ctx.today).map((day) => {
          const { low = null, high = null } = bands.get(day.date) ?? {};
          return low === null || high === null ? day : { ...day, low, high };
        });
        return { goal: assess(stored, figures.get(stored.metric)!, ctx.today, ends), currency: ctx.client.currency, days };
      }),
    ),

  create: writes('goals')
    .input(CreateGoal)
    .output(Goal)
    .mutation(({ ctx, input }) =>
      ctx.asClient(async (sql) => {
        refuseNarrowed(ctx.rows['goals']);
        const { metric, target, period } = input;
        const goal: NewGoal = { metric, target, period, ...datesOf(input) };
        checkMetric(goal.metric);
        const created = await insertGoal(sql, goal, ctx.now);
        if (!created) throw taken(goal);
        await audit(sql, ctx.caller, { action: 'goals.create', subject: created.id, value: created, requestId: ctx.requestId });
        await recordEvent(sql, ctx.caller, { widget: 'goals', name: 'create', subject: created.id, at: ctx.now });
        await announce(sql, 'goals', 'score');
        return assessOne(sql, ctx.client, created, ctx.today);
      }),
    ),

  update: writes('goals')
    .input(UpdateGoal)
    .output(Goal)
    .mutation(({ ctx, input }) =>
      ctx.asClient(async (sql) => {
        const former = await mustFind(sql, input.id, ctx.rows['goals']);
        const { target = former.target, period = former.period, startsOn = former.startsOn, endsOn = former.endsOn } = input;
        const changed = { id: input.id, version: input.version, target, period, ...datesOf({ period, startsOn, endsOn }) };
        const updated = await updateGoal(sql, changed, ctx.now);
        if (!updated) throw changedMeanwhile();
        await audit(sql, ctx.caller, { action: 'goals.update', subject: input.id, former, value: updated, requestId: ctx.requestId });
        await recordEvent(sql, ctx.caller, { widget: 'goals', name: 'update', subject: input.id, at: ctx.now });
        await announce(sql, 'goals', 'score');
        return assessOne(sql, ctx.client, updated, ctx.today);
      }),
    ),

  /** That a person looked into a goal: once a day is enough. */
  review: writes('goals')
    .input(GoalId)
    .output(GoalId)
    .mutation(({ ctx, input: { id } }) =>
      ctx.asClient(async (sql) => {
        await mustFind(sql, id, ctx.rows['goals']);
        if (await wasReviewed(sql, id, ctx.client.timeZone, ctx.today)) return { id };
        await recordEvent(sql, ctx.caller, { widget: 'goals', name: 'review', subject: id, at: ctx.now });
        await announce(sql, 'score');
        return { id };
      }),
    ),

  remove: writes('goals')
    .input(RemoveGoal)
    .output(GoalId)
    .mutation(({ ctx, input: { id, version } }) =>
      ctx.asClient(async (sql) => {
        const former = await mustFind(sql, id, ctx.rows['goals']);
        if (!(await deleteGoal(sql, id, version))) throw changedMeanwhile();
        await audit(sql, ctx.caller, { action: 'goals.remove', subject: id, former, requestId: ctx.requestId });
        await recordEvent(sql, ctx.caller, { widget: 'goals', name: 'remove', subject: id, at: ctx.now });
        await announce(sql, 'goals', 'score');
        return { id };
      }),
    ),
});

const allowed = (only: readonly string[] | undefined, id: string) => only === undefined || only.includes(id);

async function mustFind(sql: ClientSql, id: string, only: readonly string[] | undefined): Promise<StoredGoal> {
  const goal = await findGoal(sql, id);
  if (!goal || !allowed(only, id)) throw new AppError('not_found', `No goal ${id}`);
  return goal;
}

/** A token for some goals may not make others. */
function refuseNarrowed(only: readonly string[] | undefined): void {
  if (only) throw new AppError('forbidden', 'This token reaches only some goals');
}

function checkMetric(metric: MetricId): void {
  if (definitionOf(metric).better !== 'neither') return;
  throw new AppError('invalid_input', `${metric} has no direction that is better, so it cannot be a goal`, {
    fields: [{ path: 'metric', expected: 'a metric that is better high or low' }],
  });
}

function datesOf({ period, startsOn, endsOn }: Pick<CreateGoal, 'period' | 'startsOn' | 'endsOn'>): Pick<NewGoal, 'startsOn' | 'endsOn'> {
  if (period !== 'custom') {
    const { from, to } = periodOf(period, startsOn);
    return { startsOn: from, endsOn: to };
  }
  if (endsOn === undefined || endsOn < startsOn || endsOn > addDays(startsOn, 730)) {
    throw new AppError('invalid_input', 'A custom period has a last day', {
      fields: [{ path: 'endsOn', expected: 'a day from startsOn to two years after it' }],
    });
  }
  return { startsOn, endsOn };
}

function taken({ metric, startsOn, endsOn }: Pick<NewGoal, 'metric' | 'startsOn' | 'endsOn'>): AppError {
  return new AppError('conflict', `A goal for ${metric} already covers days between ${startsOn} and ${endsOn}`, {
    fields: [{ path: 'startsOn', expected: 'days that no other goal of this metric covers' }],
  });
}

const changedMeanwhile = () => new AppError('conflict', 'Somebody changed this goal in the meantime');
