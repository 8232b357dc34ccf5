import type { MetricId } from '../../server/core/metrics/definitions.ts';
import type { Impact, Score, ScoreDay, Weights } from '../../server/modules/score/score.schema.ts';
import { addDays, eachDay, type Day, type Window } from '../ui/days/days.ts';
import { sampleKind, sampleToday, sampleValue } from '../ui/sample/sample.ts';

const now = { from: '2025-11-01', to: addDays(sampleToday, -1) };
const before = { from: '2025-10-01', to: '2025-10-23' };

/** Of the leads of a day, none to all have qualified: what is about one a day is not one every day. */
function ofDay(metric: MetricId, date: Day): number {
  if (metric !== 'qualified_leads') return sampleValue(metric, date);
  return Math.max(0, sampleValue('leads', date) - (sampleValue('pageviews', date) % 3));
}

const total = (metric: MetricId, window: Window) => eachDay(window).reduce((sum, date) => sum + ofDay(metric, date), 0);

function line(metric: MetricId): Impact {
  const { name, unit, better } = sampleKind(metric);
  const [value, previous] = [total(metric, now), total(metric, before)];
  const days = eachDay(now).map((date) => ({ date, value: ofDay(metric, date) }));
  return { metric, name, unit, better, ...now, value, previous, change: (value - previous) / previous, previousFrom: before.from, previousTo: before.to, missing: null, days };
}

/** The score of `mock`: the same each time, and as its parts say. */
export async function scoreFixture(asOf: Day = sampleToday): Promise<Score> {
  const part = (id: Score['components'][number]['id'], value: number, basis: Record<string, number>) => ({ id, value, missing: null, weight: 0.25, basis });
  return {
    today: sampleToday,
    asOf,
    currency: 'BRL',
    score: 87,
    band: 'healthy',
    coverage: 1,
    components: [
      part('engagement', 81, { handled: 10, actions: 13, reviewed: 3, goals: 3 }),
      part('campaigns', 90, { roas: 3.6, target: 4, spend: 742_000 }),
      part('conversion', 85, { rate: 0.028, before: 0.0246, sessions: 14_810 }),
      part('goals', 92, { goals: 3, expected: 0.92 }),
    ],
    change: {
      since: '2025-10-31',
      from: 82,
      value: 5,
      contributions: [
        { id: 'campaigns', value: 3.3 },
        { id: 'goals', value: 2 },
        { id: 'engagement', value: -0.9 },
        { id: 'conversion', value: 0.6 },
      ],
    },
    impact: (['sessions', 'revenue', 'qualified_leads'] as const).map(line),
    version: 1,
    restated: false,
    updatedAt: `${sampleToday}T12:41:00.000Z`,
  };
}

export interface ScoreHistory {
  days: ScoreDay[];
  weights: Weights[];
}

/** The days before the score of `mock`. */
export async function historyFixture(window: Window): Promise<ScoreHistory> {
  const days = eachDay(window).map((date, index, all): ScoreDay => {
    const at = index / (all.length - 1);
    const score = 72 + 15 * at + 2.4 * Math.sin(index / 6);
    const band = score >= 75.5 ? 'healthy' : 'fair';
    const part = (level: number) => Math.min(100, Math.max(0, score + level));
    return { date, score, band, coverage: 1, engagement: part(-6), campaigns: part(4), conversion: part(-2), goals: part(5), version: date < '2025-10-06' ? 0 : 1 };
  });
  const weights = { engagement: 0.25, campaigns: 0.25, conversion: 0.25, goals: 0.25, targetRoas: 4 };
  return { days, weights: [{ version: 0, ...weights, fromOn: null }, { version: 1, ...weights, fromOn: '2025-10-06' }] };
}
