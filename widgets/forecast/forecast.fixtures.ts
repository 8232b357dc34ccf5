import type { MetricId } from '../../server/core/metrics/definitions.ts';
import type { Forecasts, MonthForecast, PredictedDay } from '../../server/modules/forecast/forecast.schema.ts';
import { addDays, eachDay } from '../ui/days/days.ts';
import { periodOf } from '../ui/days/periods.ts';
import { sampleKind, sampleToday, sampleTotal } from '../ui/sample/sample.ts';

const SPREAD = 0.03;
const targets: Partial<Record<MetricId, number>> = { revenue: 7_200_000, leads: 50 };

/** The month of `mock`, the same each time. */
export async function forecastFixture(): Promise<Forecasts> {
  const { from, to } = periodOf('month', sampleToday);
  const metrics = (['revenue', 'visitors', 'sessions', 'leads', 'conversions', 'roi'] as const).map((metric) => month(metric, from, to));
  const revenue = metrics[0]!;
  const missing = Math.max(0, 7_200_000 - revenue.end!.expected);
  return {
    today: sampleToday,
    currency: 'BRL',
    from,
    to,
    canPromote: true,
    metrics,
    recommendations: [
      {
        id: '00000000-0000-7000-8000-000000000001',
        rule: 'raise_budget',
        evidence: { metric: 'ad_spend', value: Math.round(missing / 4), reference: 640_000, days: 30, from: sampleToday, to },
        metric: { name: sampleKind('ad_spend').name, unit: 'money' },
        expectedCents: Math.round(missing * 0.75),
        probability: 0.35,
      },
    ],
    needs: null,
  };
}

function month(metric: MetricId, from: string, to: string): MonthForecast {
  const { name, unit, better } = sampleKind(metric);
  const until = (date: string) => sampleTotal(metric, { from, to: date });
  const range = (date: string, ahead: number): PredictedDay['until'] => {
    const expected = until(date);
    const half = expected * SPREAD * Math.sqrt(ahead + 1);
    return { low: expected - half, expected, high: expected + half };
  };
  const days = eachDay({ from: sampleToday, to }).map((date, ahead) => ({ date, low: 0, expected: 0, high: 0, until: range(date, ahead) }));
  return {
    metric,
    name,
    unit,
    better,
    current: until(sampleToday),
    soFar: eachDay({ from, to: addDays(sampleToday, -1) }).map((date) => ({ date, total: until(date) })),
    target: targets[metric] ?? null,
    end: days.at(-1)!.until,
    model: 'weekday_year',
    mase: 0.72,
    days,
    madeAt: `${sampleToday}T08:00:00.000Z`,
    missing: null,
    pastError: { mean: 0.062, n: 6, replayed: 2 },
  };
}
