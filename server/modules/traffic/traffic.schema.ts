import * as z from 'zod';
import { AskedDay, Text } from '../../core/input.ts';
import { Better, Unit } from '../../core/metrics/metrics.schema.ts';
import { Comparison, MetricDay } from '../../core/metrics/metrics.schema.ts';

/** Figures of the card; each is a metric of server/core/metrics. */
export const trafficMetrics = ['visitors', 'sessions', 'pageviews', 'conversions', 'conversion_rate', 'bounce_rate', 'avg_session_seconds'] as const;
export const TrafficMetric = z.enum(trafficMetrics);
export type TrafficMetric = z.infer<typeof TrafficMetric>;

/** What visits are told apart by. */
export const dimensions = ['page', 'source', 'campaign', 'device', 'country'] as const;
export const Dimension = z.enum(dimensions);
export type Dimension = z.infer<typeof Dimension>;

/** Visits of one page, source, campaign, device (`desktop`, `mobile`, `tablet`, `other`) or country (ISO 3166, or `??`). */
export const Filter = z.strictObject({ dimension: Dimension, value: z.string().max(500) });
export type Filter = z.infer<typeof Filter>;

/**
 * When a visit counts as a bounce. `event`: one page and nothing done on it. `page`: one page, whatever was done on it.
 * `engagement`: ten seconds or less, one page, no conversion.
 */
export const Bounce = z.enum(['event', 'page', 'engagement']);
export type Bounce = z.infer<typeof Bounce>;

const MAX_DAYS = 3_700;
const window = { from: AskedDay, to: AskedDay };
const inOrder = ({ from, to }: { from: string; to: string }) => from <= to;
const notTooLong = ({ from, to }: { from: string; to: string }) => (Date.parse(to) - Date.parse(from)) / 86_400_000 < MAX_DAYS;
const order = { path: ['to'], error: 'to ≥ from' };
const length = { path: ['to'], error: `≤ ${MAX_DAYS} dias / days / días` };

export const GetTraffic = z
  .strictObject({ ...window, metric: TrafficMetric.default('visitors'), filter: Filter.optional() })
  .refine(inOrder, order)
  .refine(notTooLong, length);
export type GetTraffic = z.infer<typeof GetTraffic>;

export const TrafficTotal = z.strictObject({
  metric: TrafficMetric,
  name: Text,
  unit: Unit,
  better: Better,
  /** Over all days of the window with data, today included; null without data. */
  value: z.number().nullable(),
  /** Complete days against the equal window before; as `Comparison.change`. */
  change: z.number().nullable(),
  /** Against the same days a year before. */
  yearChange: z.number().nullable(),
});
export type TrafficTotal = z.infer<typeof TrafficTotal>;

export const Annotation = z.strictObject({
  id: z.string(),
  on: z.iso.date(),
  kind: z.enum(['launch', 'campaign', 'note', 'restated', 'alert']),
  /** In the words of who wrote it; null of what the system noted, which the widget words by its kind. */
  text: z.string().nullable(),
  /** Of an alert, the metric it is about. */
  metric: z.string().nullable(),
});
export type Annotation = z.infer<typeof Annotation>;

export const Traffic = z.strictObject({
  metric: TrafficMetric,
  name: Text,
  unit: Unit,
  better: Better,
  from: z.iso.date(),
  to: z.iso.date(),
  today: z.iso.date(),
  currency: z.string(),
  totals: z.array(TrafficTotal),
  /** Days of `metric` with data. */
  days: z.array(MetricDay),
  previous: Comparison.nullable(),
  year: Comparison.nullable(),
  annotations: z.array(Annotation),
  bounce: Bounce,
  /** Different people over the window, among those who agreed to be recognised (a sketch, ±2.3 %); null where nobody has. */
  people: z.strictObject({ value: z.int(), shareOfVisits: z.number() }).nullable(),
  /** What was counted apart and is in no figure. */
  excluded: z.strictObject({ bots: z.int(), own: z.int() }),
  /** Google Analytics beside our own count, never mixed with it; null where it is not connected. */
  ga4: z
    .strictObject({
      /** The same metric over the days of the window that both have; null where there are none. */
      value: z.number().nullable(),
      own: z.number().nullable(),
      /** (ours − theirs) ÷ theirs. */
      difference: z.number().nullable(),
      days: z.int(),
      syncedAt: z.iso.datetime().nullable(),
      problem: z.enum(['quota', 'denied', 'unreachable', 'invalid']).nullable(),
    })
    .nullable(),
  /** Whether the caller may say how the site is counted. */
  canEdit: z.boolean(),
  updatedAt: z.iso.datetime().nullable(),
});
export type Traffic = z.infer<typeof Traffic>;

export const GetBreakdown = z
  .strictObject({ ...window, dimension: Dimension, filter: Filter.optional(), limit: z.int().min(1).max(100).default(10) })
  .refine(inOrder, order)
  .refine(notTooLong, length);
export type GetBreakdown = z.infer<typeof GetBreakdown>;

/** Of a page, visits, bounces and time are those of visits that began there, and visitors are not told apart. */
export const BreakdownRow = z.strictObject({
  value: z.string(),
  visitors: z.int().nullable(),
  sessions: z.int(),
  pageviews: z.int(),
  conversions: z.number(),
  /** Fractions of 1; null without visits. */
  bounceRate: z.number().nullable(),
  conversionRate: z.number().nullable(),
  avgSessionSeconds: z.number().nullable(),
});
export type BreakdownRow = z.infer<typeof BreakdownRow>;

export const Breakdown = z.strictObject({
  dimension: Dimension,
  rows: z.array(BreakdownRow),
  /** How many values there are beyond these rows. */
  others: z.int(),
  /** The first day that a filtered table reaches back to, where that is later than asked; null where it is whole. */
  since: z.iso.date().nullable(),
});
export type Breakdown = z.infer<typeof Breakdown>;

export const Annotate = z.strictObject({ on: AskedDay, kind: z.enum(['launch', 'campaign', 'note']), text: z.string().trim().min(1).max(120) });
export type NewAnnotation = z.infer<typeof Annotate>;
export const RemoveAnnotation = z.strictObject({ id: z.uuid() });

export const TrafficSettings = z.strictObject({
  bounce: Bounce,
  /** Addresses of the client's own people, as `203.0.113.7` or `203.0.113.0/24`: their visits are counted apart. */
  ownNetworks: z.array(z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()])).max(50),
  /** Whether browsers that ask not to be tracked are left out. */
  honourDoNotTrack: z.boolean(),
});
export type TrafficSettings = z.infer<typeof TrafficSettings>;
