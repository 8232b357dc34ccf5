import type { MetricId } from '../../../server/core/metrics/definitions.ts';
import type { Metric } from '../../../server/modules/metrics/metrics.schema.ts';
import { eachDay, type Day, type Window } from '../days/days.ts';
import { metricNames } from '../metric-names/metric-names.ts';

/** The day it always is in the fixtures of `mock`. */
export const sampleToday: Day = '2025-11-24';

type Kind = Pick<Metric, 'metric' | 'name' | 'unit' | 'better' | 'currency'>;
type Row = [unit: Metric['unit'], better: Metric['better'], level: number];

// The level is that of an ordinary day; what is not added up over days has the same over a month.
const rows: Record<MetricId, Row> = {
  visitors: ['count', 'higher', 412],
  new_visitors: ['count', 'higher', 260],
  sessions: ['count', 'higher', 498],
  pageviews: ['count', 'higher', 1630],
  bounce_rate: ['rate', 'lower', 0.42],
  avg_session_seconds: ['seconds', 'higher', 134],
  conversions: ['count', 'higher', 14],
  conversion_rate: ['rate', 'higher', 0.028],
  leads: ['count', 'higher', 1.7],
  qualified_leads: ['count', 'higher', 1],
  cost_per_lead: ['money', 'lower', 13_500],
  ad_spend: ['money', 'neither', 22_300],
  impressions: ['count', 'higher', 8_420],
  clicks: ['count', 'higher', 210],
  ctr: ['rate', 'higher', 0.025],
  cpc: ['money', 'lower', 106],
  cpa: ['money', 'lower', 1_590],
  roas: ['ratio', 'higher', 4.2],
  revenue: ['money', 'higher', 188_000],
  roi: ['rate', 'higher', 2.31],
};

export const sampleMetrics = Object.keys(rows) as MetricId[];

export function sampleKind(metric: MetricId): Kind {
  const [unit, better] = rows[metric];
  return { metric, name: metricNames[metric], unit, better, currency: 'BRL' };
}

const added = (metric: MetricId): boolean => {
  const { unit, better } = sampleKind(metric);
  return (unit === 'count' || unit === 'money') && better !== 'lower';
};

/** The value of a day: a week with quiet Sundays, a slow climb, and noise that is the same every time. */
export function sampleValue(metric: MetricId, day: Day): number {
  const { unit } = sampleKind(metric);
  const index = Date.parse(day) / 86_400_000;
  const week = [1.02, 1.06, 1.1, 0.84, 0.72, 0.96, 1][index % 7]!;
  const noise = ((Math.imul(index + metric.length * 97, 0x9e3779b1) >>> 16) & 255) / 255;
  const level = rows[metric][2] * (1 + (index - 20_400) / 900);
  const value = level * (added(metric) ? week * (0.8 + 0.4 * noise) : 0.95 + 0.1 * noise);
  return unit === 'rate' || unit === 'ratio' ? Math.round(value * 10_000) / 10_000 : Math.round(value);
}

/** The value of several days: their sum, or the middle of what cannot be added up. */
export function sampleTotal(metric: MetricId, window: Window): number {
  const values = eachDay(window).map((day) => sampleValue(metric, day));
  const sum = values.reduce((total, value) => total + value, 0);
  const { unit } = sampleKind(metric);
  if (added(metric)) return sum;
  const mean = sum / values.length;
  return unit === 'rate' || unit === 'ratio' ? mean : Math.round(mean);
}
