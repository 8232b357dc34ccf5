import * as z from 'zod';
import { AskedDay, Text } from '../../core/input.ts';
import { MetricId, Unit } from '../../core/metrics/metrics.schema.ts';

export const Rule = z.enum(['goal_at_risk', 'out_of_band', 'spend_without_conversions', 'idle_days', 'forecast_short_of_goal', 'raise_budget']);
export type Rule = z.infer<typeof Rule>;

export const ActionKind = z.enum(['urgent', 'insight', 'quick_win']);
export type ActionKind = z.infer<typeof ActionKind>;

export const ActionState = z.enum(['open', 'completed', 'dismissed', 'snoozed']);
export type ActionState = z.infer<typeof ActionState>;

/** What a rule saw, in the metric's unit. */
export const Evidence = z.strictObject({
  metric: MetricId,
  value: z.number(),
  /** What it was held against: a target, the usual of its weekday, or what the spend used to bring. */
  reference: z.number(),
  /** The projection's ends. */
  low: z.number().optional(),
  high: z.number().optional(),
  /** Days that the reference is of, or that it has lasted. */
  days: z.int().optional(),
  /** Of a day that was under way: until which hour of the client's clock, `hh:mm`. */
  until: z.string().optional(),
  from: z.iso.date(),
  to: z.iso.date(),
});
export type Evidence = z.infer<typeof Evidence>;

/** The metric over as many days after an action was completed as before. Not proof that the one caused the other. */
export const Effect = z.strictObject({
  metric: MetricId,
  before: z.number().nullable(),
  after: z.number().nullable(),
  days: z.int(),
  from: z.iso.date(),
  to: z.iso.date(),
});
export type Effect = z.infer<typeof Effect>;

export const Action = z.strictObject({
  id: z.uuid(),
  kind: ActionKind,
  /** The rule that made it, or `custom` for one in somebody's own words. */
  code: z.enum([...Rule.options, 'custom']),
  /** Of a custom one. */
  title: z.string().nullable(),
  text: z.string().nullable(),
  evidence: Evidence.nullable(),
  /** What the metric of the evidence is called and counted in. */
  metric: z.strictObject({ name: Text, unit: Unit }).nullable(),
  /** What it is worth if it works, in centavos; null where it cannot be put in money. */
  expectedCents: z.int().nullable(),
  /** That it works: of the rule so far, or as its author thinks. */
  probability: z.number(),
  minutes: z.int(),
  state: ActionState,
  reason: z.string().nullable(),
  snoozedUntil: z.iso.date().nullable(),
  decidedAt: z.iso.datetime().nullable(),
  /** Who saw to it; null where only a key is known. */
  decidedBy: z.string().nullable(),
  createdAt: z.iso.datetime(),
  /** Who wrote it; null for a rule. */
  createdBy: z.string().nullable(),
  effect: Effect.nullable(),
});
export type Action = z.infer<typeof Action>;

export const ListActions = z.strictObject({ state: ActionState.default('open') }).prefault({});

export const ListedActions = z.strictObject({
  today: z.iso.date(),
  currency: z.string(),
  canEdit: z.boolean(),
  /** The most worthwhile first: expected × probability ÷ minutes, then the oldest; those that were seen to, the latest first. */
  actions: z.array(Action),
  /** Of each state, also those that are not listed. */
  counts: z.record(ActionState, z.int()),
});
export type ListedActions = z.infer<typeof ListedActions>;

export const ActionId = z.strictObject({ id: z.uuid() });

const text = (most: number) => z.string().trim().min(1).max(most);

export const DismissAction = z.strictObject({ id: z.uuid(), reason: text(200) });
/** Until a day from tomorrow to 90 days from now. */
export const SnoozeAction = z.strictObject({ id: z.uuid(), until: AskedDay });

export const CreateAction = z.strictObject({
  kind: ActionKind,
  title: text(120),
  text: text(400),
  expectedCents: z.int().nonnegative().max(1e13).nullable().default(null),
  probability: z.number().min(0).max(1).default(0.5),
  minutes: z.int().min(1).max(1_440).default(10),
});
export type CreateAction = z.infer<typeof CreateAction>;
