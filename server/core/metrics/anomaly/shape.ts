import { counts, type CountId, type Counts } from '../counts.ts';
import { definitionOf, type MetricId } from '../definitions.ts';

/** What a metric is made of on one day, or until one hour of it. */
export interface Part {
  sum: number;
  /** What the sum is divided by; null for a plain sum. */
  per: number | null;
}

/** What may be expected of a metric's scatter. */
export interface Shape {
  sumIsCount: boolean;
  perIsCount: boolean;
  /**
   * How chance alone scatters it: a count as Poisson's, a share of counts as the binomial; of money and time it says
   * nothing, as one order may be worth a hundred others.
   */
  chance: 'count' | 'share' | null;
  /** What the metric is above the ratio of what came in to what it is divided by: −1 for ROI, which is a return less 1. */
  offset: number;
}

const idsOf = (terms: object, sign: 1 | -1): CountId[] => Object.entries(terms).flatMap(([id, each]) => (each === sign ? [id as CountId] : []));
const areCounts = (ids: readonly CountId[]) => ids.every((id) => counts[id].unit === 'count');

export function shapeOf(metric: MetricId): Shape {
  const { sum, per, unit } = definitionOf(metric);
  const sumIsCount = areCounts(idsOf(sum, 1));
  const perIsCount = per !== undefined && areCounts(idsOf(per, 1));
  const chance = unit === 'count' ? 'count' : sumIsCount && perIsCount ? 'share' : null;
  return { sumIsCount, perIsCount, chance, offset: idsOf(sum, -1).length > 0 ? -1 : 0 };
}

/** The part of a day; null where a count is unknown. What a metric takes away is left to its {@link Shape.offset}. */
export function partOf(metric: MetricId, day: Counts): Part | null {
  const { sum, per } = definitionOf(metric);
  const total = (terms: object): number | null =>
    idsOf(terms, 1).reduce<number | null>((so, id) => (so === null || day[id] === null || day[id] === undefined ? null : so + day[id]), 0);
  const parts = { sum: total(sum), per: per ? total(per) : null };
  return parts.sum === null || (per && parts.per === null) ? null : { sum: parts.sum, per: parts.per };
}
