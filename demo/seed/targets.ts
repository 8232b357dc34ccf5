import type { Day } from '../../server/core/dates.ts';
import type { MetricId } from '../../server/core/metrics/definitions.ts';
import type { Goal } from '../../server/modules/goals/goals.schema.ts';
import { randomOf } from './random.ts';

/** A goal that a shop sets itself every month, and how it stands in the month in which the demo is first shown. */
export interface Plan {
  metric: MetricId;
  shown: 'reached' | 'open' | 'at_risk' | 'on_track';
}

export const plans: Readonly<Record<string, readonly Plan[]>> = {
  moda: [
    { metric: 'sessions', shown: 'reached' },
    { metric: 'leads', shown: 'open' },
    { metric: 'revenue', shown: 'at_risk' },
  ],
  padaria: [
    { metric: 'visitors', shown: 'on_track' },
    { metric: 'revenue', shown: 'open' },
    { metric: 'cost_per_lead', shown: 'at_risk' },
  ],
};

type Rounding = 'floor' | 'ceil' | 'round';

/** A target as a person would say it: 11 thousand, 45, R$ 80 thousand, 2.7 %. */
export function plain(value: number, how: Rounding): number {
  const power = 10 ** Math.floor(Math.log10(value));
  const step = value / power < 3 ? power / 10 : power / 2;
  return Number((Math[how](Number((value / step).toPrecision(9))) * step).toPrecision(6));
}

/** What a shop asks of an ordinary month: near what it brings, so that about half of them are reached. */
export function usualTarget({ current, projection }: Goal, name: string, month: Day): number | null {
  const outcome = projection?.expected ?? current;
  return outcome ? plain(outcome * (0.88 + 0.22 * randomOf(`${name} ${month}`)()), 'round') : null;
}

/** A target that makes a goal stand as planned, from where it is and where it is expected to end. */
export function shownTarget({ current, projection, elapsed, better }: Goal, shown: Plan['shown']): number | null {
  if (!current || !projection) return null;
  const { low, expected, high } = projection;
  const isCeiling = better === 'lower';
  if (shown === 'open') return between(plain(expected, 'round'), low, high) ?? null;
  if (shown === 'at_risk') return isCeiling ? plain(low * 0.96, 'floor') : plain(high * 1.04, 'ceil');
  if (isCeiling) return plain(high, 'ceil');
  // A goal that is reached early in its month was no goal.
  return plain(shown === 'reached' && elapsed > 0.5 ? current * 0.97 : low, 'floor');
}

const between = (value: number, low: number, high: number) => (value > low && value < high ? value : undefined);
