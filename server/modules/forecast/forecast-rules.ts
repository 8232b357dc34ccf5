import { addDays, daysBetween, type Day } from '../../core/dates.ts';
import { definitionOf, type MetricId } from '../../core/metrics/definitions.ts';
import { totalOf, within, type DayFigure } from '../../core/metrics/figures.ts';
import type { Projection } from '../../core/metrics/metrics.schema.ts';
import type { Window } from '../../core/metrics/windows.ts';
import type { ForecastEvidence, ForecastRule } from './forecast.schema.ts';

export interface MonthGoal {
  id: string;
  metric: MetricId;
  target: number;
}

/** What a rule finds worth doing. */
export interface Finding {
  rule: ForecastRule;
  /** The goal it is about. */
  subject: string;
  evidence: ForecastEvidence;
  expectedCents: number | null;
  probability: number;
  minutes: number;
}

/** What the rules look at: the month, where it ends, and the figures until yesterday. */
export interface Outlook {
  today: Day;
  month: Window;
  goals: readonly MonthGoal[];
  ends: ReadonlyMap<MetricId, Projection>;
  figures: ReadonlyMap<MetricId, readonly DayFigure[]>;
}

/** Days over which what one more brings, or costs, is averaged. */
const RECENT_DAYS = 30;
/** A budget may be asked to grow by half, and not by what nobody has tried. */
const MOST_GROWTH = 0.5;

/** What ads are bought for. */
export const boughtWithAds: readonly MetricId[] = ['leads', 'conversions', 'revenue'];

/** What is taken for granted until there are outcomes: a guess, and said to be one. */
const guesses: Record<ForecastRule, number> = { forecast_short_of_goal: 0.3, raise_budget: 0.35 };

/** What the forecast of this month says about its goals; pure, so that a day of the past can be looked at again. */
export function findingsOf(outlook: Outlook): Finding[] {
  return outlook.goals.flatMap((goal) => {
    const end = outlook.ends.get(goal.metric);
    if (!end || definitionOf(goal.metric).better !== 'higher' || definitionOf(goal.metric).per || end.expected >= goal.target) return [];
    return [shortOfGoal(outlook, goal, end), ...raiseBudget(outlook, goal, end)];
  });
}

function shortOfGoal(outlook: Outlook, { id, metric, target }: MonthGoal, { low, expected, high }: Projection): Finding {
  const one = worthOfOne(outlook, metric);
  const evidence: ForecastEvidence = { metric, value: expected, reference: target, low, high, ...outlook.month };
  const expectedCents = one === null ? null : Math.round((target - expected) * one);
  return { rule: 'forecast_short_of_goal', subject: id, evidence, expectedCents, probability: guesses.forecast_short_of_goal, minutes: 20 };
}

/** What the missing part would cost in ads, at what each one has cost so far; only where ads are bought and pay. */
function raiseBudget(outlook: Outlook, { id, metric, target }: MonthGoal, { expected }: Projection): Finding[] {
  const spent = recent(outlook, 'ad_spend');
  const one = worthOfOne(outlook, metric);
  if (!boughtWithAds.includes(metric) || !spent || one === null) return [];
  const brought = metric === 'revenue' ? (recent(outlook, 'roas') ?? 0) * spent : recent(outlook, metric);
  if (!brought) return [];
  const missing = target - expected;
  const more = Math.round((missing * spent) / brought);
  const usual = (spent * daysBetween(outlook.today, outlook.month.to)) / RECENT_DAYS;
  const gain = Math.round(missing * one) - more;
  if (more > usual * MOST_GROWTH || gain <= 0) return [];
  const evidence: ForecastEvidence = { metric: 'ad_spend', value: more, reference: spent, days: RECENT_DAYS, from: outlook.today, to: outlook.month.to };
  return [{ rule: 'raise_budget', subject: id, evidence, expectedCents: gain, probability: guesses.raise_budget, minutes: 10 }];
}

/** What one more of a count has brought lately, in centavos. */
function worthOfOne(outlook: Outlook, metric: MetricId): number | null {
  if (metric === 'revenue') return 1;
  const [revenue, count] = [recent(outlook, 'revenue'), recent(outlook, metric)];
  return revenue && count && definitionOf(metric).unit === 'count' ? revenue / count : null;
}

export function recent({ today, figures }: Pick<Outlook, 'today' | 'figures'>, metric: MetricId): number | null {
  return totalOf(metric, within(figures.get(metric) ?? [], addDays(today, -RECENT_DAYS), addDays(today, -1)));
}
