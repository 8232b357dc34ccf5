import * as z from 'zod';
import { dayIn } from '../../core/dates.ts';
import type { CountId } from '../../core/metrics/counts.ts';

/** Why nothing new came: of the quota or the network it passes by itself, of the others somebody has to act. */
export const problems = ['quota', 'denied', 'unreachable', 'invalid'] as const;
export type Problem = (typeof problems)[number];

/** The number in a property's address, without `properties/`. */
export const PropertyId = z.string().regex(/^\d{1,20}$/);

/** A file as Google gives it: the key of a service account, or what somebody agreed to by OAuth. */
export const Credentials = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('service_account'),
    client_email: z.email(),
    private_key_id: z.string().optional(),
    private_key: z.string().startsWith('-----BEGIN PRIVATE KEY-----'),
  }),
  z.object({
    type: z.literal('authorized_user'),
    client_id: z.string().min(1),
    client_secret: z.string().min(1),
    refresh_token: z.string().min(1),
  }),
]);
export type Credentials = z.infer<typeof Credentials>;

export const Token = z.object({ access_token: z.string().min(1), expires_in: z.number().positive() });

/** Of a token's endpoint (RFC 6749, 5.2) and of the API (`google.rpc.Status`). */
export const Failure = z.object({
  error: z.union([z.string(), z.object({ status: z.string().optional(), message: z.string().optional() })]),
  error_description: z.string().optional(),
});

/** Counts left; Google leaves out a zero, as protobuf's JSON does. */
const QuotaStatus = z.object({ consumed: z.number().default(0), remaining: z.number().default(0) });
export const Quota = z.record(z.string(), QuotaStatus);
export type Quota = z.infer<typeof Quota>;

const Header = z.object({ name: z.string() });
const Value = z.object({ value: z.string().default('') });
const Row = z.object({ dimensionValues: z.array(Value).default([]), metricValues: z.array(Value).default([]) });

const report = {
  dimensionHeaders: z.array(Header).default([]),
  metricHeaders: z.array(Header).default([]),
  /** Left out where there are none. */
  rows: z.array(Row).default([]),
  rowCount: z.int().default(0),
  propertyQuota: Quota.optional(),
};

const TimeZone = z.string().refine(isTimeZone);

export const Report = z.object({
  ...report,
  metadata: z.object({ timeZone: TimeZone.optional(), subjectToThresholding: z.boolean().default(false) }).default({ subjectToThresholding: false }),
});
export type Report = z.infer<typeof Report>;

/** Knows neither time zone nor thresholds. */
export const RealtimeReport = z.object(report);
export type RealtimeReport = z.infer<typeof RealtimeReport>;

/** Columns of `client_metrics` that come from here. */
export const ga4Counts = ['visitors', 'new_visitors', 'sessions', 'pageviews', 'bounces', 'session_seconds', 'conversions'] as const satisfies readonly CountId[];
export type Ga4Count = (typeof ga4Counts)[number];

/** A day of the property's time zone. */
export type Ga4Day = { date: string } & Record<Ga4Count, number>;

function isTimeZone(name: string): boolean {
  try {
    return dayIn(name, new Date()).length > 0;
  } catch {
    return false;
  }
}
