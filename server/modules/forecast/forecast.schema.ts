import * as z from 'zod';
import { Text } from '../../core/input.ts';
import { modelNames } from '../../core/metrics/forecast/models.ts';
import { Better, MetricId, Projection, Unit } from '../../core/metrics/metrics.schema.ts';

export const ModelName = z.enum(modelNames);

export const PredictedDay = z.strictObject({
  date: z.iso.date(),
  /** Of the day by itself, in the metric's unit. */
  low: z.number(),
  expected: z.number(),
  high: z.number(),
  /** From the first of the month until this day. */
  until: Projection,
});
export type PredictedDay = z.infer<typeof PredictedDay>;

/** A month's end as it looked on the morning of `asOf`. */
export interface Prediction extends Projection {
  metric: MetricId;
  fromOn: string;
  toOn: string;
  asOf: string;
  model: z.infer<typeof ModelName>;
  mase: number | null;
  days: PredictedDay[];
}
type MetricId = z.infer<typeof MetricId>;

/** Why a metric has no forecast: nothing counted, nothing for weeks, not for two weeks yet; of ROI, no ad spend or no fee. */
export const Missing = z.enum(['no_data', 'stale', 'history', 'ad_spend', 'fee']);
export type Missing = z.infer<typeof Missing>;

export const MonthForecast = z.strictObject({
  metric: MetricId,
  name: Text,
  unit: Unit,
  better: Better,
  /** From the first of the month until now; null without data. */
  current: z.number().nullable(),
  /** The complete days so far, each with the month until then. */
  soFar: z.array(z.strictObject({ date: z.iso.date(), total: z.number().nullable() })),
  /** Of the goal for exactly this month, if there is one and the caller may read goals. */
  target: z.number().nullable(),
  /** 8 in 10 months end between `low` and `high`. */
  end: Projection.nullable(),
  model: ModelName.nullable(),
  /** The model's error in replays as a multiple of the seasonal naive forecast's. */
  mase: z.number().nullable(),
  /** From today to the last of the month; none where only the end is known. */
  days: z.array(PredictedDay),
  /** When it was predicted; null for an end that was computed as it was asked for. */
  madeAt: z.iso.datetime().nullable(),
  missing: Missing.nullable(),
  /** How far off the last months' predictions of this day of the month were. */
  pastError: z
    .strictObject({
      /** Mean absolute error: a share of what came; of a rate, a difference. */
      mean: z.number(),
      /** Months, at most 6. */
      n: z.int(),
      /** Of those, the ones made afterwards from the days before them alone. */
      replayed: z.int(),
    })
    .nullable(),
});
export type MonthForecast = z.infer<typeof MonthForecast>;

export const ForecastRule = z.enum(['forecast_short_of_goal', 'raise_budget']);
export type ForecastRule = z.infer<typeof ForecastRule>;

/** What a rule saw, in the metric's unit. */
export const ForecastEvidence = z.strictObject({
  metric: MetricId,
  /** Where the month ends; of the budget, how much more it would take. */
  value: z.number(),
  /** The target; of the budget, what was spent in the days of the evidence. */
  reference: z.number(),
  low: z.number().optional(),
  high: z.number().optional(),
  days: z.int().optional(),
  from: z.iso.date(),
  to: z.iso.date(),
});
export type ForecastEvidence = z.infer<typeof ForecastEvidence>;

export const Recommendation = z.strictObject({
  id: z.uuid(),
  rule: ForecastRule,
  evidence: ForecastEvidence,
  /** What the metric of the evidence is called and counted in. */
  metric: z.strictObject({ name: Text, unit: Unit }),
  /** What it is worth if it works, in centavos; null where it cannot be put in money. */
  expectedCents: z.int().nullable(),
  /** That it works: a guess, until there are outcomes. */
  probability: z.number(),
});
export type Recommendation = z.infer<typeof Recommendation>;

export const GetForecast = z.strictObject({}).prefault({});

export const Forecasts = z.strictObject({
  today: z.iso.date(),
  currency: z.string(),
  from: z.iso.date(),
  to: z.iso.date(),
  /** The caller may make an action of a recommendation. */
  canPromote: z.boolean(),
  metrics: z.array(MonthForecast),
  recommendations: z.array(Recommendation),
  /** What is missing to say more about reaching the goals. */
  needs: z.literal('ad_spend').nullable(),
});
export type Forecasts = z.infer<typeof Forecasts>;

export const Promote = z.strictObject({ recommendation: z.uuid() });
export const Promoted = z.strictObject({ action: z.uuid() });
