import * as z from 'zod';
import { AskedDay, Text } from '../../core/input.ts';
import { Better, MetricId, Projection, Unit } from '../../core/metrics/metrics.schema.ts';

export const GoalPeriod = z.enum(['day', 'week', 'month', 'quarter', 'custom']);
export type GoalPeriod = z.infer<typeof GoalPeriod>;

export const GoalStatus = z.enum(['upcoming', 'no_data', 'open', 'on_track', 'at_risk', 'reached', 'missed']);
export type GoalStatus = z.infer<typeof GoalStatus>;

export const Goal = z.strictObject({
  id: z.uuid(),
  metric: MetricId,
  name: Text,
  unit: Unit,
  /** Of a metric that is better low, the target is a ceiling. */
  better: Better,
  period: GoalPeriod,
  startsOn: z.iso.date(),
  endsOn: z.iso.date(),
  /** In the metric's unit: centavos, a fraction of 1, a count. */
  target: z.number().positive(),
  /** Rises with every change; a change names the one it was made to. */
  version: z.int(),
  /** The metric from the first day until now; null without data. */
  current: z.number().nullable(),
  /** `current` as a share of the target. */
  progress: z.number().nullable(),
  /** Share of the period's days that are over. */
  elapsed: z.number().min(0).max(1),
  /** Days still to come, today included. */
  daysLeft: z.int().nonnegative(),
  /** The first day on which the target was reached. */
  reachedOn: z.iso.date().nullable(),
  projection: Projection.nullable(),
  status: GoalStatus,
  /** `current` has a day in it that is not over. */
  partialToday: z.boolean(),
  updatedAt: z.iso.datetime().nullable(),
});
export type Goal = z.infer<typeof Goal>;

/** The goal as it is stored. */
export type StoredGoal = Pick<Goal, 'id' | 'metric' | 'period' | 'startsOn' | 'endsOn' | 'target' | 'version'>;

export const ListGoals = z
  .strictObject({
    /** The current one of this length, unless `from` and `to` say otherwise. */
    period: z.enum(['day', 'week', 'month', 'quarter', 'year']).default('month'),
    from: AskedDay.optional(),
    to: AskedDay.optional(),
  })
  .refine(({ from, to }) => (from === undefined) === (to === undefined), { path: ['to'], error: 'from + to' })
  .refine(({ from, to }) => from === undefined || to === undefined || from <= to, { path: ['to'], error: 'to ≥ from' })
  .prefault({});
export type ListGoals = z.infer<typeof ListGoals>;

export const ListedGoals = z.strictObject({
  today: z.iso.date(),
  /** ISO 4217, of money. */
  currency: z.string(),
  canEdit: z.boolean(),
  goals: z.array(Goal),
});
export type ListedGoals = z.infer<typeof ListedGoals>;

const target = z.number().positive().max(1e13);

export const CreateGoal = z.strictObject({
  metric: MetricId,
  target,
  period: GoalPeriod,
  /** Any day of the period; of a custom one, its first. */
  startsOn: AskedDay,
  /** Of a custom period. */
  endsOn: AskedDay.optional(),
});
export type CreateGoal = z.infer<typeof CreateGoal>;

export const UpdateGoal = z.strictObject({
  id: z.uuid(),
  version: z.int(),
  target: target.optional(),
  period: GoalPeriod.optional(),
  startsOn: AskedDay.optional(),
  endsOn: AskedDay.optional(),
});
export type UpdateGoal = z.infer<typeof UpdateGoal>;

export const RemoveGoal = z.strictObject({ id: z.uuid(), version: z.int() });
export type RemoveGoal = z.infer<typeof RemoveGoal>;

export const GoalId = z.strictObject({ id: z.uuid() });

export const GoalDay = z.strictObject({
  date: z.iso.date(),
  /** Of the day. */
  value: z.number().nullable(),
  /** From the first day to this one. */
  total: z.number().nullable(),
  /** Where the period was expected to end, as it was known that evening. */
  low: z.number().optional(),
  high: z.number().optional(),
  partial: z.literal(true).optional(),
});
export type GoalDay = z.infer<typeof GoalDay>;

export const GoalHistory = z.strictObject({ goal: Goal, currency: z.string(), days: z.array(GoalDay) });
export type GoalHistory = z.infer<typeof GoalHistory>;
