import * as z from 'zod';
import { AskedDay, Text } from '../../core/input.ts';
import { Better, MetricId, Unit } from '../../core/metrics/metrics.schema.ts';

/** A figure of a sector, in the unit of its metric: centavos, a fraction of 1, seconds. */
export const Benchmark = z.strictObject({
  /** `clients`: those of the sector that contribute. `published`: brought in from a study, as its source says. */
  source: z.enum(['clients', 'published']),
  /** `all` is every sector. */
  sector: z.string(),
  /** ISO 3166, two letters. */
  country: z.string(),
  year: z.int(),
  /** Of the clients' figures. */
  month: z.int().min(1).max(12).nullable(),
  /** ISO 4217, of money. */
  currency: z.string().nullable(),
  median: z.number(),
  /** The middle half lies between them. */
  q1: z.number().nullable(),
  q3: z.number().nullable(),
  /** Where the median of the whole sector lies, 95 times in 100: by order statistics over the contributors. */
  low: z.number().nullable(),
  high: z.number().nullable(),
  /** Clients, or whatever the source counts. */
  n: z.int().positive().nullable(),
  /** Who published it. */
  name: z.string().nullable(),
  url: z.string().nullable(),
  /** What was counted, in the words of the source; null where it is the metric's own formula. */
  definition: z.string().nullable(),
  /** Whether it counts what the metric counts: only then there is a verdict. */
  comparable: z.boolean(),
});
export type Benchmark = z.infer<typeof Benchmark>;

/** `better` and `worse` only where the interval says so; `same` where it does not; `unknown` where it cannot be told. */
export const Verdict = z.enum(['better', 'worse', 'same', 'unknown']);
export type Verdict = z.infer<typeof Verdict>;

/** Why the figures of the sector's clients are not shown. */
export const Hidden = z.strictObject({
  reason: z.enum(['few', 'dominated', 'no_sector']),
  contributors: z.int().nonnegative(),
  /** The fewest that are shown. */
  needed: z.int(),
});
export type Hidden = z.infer<typeof Hidden>;

export const Compared = z.strictObject({
  metric: MetricId,
  name: Text,
  unit: Unit,
  better: Better,
  formula: Text,
  /** Over the window: of a rate, the ratio of sums. */
  value: z.number(),
  /** Where the value would lie in 95 of 100 such windows. */
  interval: z.strictObject({ low: z.number(), high: z.number(), method: z.enum(['wilson', 'ratio']) }).nullable(),
  /** Days with data. */
  days: z.int(),
  /** The first is the one of the verdict: the sector's clients where they are shown, else what was published. */
  benchmarks: z.array(Benchmark),
  verdict: Verdict,
  /** Why the verdict is unknown. */
  unknown: z.enum(['no_benchmark', 'few_days', 'currency', 'definition']).nullable(),
  /** Null where the sector's clients are shown. */
  hidden: Hidden.nullable(),
});
export type Compared = z.infer<typeof Compared>;

export const GetBenchmarks = z
  .strictObject({
    /** The last complete one, unless `from` and `to` say otherwise. */
    period: z.enum(['month', 'quarter', 'year']).default('month'),
    from: AskedDay.optional(),
    to: AskedDay.optional(),
  })
  .refine(({ from, to }) => (from === undefined) === (to === undefined), { path: ['to'], error: 'from + to' })
  .refine(({ from, to }) => from === undefined || to === undefined || from <= to, { path: ['to'], error: 'to ≥ from' })
  .prefault({});
export type GetBenchmarks = z.infer<typeof GetBenchmarks>;

export const Consent = z.strictObject({
  /** Whether the client's figures count for its sector. */
  contributes: z.boolean(),
  since: z.iso.datetime().nullable(),
  /** Whether this caller may change it. */
  canChange: z.boolean(),
});
export type Consent = z.infer<typeof Consent>;

export const Benchmarks = z.strictObject({
  from: z.iso.date(),
  to: z.iso.date(),
  /** ISO 4217, of the client's money. */
  currency: z.string(),
  sector: z.string().nullable(),
  /** By the client's time zone; null where that names none. */
  country: z.string().nullable(),
  consent: Consent,
  /** Those with data in the window. */
  metrics: z.array(Compared),
});
export type Benchmarks = z.infer<typeof Benchmarks>;

export const SetConsent = z.strictObject({ contribute: z.boolean() });
