import { addDays, type Day } from '../../core/dates.ts';
import { definitionOf, type MetricId } from '../../core/metrics/definitions.ts';
import { totalOf, within, type DayFigure } from '../../core/metrics/figures.ts';
import { projectWindow } from '../../core/metrics/outlook.ts';
import type { PredictedEnd } from '../../core/metrics/predicted.ts';
import type { ActionKind, Evidence, Rule } from './actions.schema.ts';
import { storiesOf, type SeenAlert } from './alert-stories.ts';

/** What a rule finds worth doing. */
export interface Finding {
  rule: Rule;
  /** What of the client it is about: the same rule may speak of another at the same time. */
  subject: string;
  kind: ActionKind;
  evidence: Evidence;
  /** What it is worth if it works, in centavos; null where it cannot be put in money. */
  expectedCents: number | null;
  minutes: number;
  /** Alerts that it tells of. */
  alerts?: readonly string[];
}

export interface RunningGoal {
  id: string;
  metric: MetricId;
  target: number;
  startsOn: Day;
  endsOn: Day;
}

/** What the rules look at, until yesterday. */
export interface Observed {
  today: Day;
  figures: ReadonlyMap<MetricId, readonly DayFigure[]>;
  goals: readonly RunningGoal[];
  /** What was predicted for the ends of this month. */
  ends: readonly PredictedEnd[];
  /** Open ones. */
  alerts: readonly SeenAlert[];
}

/** Metrics that the rules read, besides those of the goals. */
export const observed: readonly MetricId[] = ['sessions', 'leads', 'revenue', 'conversions', 'ad_spend', 'roas'];

/** Each finds what it knows of; pure, so that a day of the past can be looked at again. */
export const rules: readonly ((seen: Observed) => Finding[])[] = [goalsAtRisk, outOfBand, spendWithoutConversions, idleDays];

const of = ({ figures }: Observed, metric: MetricId) => figures.get(metric) ?? [];
const over = (seen: Observed, metric: MetricId, from: Day, to: Day) => within(of(seen, metric), from, to);
const total = (seen: Observed, metric: MetricId, from: Day, to: Day) => totalOf(metric, over(seen, metric, from, to));

/** What one more of a count has brought in the last 30 days, in centavos. */
function worthOfOne(seen: Observed, metric: MetricId): number | null {
  const [from, to] = [addDays(seen.today, -30), addDays(seen.today, -1)];
  if (metric === 'revenue') return 1;
  const { unit, per, better } = definitionOf(metric);
  if (unit !== 'count' || per || better !== 'higher') return null;
  const [revenue, count] = [total(seen, 'revenue', from, to), total(seen, metric, from, to)];
  return revenue && count ? revenue / count : null;
}

const worth = (seen: Observed, metric: MetricId, amount: number): number | null => {
  const one = worthOfOne(seen, metric);
  return one === null ? null : Math.round(Math.abs(amount) * one);
};

/** A goal that not even the high end of its projection reaches; worth what is expected to be missing. */
function goalsAtRisk(seen: Observed): Finding[] {
  return seen.goals.flatMap((goal): Finding[] => {
    const { id, metric, target, startsOn: from, endsOn: to } = goal;
    const projection = projectWindow(metric, { from, to }, of(seen, metric), seen.today, seen.ends);
    if (!projection) return [];
    const isCeiling = definitionOf(metric).better === 'lower';
    if (isCeiling ? projection.low <= target : projection.high >= target) return [];
    const { expected: value, low, high } = projection;
    const evidence: Evidence = { metric, value, reference: target, low, high, from, to };
    return [{ rule: 'goal_at_risk', subject: id, kind: 'urgent', evidence, expectedCents: worth(seen, metric, target - value), minutes: 20 }];
  });
}

/** Days for which a figure that left its band is taken to stay there, where nobody does anything. */
const LASTING_DAYS = 7;

/**
 * Figures that left their usual band; worth a week of the difference. Those that are good, and those that are bad, are told
 * as one story each: by what came in the first place, before what followed from it.
 */
function outOfBand(seen: Observed): Finding[] {
  return storiesOf(seen.alerts, seen.today).map(({ told, alerts }): Finding => {
    const { metric, value, reference, days, from, to, until } = told.evidence;
    const evidence: Evidence = { metric, value, reference, days, from, to, ...(until ? { until } : {}) };
    return { rule: 'out_of_band', subject: metric, kind: 'insight', evidence, expectedCents: worth(seen, metric, (value - reference) * LASTING_DAYS), minutes: 10, alerts };
  });
}

/** Conversions that the spend would have brought at the usual cost; without any, chance explains it once in 20 times (e⁻³). */
const EXPECTED_CONVERSIONS = 3;
const LONGEST_STREAK = 14;

/** Ads that went on while nothing was sold; worth a week of that spend. */
function spendWithoutConversions(seen: Observed): Finding[] {
  const to = addDays(seen.today, -1);
  const days = streak(to, (day) => (valueOn(seen, 'ad_spend', day) ?? 0) > 0 && valueOn(seen, 'conversions', day) === 0);
  if (days === 0) return [];
  const from = addDays(to, 1 - days);
  const spent = total(seen, 'ad_spend', from, to) ?? 0;
  const [before, until] = [addDays(from, -56), addDays(from, -1)];
  const [spend, conversions] = [total(seen, 'ad_spend', before, until), total(seen, 'conversions', before, until)];
  if (!spend || !conversions || (spent * conversions) / spend < EXPECTED_CONVERSIONS) return [];
  const evidence: Evidence = { metric: 'ad_spend', value: spent, reference: (spent * conversions) / spend, days, from, to };
  return [{ rule: 'spend_without_conversions', subject: 'ads', kind: 'urgent', evidence, expectedCents: Math.round((spent / days) * LASTING_DAYS), minutes: 5 }];
}

const IDLE_DAYS = 3;

/** Ads that ran nearly every day and have stood still for three; worth what a week of them brought, less its cost. */
function idleDays(seen: Observed): Finding[] {
  const to = addDays(seen.today, -1);
  const days = streak(to, (day) => valueOn(seen, 'ad_spend', day) === 0);
  if (days < IDLE_DAYS) return [];
  const from = addDays(to, 1 - days);
  const [before, until] = [addDays(from, -28), addDays(from, -1)];
  const busy = over(seen, 'ad_spend', before, until).filter(({ value }) => (value ?? 0) > 0).length;
  if (busy < 20) return [];
  const spend = (total(seen, 'ad_spend', before, until) ?? 0) / 28;
  const roas = total(seen, 'roas', before, until);
  const evidence: Evidence = { metric: 'ad_spend', value: 0, reference: spend, days, from, to };
  const gain = roas === null ? null : Math.max(0, Math.round(spend * (roas - 1) * LASTING_DAYS));
  return [{ rule: 'idle_days', subject: 'ads', kind: 'quick_win', evidence, expectedCents: gain, minutes: 5 }];
}

const valueOn = (seen: Observed, metric: MetricId, day: Day) => over(seen, metric, day, day)[0]?.value;

/** How many days in a row until `last` are so. */
function streak(last: Day, isSo: (day: Day) => boolean): number {
  let days = 0;
  while (days < LONGEST_STREAK && isSo(addDays(last, -days))) days += 1;
  return days;
}
