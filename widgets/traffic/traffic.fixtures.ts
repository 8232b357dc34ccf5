import type { Comparison } from '../../server/core/metrics/metrics.schema.ts';
import type { Breakdown, BreakdownRow, Dimension, Filter, Traffic, TrafficMetric, TrafficTotal } from '../../server/modules/traffic/traffic.schema.ts';
import { addDays, eachDay, type Window } from '../ui/days/days.ts';
import { sampleKind, sampleToday, sampleTotal, sampleValue } from '../ui/sample/sample.ts';

const metrics = ['visitors', 'sessions', 'pageviews', 'conversions', 'conversion_rate', 'bounce_rate', 'avg_session_seconds'] as const satisfies TrafficMetric[];

const shares: Record<Dimension, readonly (readonly [value: string, share: number])[]> = {
  page: [['/', 0.31], ['/vestidos', 0.22], ['/vestidos/linho-areia', 0.14], ['/carrinho', 0.09], ['/novidades', 0.08], ['/trocas', 0.04]],
  source: [['google', 0.38], ['instagram', 0.27], ['direct', 0.21], ['whatsapp', 0.08], ['newsletter', 0.06]],
  campaign: [['pre-black', 0.18], ['remarketing', 0.11], ['colecao-verao', 0.07]],
  device: [['mobile', 0.74], ['desktop', 0.22], ['tablet', 0.04]],
  country: [['BR', 0.94], ['PT', 0.03], ['US', 0.02], ['??', 0.01]],
};

const isSum = (metric: TrafficMetric) => sampleKind(metric).unit === 'count';
const shareOf = (filter: Filter | undefined) => (filter ? (shares[filter.dimension].find(([value]) => value === filter.value)?.[1] ?? 0) : 1);
const valueOf = (metric: TrafficMetric, share: number) => (day: string) => (isSum(metric) ? Math.round(sampleValue(metric, day) * share) : sampleValue(metric, day));

function totalIn(metric: TrafficMetric, window: Window, share: number): number {
  if (!isSum(metric)) return sampleTotal(metric, window);
  return eachDay(window).reduce((sum, day) => sum + valueOf(metric, share)(day), 0);
}

function against(metric: TrafficMetric, complete: Window, from: string, share: number): Comparison {
  const length = eachDay(complete).length;
  const other = { from, to: addDays(from, length - 1) };
  const [base, total] = [totalIn(metric, complete, share), totalIn(metric, other, share)];
  const change = sampleKind(metric).unit === 'rate' ? base - total : (base - total) / total;
  return { ...other, total, base, change, days: eachDay(other).map((date) => ({ date, value: valueOf(metric, share)(date) })) };
}

/** The traffic of `mock`, the same each time. */
export async function trafficFixture(metric: TrafficMetric, { from, to }: Window, filter?: Filter): Promise<Traffic> {
  const share = shareOf(filter);
  const kind = sampleKind(metric);
  const last = to < sampleToday ? to : sampleToday;
  const complete = { from, to: last === sampleToday && from < last ? addDays(last, -1) : last };
  const starts = { previous: addDays(from, -eachDay(complete).length), year: addDays(from, -364) };
  const days = share === 0 ? [] : eachDay({ from, to: last }).map((date) => ({ date, value: valueOf(metric, share)(date), ...(date === sampleToday ? { partial: true as const } : {}) }));
  const totals = metrics.map((of): TrafficTotal => {
    const { name, unit, better } = sampleKind(of);
    const change = (start: string) => against(of, complete, start, share || 1).change;
    return { metric: of, name, unit, better, value: share === 0 ? null : totalIn(of, { from, to: last }, share), change: change(starts.previous), yearChange: change(starts.year) };
  });
  const note = { id: '0', on: '2025-11-16', kind: 'launch' as const, text: 'Pré-Black', metric: null };
  return {
    ...kind,
    metric,
    from,
    to,
    today: sampleToday,
    totals,
    days,
    previous: against(metric, complete, starts.previous, share || 1),
    year: against(metric, complete, starts.year, share || 1),
    annotations: [note].filter(({ on }) => on >= from && on <= last),
    bounce: 'event',
    people: filter ? null : { value: 1_480, shareOfVisits: 0.34 },
    excluded: { bots: 412, own: 37 },
    ga4: null,
    canEdit: true,
    updatedAt: `${sampleToday}T12:41:00.000Z`,
  };
}

/** A table of `mock`. */
export async function breakdownFixture(dimension: Dimension, window: Window, filter?: Filter): Promise<Breakdown> {
  const within = { from: window.from, to: window.to < sampleToday ? window.to : sampleToday };
  const whole = shareOf(filter);
  const rows = shares[dimension]
    .filter(([value]) => filter?.dimension !== dimension || value === filter.value)
    .map(([value, share], index): BreakdownRow => {
      const part = filter?.dimension === dimension ? share : share * whole;
      return {
        value,
        visitors: dimension === 'page' ? null : totalIn('visitors', within, part),
        sessions: totalIn('sessions', within, part),
        pageviews: totalIn('pageviews', within, part),
        conversions: totalIn('conversions', within, part),
        bounceRate: 0.38 + index * 0.03,
        conversionRate: 0.034 - index * 0.004,
        avgSessionSeconds: 152 - index * 11,
      };
    });
  return { dimension, rows, others: dimension === 'page' && filter?.dimension !== 'page' ? 41 : 0, since: null };
}
