import type { GoalHistory } from '../../server/modules/goals/goals.schema.ts';
import type { ChartData } from '../ui/chart/chart-data.ts';
import { eachDay } from '../ui/days/days.ts';

interface Names {
  readonly chart: string;
  readonly toDate: string;
  readonly ofDay: string;
  readonly projection: string;
  readonly low: string;
  readonly high: string;
  readonly target: string;
}

/** The history of a goal as a chart: its run to date, its target, and the cone of its projection to the last day. */
export function goalChart({ goal, currency, days: known }: GoalHistory, names: Names): ChartData {
  const days = eachDay({ from: goal.startsOn, to: goal.endsOn });
  const byDate = new Map(known.map((day) => [day.date, day]));
  const read = (field: 'total' | 'value' | 'low' | 'high') => days.map((day) => byDate.get(day)?.[field] ?? null);
  const totals = read('total');
  const more = [{ name: names.ofDay, values: read('value') }];
  if (known.some(({ low }) => low !== undefined)) more.push({ name: names.low, values: read('low') }, { name: names.high, values: read('high') });

  const last = totals.findLastIndex((total) => total !== null);
  const cone = (end: number) => days.map((_, index) => (index === last ? totals[last]! : index === days.length - 1 ? end : null));
  const { projection } = goal;
  return {
    name: names.chart,
    days,
    unit: goal.unit,
    currency,
    main: { name: names.toDate, values: totals },
    target: { name: names.target, value: goal.target },
    more,
    ...(projection && last >= 0 && last < days.length - 1
      ? { projection: { name: names.projection, low: cone(projection.low), expected: cone(projection.expected), high: cone(projection.high) } }
      : {}),
  };
}
