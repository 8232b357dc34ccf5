import type { MetricId } from '../../server/core/metrics/definitions.ts';
import type { Goal, GoalHistory, GoalPeriod, ListedGoals } from '../../server/modules/goals/goals.schema.ts';
import type { ListedMetric } from '../../server/modules/metrics/metrics.schema.ts';
import { addDays, eachDay, type Day, type Window } from '../ui/days/days.ts';
import { periodOf } from '../ui/days/periods.ts';
import type { Period } from '../ui/days/start.ts';
import { sampleKind, sampleMetrics, sampleToday, sampleTotal, sampleValue } from '../ui/sample/sample.ts';
import type { GoalInput } from './goal-input.ts';
import { addsUp } from './goal-standing.ts';

type Plan = Pick<Goal, 'id' | 'metric' | 'period' | 'startsOn' | 'endsOn' | 'target' | 'version'>;

const SPREAD = 0.1;
let saved = 100;

/** The goals of `mock`, the same each time. The targets are those of a month, or a part of them. */
export async function goalsFixture(span: Period = 'month'): Promise<ListedGoals> {
  const period = span === 'year' ? 'quarter' : span;
  const { from, to } = periodOf(period, sampleToday);
  const months = lengthOf({ from, to }) / lengthOf(periodOf('month', sampleToday));
  const plan = (id: number, metric: MetricId, ofMonth: number): Goal => {
    const target = addsUp(sampleKind(metric)) ? Math.ceil(ofMonth * months) : ofMonth;
    return assess({ id: `00000000-0000-7000-8000-00000000000${id}`, metric, target, period, startsOn: from, endsOn: to, version: 1 });
  };
  return {
    today: sampleToday,
    currency: 'BRL',
    canEdit: true,
    goals: [plan(1, 'sessions', 10_000), plan(2, 'leads', 50), plan(3, 'revenue', 7_200_000), plan(4, 'cost_per_lead', 14_000)],
  };
}

const lengthOf = (window: Window): number => eachDay(window).length;

/** What a goal can be of. */
export async function metricsFixture(): Promise<ListedMetric[]> {
  return sampleMetrics.map((metric) => {
    const { name, unit, better } = sampleKind(metric);
    return { metric, name, unit, better };
  });
}

/** The history of one of them. */
export async function historyFixture(goal: Goal): Promise<GoalHistory> {
  const { startsOn, endsOn, metric, projection } = goal;
  const last = endsOn < sampleToday ? endsOn : sampleToday;
  const days = eachDay({ from: startsOn, to: last }).map((date) => ({
    date,
    value: sampleValue(metric, date),
    total: sampleTotal(metric, { from: startsOn, to: date }),
    ...(projection ? { low: projection.low, high: projection.high } : {}),
    ...(date === sampleToday ? { partial: true as const } : {}),
  }));
  return { goal, currency: 'BRL', days };
}

/** What saving answers. */
export async function saveFixture({ target, period, startsOn, endsOn }: GoalInput, former: Goal | MetricId): Promise<Goal> {
  const { from, to } = windowOf(period, startsOn, endsOn);
  const made = typeof former === 'string';
  const { id, metric, version } = made ? { id: `00000000-0000-7000-8000-${String((saved += 1)).padStart(12, '0')}`, metric: former, version: 0 } : former;
  return assess({ id, metric, target, period, startsOn: from, endsOn: to, version: version + 1 });
}

function windowOf(period: GoalPeriod, startsOn: Day, endsOn: Day | undefined): Window {
  return period === 'custom' ? { from: startsOn, to: endsOn ?? startsOn } : periodOf(period, startsOn);
}

function assess(plan: Plan): Goal {
  const { metric, startsOn, endsOn, target } = plan;
  const kind = sampleKind(metric);
  const length = eachDay({ from: startsOn, to: endsOn }).length;
  const over = eachDay({ from: startsOn, to: endsOn < sampleToday ? endsOn : addDays(sampleToday, -1) }).length;
  const today = startsOn <= sampleToday && sampleToday <= endsOn;
  const last = endsOn < sampleToday ? endsOn : sampleToday;
  const current = last < startsOn ? null : sampleTotal(metric, { from: startsOn, to: last });
  const isCeiling = kind.better === 'lower';
  const reached = current !== null && !isCeiling && current >= target;
  const expected = current === null || over === length ? null : addsUp(kind) ? (current / (over + (today ? 0.5 : 0))) * length : current;
  const projection = expected === null ? null : { low: expected * (1 - SPREAD), expected, high: expected * (1 + SPREAD) };
  return {
    ...plan,
    ...kind,
    current,
    progress: current === null ? null : current / target,
    elapsed: over / length,
    daysLeft: length - over,
    reachedOn: reached ? reachedDay(plan) : null,
    projection,
    status: current === null ? 'upcoming' : reached ? 'reached' : projection ? heading(projection, target, isCeiling) : 'missed',
    partialToday: today,
    updatedAt: `${sampleToday}T12:41:00Z`,
  };
}

function reachedDay({ metric, startsOn, endsOn, target }: Plan): Day | null {
  return eachDay({ from: startsOn, to: endsOn }).find((date) => sampleTotal(metric, { from: startsOn, to: date }) >= target) ?? null;
}

function heading({ low, high }: { low: number; high: number }, target: number, isCeiling: boolean): Goal['status'] {
  const [safe, lost] = isCeiling ? [high <= target, low > target] : [low >= target, high < target];
  return safe ? 'on_track' : lost ? 'at_risk' : 'open';
}
