import type { MetricId } from '../../server/core/metrics/definitions.ts';
import type { Metric } from '../../server/modules/metrics/metrics.schema.ts';
import { addDays, eachDay, type Day, type Window } from '../ui/days/days.ts';
import { periodOf } from '../ui/days/periods.ts';
import { sampleKind, sampleToday, sampleTotal, sampleValue } from '../ui/sample/sample.ts';

/** A figure for `mock`, the same each time. */
export async function metricFixture(metric: MetricId, from: Day, to: Day, compare: 'previous' | 'year'): Promise<Metric> {
  const kind = sampleKind(metric);
  const last = to < sampleToday ? to : sampleToday;
  const shown = { from, to: last };
  const complete = { from, to: last === sampleToday ? addDays(last, -1) : last };
  return {
    ...kind,
    from,
    to,
    today: sampleToday,
    total: sampleTotal(metric, shown),
    days: eachDay(shown).map((date) => ({ date, value: sampleValue(metric, date), ...(date === sampleToday ? { partial: true as const } : {}) })),
    updatedAt: `${last}T12:41:00Z`,
    ...(complete.to < from ? {} : { compare: compared(metric, complete, earlier(complete, compare)) }),
  };
}

function earlier({ from, to }: Window, compare: 'previous' | 'year'): Window {
  const days = eachDay({ from, to }).length;
  const month = periodOf('month', from);
  const start = compare === 'year' ? addDays(from, -364) : from === month.from && to <= month.to ? periodOf('month', addDays(from, -1)).from : addDays(from, -days);
  return { from: start, to: addDays(start, days - 1) };
}

function compared(metric: MetricId, window: Window, other: Window): NonNullable<Metric['compare']> {
  const base = sampleTotal(metric, window);
  const total = sampleTotal(metric, other);
  const { unit } = sampleKind(metric);
  const change = unit === 'rate' || unit === 'ratio' ? base - total : (base - total) / total;
  return { ...other, total, base, change, days: eachDay(other).map((date) => ({ date, value: sampleValue(metric, date) })) };
}
