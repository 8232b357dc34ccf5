import { addDays, type Day } from '../../core/dates.ts';
import { definitionOf, type MetricId } from '../../core/metrics/definitions.ts';
import { totalOf, within, type DayFigure } from '../../core/metrics/figures.ts';
import { expectedTotal } from '../../core/metrics/outlook.ts';

/** Days that a score looks back on, and those before them that conversion is compared with. */
export const SCORE_DAYS = 30;
export const BEFORE_DAYS = 90;
const FEWEST_SESSIONS = 100;
/** The change of the conversion rate that earns, or costs, all of its points. */
const FULL_CHANGE = 0.2;

/** Why a part could not be computed. */
export type Missing = 'no_actions_or_goals' | 'no_ad_spend' | 'few_sessions' | 'no_goals';

/** A part from 0 to 100 with the figures it was computed from, or why there is none. */
export interface Part<Basis extends string> {
  value: number | null;
  missing: Missing | null;
  basis: Record<Basis, number | null>;
}

export type Figures = ReadonlyMap<MetricId, readonly DayFigure[]>;

export interface ActionDates {
  createdOn: Day;
  /** The day it was completed, dismissed or put off. */
  decidedOn: Day | null;
}

export interface ActiveGoal {
  id: string;
  metric: MetricId;
  target: number;
  startsOn: Day;
  endsOn: Day;
  createdOn: Day;
}

export interface Review {
  goalId: string;
  on: Day;
}

/**
 * Share of what called for a person in the last 30 days that one has seen to: actions completed, put off or dismissed
 * with a reason, and goals that were looked into. Signing in counts for nothing.
 */
export function engagement(actions: readonly ActionDates[], goals: readonly ActiveGoal[], reviews: readonly Review[], day: Day): Part<'handled' | 'actions' | 'reviewed' | 'goals'> {
  const first = addDays(day, 1 - SCORE_DAYS);
  const called = actions.filter(({ createdOn }) => createdOn >= first && createdOn <= day);
  const handled = called.filter(({ decidedOn }) => decidedOn !== null && decidedOn <= day).length;
  const active = activeOn(goals, day);
  const reviewed = active.filter(({ id }) => reviews.some(({ goalId, on }) => goalId === id && on >= first && on <= day)).length;
  const whole = called.length + active.length;
  const basis = { handled, actions: called.length, reviewed, goals: active.length };
  return whole === 0 ? { value: null, missing: 'no_actions_or_goals', basis } : { value: (100 * (handled + reviewed)) / whole, missing: null, basis };
}

export const activeOn = (goals: readonly ActiveGoal[], day: Day) =>
  goals.filter(({ startsOn, endsOn, createdOn }) => startsOn <= day && endsOn >= day && createdOn <= day);

/** Return on ad spend over the last 30 days against the client's own target: `100·min(1, roas ÷ target)`. */
export function campaigns(figures: Figures, targetRoas: number, day: Day): Part<'roas' | 'target' | 'spend'> {
  const roas = totalOver(figures, 'roas', day, SCORE_DAYS);
  const spend = totalOver(figures, 'ad_spend', day, SCORE_DAYS);
  const basis = { roas, target: targetRoas, spend };
  if (!spend || roas === null) return { value: null, missing: 'no_ad_spend', basis };
  return { value: 100 * clamp(roas / targetRoas, 0, 1), missing: null, basis };
}

/** Conversion rate over the last 30 days against the 90 before them: `50 + 50·clamp(change ÷ 0.2, −1, 1)`. */
export function conversion(figures: Figures, day: Day): Part<'rate' | 'before' | 'sessions'> {
  const earlier = addDays(day, -SCORE_DAYS);
  const rate = totalOver(figures, 'conversion_rate', day, SCORE_DAYS);
  const before = totalOver(figures, 'conversion_rate', earlier, BEFORE_DAYS);
  const sessions = totalOver(figures, 'sessions', day, SCORE_DAYS) ?? 0;
  const basis = { rate, before, sessions };
  const enough = sessions >= FEWEST_SESSIONS && (totalOver(figures, 'sessions', earlier, BEFORE_DAYS) ?? 0) >= FEWEST_SESSIONS;
  if (!enough || rate === null || !before) return { value: null, missing: 'few_sessions', basis };
  return { value: 50 + 50 * clamp((rate / before - 1) / FULL_CHANGE, -1, 1), missing: null, basis };
}

/** How far the running goals are expected to get: the mean of `min(1, expected ÷ target)`, of a ceiling the other way round. */
export function goals(figures: Figures, all: readonly ActiveGoal[], day: Day, today: Day): Part<'goals' | 'expected'> {
  const shares = activeOn(all, day).flatMap(({ metric, target, startsOn, endsOn }) => {
    const expected = expectedTotal(metric, { from: startsOn, to: endsOn }, figures.get(metric) ?? [], today);
    if (expected === null) return [];
    if (definitionOf(metric).better === 'lower') return expected <= 0 ? 1 : Math.min(1, target / expected);
    return clamp(expected / target, 0, 1);
  });
  if (shares.length === 0) return { value: null, missing: 'no_goals', basis: { goals: 0, expected: null } };
  const mean = shares.reduce((sum, share) => sum + share, 0) / shares.length;
  return { value: 100 * mean, missing: null, basis: { goals: shares.length, expected: mean } };
}

const clamp = (value: number, low: number, high: number) => Math.min(high, Math.max(low, value));

/** Of the days until `last`, which is one of them. */
function totalOver(figures: Figures, metric: MetricId, last: Day, days: number): number | null {
  return totalOf(metric, within(figures.get(metric) ?? [], addDays(last, 1 - days), last));
}
