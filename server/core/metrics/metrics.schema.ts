import * as z from 'zod';
import { metricIds } from './definitions.ts';

export const MetricId = z.enum(metricIds);
export const Unit = z.enum(['count', 'money', 'rate', 'seconds', 'ratio']);
export const Better = z.enum(['higher', 'lower', 'neither']);

/** Where a period is expected to end: 8 in 10 such periods end between `low` and `high`. */
export const Projection = z.strictObject({ low: z.number(), expected: z.number(), high: z.number() });
export type Projection = z.infer<typeof Projection>;

export const MetricDay = z.strictObject({
  date: z.iso.date(),
  /** In the metric's unit; null where it cannot be computed, such as a division by zero. */
  value: z.number().nullable(),
  /** The day is not over. */
  partial: z.literal(true).optional(),
  /** The figure was restated after it had first been stored. */
  revised: z.literal(true).optional(),
});
export type MetricDay = z.infer<typeof MetricDay>;

/** A window compared with, and by how much the one before it differs. */
export const Comparison = z.strictObject({
  from: z.iso.date(),
  to: z.iso.date(),
  /** The metric over the window compared with. */
  total: z.number().nullable(),
  /** The metric over this window's complete days, which is what is compared. */
  base: z.number().nullable(),
  /** Of a rate or ratio the difference, else the difference as a fraction of `total`. Null without both, from zero, or where a sum's earlier days were not counted. */
  change: z.number().nullable(),
  days: z.array(MetricDay),
});
export type Comparison = z.infer<typeof Comparison>;
