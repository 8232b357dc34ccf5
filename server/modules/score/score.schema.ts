import * as z from 'zod';
import { AskedDay, Text } from '../../core/input.ts';
import { Better, MetricId, Unit } from '../../core/metrics/metrics.schema.ts';
import { componentIds } from './score-formula.ts';

export const Band = z.enum(['attention', 'fair', 'healthy']);
export const ComponentId = z.enum(componentIds);
export const ContributionId = z.enum([...componentIds, 'weights', 'data']);
export type ContributionId = z.infer<typeof ContributionId>;
export const Missing = z.enum(['no_actions_or_goals', 'no_ad_spend', 'few_sessions', 'no_goals']);

export const Component = z.strictObject({
  id: ComponentId,
  /** From 0 to 100; null where it could not be computed. */
  value: z.number().nullable(),
  missing: Missing.nullable(),
  /** Its weight, as a share of all weights. */
  weight: z.number(),
  /** The figures that it was computed from, by name: money in centavos, rates as fractions of 1. */
  basis: z.record(z.string(), z.number().nullable()),
});
export type Component = z.infer<typeof Component>;

export const Contribution = z.strictObject({ id: ContributionId, value: z.number() });

export const Impact = z.strictObject({
  metric: MetricId,
  name: Text,
  unit: Unit,
  better: Better,
  /** First and last complete day of the month so far. */
  from: z.iso.date(),
  to: z.iso.date(),
  /** Over those days; null without data. */
  value: z.number().nullable(),
  /** Over as many days of the month before. */
  previous: z.number().nullable(),
  /** As a fraction of `previous`. */
  change: z.number().nullable(),
  previousFrom: z.iso.date(),
  previousTo: z.iso.date(),
  /** Why there is no value: no source has counted it, or no day of the month is over. */
  missing: z.enum(['no_source', 'no_complete_day']).nullable(),
  days: z.array(z.strictObject({ date: z.iso.date(), value: z.number().nullable() })),
});
export type Impact = z.infer<typeof Impact>;

export const GetScore = z.strictObject({ asOf: AskedDay.optional() }).prefault({});

export const Score = z.strictObject({
  today: z.iso.date(),
  /** The day it is the score of. Of today it counts what was done until now, and figures until yesterday. */
  asOf: z.iso.date(),
  currency: z.string(),
  /** From 0 to 100, not rounded; null while too little of it is known. */
  score: z.number().nullable(),
  band: Band.nullable(),
  /** Share of the weights whose parts could be computed. */
  coverage: z.number(),
  components: z.array(Component),
  /** Since the end of the last month, or the first day there is; null without both scores. */
  change: z.strictObject({ since: z.iso.date(), from: z.number(), value: z.number(), contributions: z.array(Contribution) }).nullable(),
  impact: z.array(Impact),
  /** Of the weights; 0 is the default. */
  version: z.int(),
  /** Late figures changed it after it was first shown. */
  restated: z.boolean(),
  updatedAt: z.iso.datetime().nullable(),
});
export type Score = z.infer<typeof Score>;

export const GetHistory = z
  .strictObject({ from: AskedDay, to: AskedDay })
  .refine(({ from, to }) => from <= to, { path: ['to'], error: 'to ≥ from' })
  .refine(({ from, to }) => Date.parse(to) - Date.parse(from) < 3_700 * 86_400_000, { path: ['to'], error: '≤ 3700 dias / days / días' });

export const ScoreDay = z.strictObject({
  date: z.iso.date(),
  score: z.number().nullable(),
  band: Band.nullable(),
  coverage: z.number(),
  engagement: z.number().nullable(),
  campaigns: z.number().nullable(),
  conversion: z.number().nullable(),
  goals: z.number().nullable(),
  version: z.int(),
  restated: z.literal(true).optional(),
});
export type ScoreDay = z.infer<typeof ScoreDay>;

const weight = z.number().min(0).max(100);
const parts = { engagement: weight, campaigns: weight, conversion: weight, goals: weight };

export const Weights = z.strictObject({
  version: z.int().nonnegative(),
  ...parts,
  /** Revenue per unit of ad spend that earns all points of the campaigns. */
  targetRoas: z.number().positive(),
  /** The first day that is computed with them; null of the default. */
  fromOn: z.iso.date().nullable(),
});
export type Weights = z.infer<typeof Weights>;

export const History = z.strictObject({ days: z.array(ScoreDay), weights: z.array(Weights) });
export type History = z.infer<typeof History>;

export const UpdateWeights = z
  .strictObject({
    /** The one that is edited. */
    version: z.int().nonnegative(),
    ...parts,
    targetRoas: z.number().positive().max(1_000).default(4),
  })
  .refine(({ engagement, campaigns, conversion, goals }) => engagement + campaigns + conversion + goals > 0, { path: ['engagement'], error: '> 0' });
