import * as z from 'zod';
import { AskedDay, Text } from '../../core/input.ts';
import { Better, Comparison, MetricDay, MetricId, Unit } from '../../core/metrics/metrics.schema.ts';

const MAX_DAYS = 3_700;

/** First and last day of a window, both included. */
const window = { from: z.iso.date(), to: z.iso.date() };
const asked = { from: AskedDay, to: AskedDay };

const inOrder = ({ from, to }: { from: string; to: string }) => from <= to;
const notTooLong = ({ from, to }: { from: string; to: string }) => (Date.parse(to) - Date.parse(from)) / 86_400_000 < MAX_DAYS;
const order = { path: ['to'], error: 'to ≥ from' };
const length = { path: ['to'], error: `≤ ${MAX_DAYS} dias / days / días` };

export const GetMetric = z
  .strictObject({ metric: MetricId, ...asked, compare: z.enum(['previous', 'year']).optional() })
  .refine(inOrder, order)
  .refine(notTooLong, length);
export type GetMetric = z.infer<typeof GetMetric>;

export const Metric = z.strictObject({
  metric: MetricId,
  name: Text,
  unit: Unit,
  better: Better,
  /** ISO 4217, of money. */
  currency: z.string(),
  ...window,
  today: z.iso.date(),
  /** Over all days with data, today's partial one included. Of a rate, the ratio of sums. */
  total: z.number().nullable(),
  /** Days with data. */
  days: z.array(MetricDay),
  /** When the newest of the figures was stored. */
  updatedAt: z.iso.datetime().nullable(),
  compare: Comparison.optional(),
});
export type Metric = z.infer<typeof Metric>;

export const ListedMetric = z.strictObject({ metric: MetricId, name: Text, unit: Unit, better: Better });
export type ListedMetric = z.infer<typeof ListedMetric>;

export const ExplainMetric = z.strictObject({ metric: MetricId, ...asked }).refine(inOrder, order).refine(notTooLong, length);
export type ExplainMetric = z.infer<typeof ExplainMetric>;

/** How a figure is known: what it means, where it came from, and the counts behind it. */
export const Explanation = z.strictObject({
  metric: MetricId,
  name: Text,
  definition: Text,
  formula: Text,
  unit: Unit,
  better: Better,
  currency: z.string(),
  ...window,
  total: z.number().nullable(),
  /** Days of the window that are over. */
  completeDays: z.int(),
  daysWithData: z.int(),
  partialToday: z.boolean(),
  revisedDays: z.int(),
  sources: z.array(
    z.strictObject({
      source: z.enum(['manual', 'import', 'collector', 'ga4']),
      /** The file of an import. */
      name: z.string().nullable(),
      days: z.int(),
      updatedAt: z.iso.datetime(),
    }),
  ),
  counts: z.array(z.strictObject({ id: z.string(), name: Text, unit: z.enum(['count', 'money', 'seconds']), value: z.number().nullable() })),
  updatedAt: z.iso.datetime().nullable(),
});
export type Explanation = z.infer<typeof Explanation>;
