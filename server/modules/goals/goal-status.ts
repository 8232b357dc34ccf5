import { daysBetween, eachDay, type Day } from '../../core/dates.ts';
import { definitionOf, evaluate, partsOf, type MetricId } from '../../core/metrics/definitions.ts';
import { newest, sumCounts, totalOf, within, type DayFigure } from '../../core/metrics/figures.ts';
import type { Goal, GoalDay, GoalStatus, Projection, StoredGoal } from './goals.schema.ts';
import { project, type SeriesDay } from './projection.ts';

/**
 * A goal as it stands on a day, from the metric's days (its history before the period included).
 * On track when even the low end of the projection reaches the target, at risk when not even the high end does.
 */
export function assess(stored: StoredGoal, figures: readonly DayFigure[], today: Day): Goal {
  const { metric, startsOn, endsOn, target } = stored;
  const { name, unit, better } = definitionOf(metric);
  const mine = within(figures, startsOn, endsOn < today ? endsOn : today);
  const current = totalOf(metric, mine);
  const length = daysBetween(startsOn, endsOn);
  const over = Math.min(length, Math.max(0, daysBetween(startsOn, today) - 1));
  const projection = over < length && today >= startsOn ? projectGoal(stored, figures, today) : null;
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

function projectGoal({ metric, startsOn, endsOn }: StoredGoal, figures: readonly DayFigure[], today: Day): Projection | null {
  const complete = figures.filter(({ date }) => date < today);
  const projection = project(seriesOf(metric, complete), seriesOf(metric, within(complete, startsOn, endsOn)), eachDay(today > startsOn ? today : startsOn, endsOn));
  if (!projection || definitionOf(metric).per) return projection;
  // Of a sum, what today already has cannot be taken back.
  const floor = totalOf(metric, within(figures, startsOn, today)) ?? 0;
  const { low, expected, high } = projection;
  return { low: Math.max(low, floor), expected: Math.max(expected, floor), high: Math.max(high, floor) };
}

function seriesOf(metric: MetricId, figures: readonly DayFigure[]): SeriesDay[] {
  return figures.flatMap(({ date, counts }) => {
    const parts = partsOf(metric, counts);
    return parts ? [{ date, ...parts }] : [];
  });
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
