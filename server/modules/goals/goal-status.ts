import { daysBetween, eachDay, type Day } from '../../core/dates.ts';
import { definitionOf, evaluate, type MetricId } from '../../core/metrics/definitions.ts';
import { newest, sumCounts, totalOf, within, type DayFigure } from '../../core/metrics/figures.ts';
import type { Projection } from '../../core/metrics/metrics.schema.ts';
import { projectWindow } from '../../core/metrics/outlook.ts';
import type { PredictedEnd } from '../../core/metrics/predicted.ts';
import type { Goal, GoalDay, GoalStatus, StoredGoal } from './goals.schema.ts';

/**
 * A goal as it stands on a day, from the metric's days (its history before the period included).
 * On track when even the low end of the projection reaches the target, at risk when not even the high end does.
 */
export function assess(stored: StoredGoal, figures: readonly DayFigure[], today: Day, ends: readonly PredictedEnd[] = []): Goal {
  const { metric, startsOn, endsOn, target } = stored;
  const { name, unit, better } = definitionOf(metric);
  const mine = within(figures, startsOn, endsOn < today ? endsOn : today);
  const current = totalOf(metric, mine);
  const length = daysBetween(startsOn, endsOn);
  const over = Math.min(length, Math.max(0, daysBetween(startsOn, today) - 1));
  const projection = over < length ? projectWindow(metric, { from: startsOn, to: endsOn }, figures, today, ends) : null;
  const reachedOn = better === 'lower' ? null : firstReached(metric, mine, target, endsOn < today);
  return {
    ...stored,
    name,
    unit,
    better,
    current,
    progress: current === null ? null : current / target,
    elapsed: over / length,
    daysLeft: today > endsOn ? 0 : daysBetween(today > startsOn ? today : startsOn, endsOn),
    reachedOn,
    projection,
    status: statusOf({ stored, better, current, projection, reached: reachedOn !== null, today }),
    partialToday: mine.some(({ date }) => date === today),
    updatedAt: newest(mine),
  };
}

interface Standing {
  stored: StoredGoal;
  better: Goal['better'];
  current: number | null;
  projection: Projection | null;
  reached: boolean;
  today: Day;
}

function statusOf({ stored: { startsOn, endsOn, target }, better, current, projection, reached, today }: Standing): GoalStatus {
  if (today < startsOn) return 'upcoming';
  if (reached) return 'reached';
  if (current === null) return 'no_data';
  const isCeiling = better === 'lower';
  if (today > endsOn) return (isCeiling ? current <= target : current >= target) ? 'reached' : 'missed';
  if (!projection) return 'open';
  if (isCeiling) return projection.high <= target ? 'on_track' : projection.low > target ? 'at_risk' : 'open';
  return projection.low >= target ? 'on_track' : projection.high < target ? 'at_risk' : 'open';
}

/** The day a growing sum passed its target. A rate may still fall: it has reached its target only when the period is over. */
function firstReached(metric: MetricId, mine: readonly DayFigure[], target: number, over: boolean): Day | null {
  if (definitionOf(metric).per) {
    const total = totalOf(metric, mine);
    return over && total !== null && total >= target ? (mine.at(-1)?.date ?? null) : null;
  }
  let total = 0;
  return mine.find(({ value }) => (total += value ?? 0) >= target)?.date ?? null;
}

/** Day by day from the first of the period to today or its last, with the metric until then. */
export function progressDays({ metric, startsOn, endsOn }: StoredGoal, figures: readonly DayFigure[], today: Day): GoalDay[] {
  const last = endsOn < today ? endsOn : today;
  const byDay = new Map(figures.map((figure) => [figure.date, figure]));
  const until: DayFigure[] = [];
  return eachDay(startsOn, last).map((date) => {
    const figure = byDay.get(date);
    if (figure) until.push(figure);
    return {
      date,
      value: figure?.value ?? null,
      total: evaluate(metric, sumCounts(metric, until)),
      ...(date === today ? { partial: true as const } : {}),
    };
  });
}
