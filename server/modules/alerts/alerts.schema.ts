import * as z from 'zod';
import { AskedDay, Text } from '../../core/input.ts';
import { MetricId, Unit } from '../../core/metrics/metrics.schema.ts';

export const AlertState = z.enum(['open', 'closed']);
export type AlertState = z.infer<typeof AlertState>;

/** What was seen when an alert opened, in the metric's unit. docs/anomalies.md says how it was judged. */
export const AlertEvidence = z.strictObject({
  metric: MetricId,
  value: z.number(),
  /** Median of the same weekday. */
  reference: z.number(),
  /** Relative to the reference; of ROI, of the return. */
  change: z.number(),
  /** Usual distances from the usual, and how many it had to be. */
  z: z.number(),
  threshold: z.number(),
  /** Weeks that the reference is of. */
  days: z.int(),
  from: z.iso.date(),
  to: z.iso.date(),
  /** Of a day that was under way: until which hour of the client's clock, there and in the weeks before. */
  until: z.string().regex(/^\d\d:\d\d$/).optional(),
});
export type AlertEvidence = z.infer<typeof AlertEvidence>;

/** One episode of a figure outside of its usual band. */
export const Alert = z.strictObject({
  id: z.uuid(),
  metric: z.strictObject({ id: MetricId, name: Text, unit: Unit }),
  /** What of the client it is about; `client` is all of it. */
  subject: z.string(),
  direction: z.enum(['above', 'below']),
  openedAt: z.iso.datetime(),
  openedOn: z.iso.date(),
  /** The last day on which it was out. */
  lastSeen: z.iso.date(),
  closedAt: z.iso.datetime().nullable(),
  closedOn: z.iso.date().nullable(),
  evidence: AlertEvidence,
  /** Of the card that was made of it: one card may tell of several alerts. */
  recommendationId: z.uuid().nullable(),
});
export type Alert = z.infer<typeof Alert>;

/** Without a state both; of days, alerts that were open on one of them. */
export const ListAlerts = z.strictObject({ state: AlertState.optional(), from: AskedDay.optional(), to: AskedDay.optional() }).prefault({});
export type ListAlerts = z.infer<typeof ListAlerts>;

/** The latest first, 200 at most. */
export const ListedAlerts = z.strictObject({ today: z.iso.date(), currency: z.string(), alerts: z.array(Alert) });
export type ListedAlerts = z.infer<typeof ListedAlerts>;
