import type { Unit } from '../../core/formats.ts';
import type { Day } from '../days/days.ts';

/** One value a day; null where there is none, which is drawn as a gap. */
export type Values = readonly (number | null)[];

export interface Series {
  readonly name: string;
  readonly values: Values;
}

export interface ChartData {
  /** What is drawn, such as `Visitas por dia`. */
  readonly name: string;
  readonly days: readonly Day[];
  readonly unit: Unit;
  /** ISO 4217, of money. */
  readonly currency: string;
  readonly main: Series;
  /** What the main series is compared with, day by day. */
  readonly compare?: Series | undefined;
  /** Where the main series is expected to go: values at the ends of straight stretches, null between. */
  readonly projection?: { readonly name: string; readonly low: Values; readonly expected: Values; readonly high: Values } | undefined;
  readonly target?: { readonly name: string; readonly value: number } | undefined;
  /** What happened on a day, marked by a thin line. */
  readonly notes?: readonly { readonly day: Day; readonly text: string }[] | undefined;
  /** Further columns of the table. */
  readonly more?: readonly Series[];
}

/** The lowest and the highest of all that is drawn. */
export function extent({ main, compare, projection, target }: ChartData): [low: number, high: number] {
  const drawn = [main.values, compare?.values, projection?.low, projection?.high, target && [target.value]];
  const known = drawn.flatMap((values) => values ?? []).filter((value) => value !== null);
  return known.length ? [Math.min(...known), Math.max(...known)] : [0, 0];
}

/** Indices of the points that no line reaches, and of the last one. */
export function dots(values: Values): number[] {
  const known = (index: number) => (values[index] ?? null) !== null;
  const last = values.findLastIndex((value) => value !== null);
  return values.flatMap((_, index) => (known(index) && (index === last || (!known(index - 1) && !known(index + 1))) ? [index] : []));
}

/** The highest that is drawn on each day; null where nothing is. */
export function crest({ main, compare, projection }: ChartData): Values {
  const drawn = [main.values, compare?.values, projection && straight(projection.high)];
  return main.values.map((_, day) => {
    const known = drawn.flatMap((values) => values?.[day] ?? []);
    return known.length ? Math.max(...known) : null;
  });
}

/** Values with what a straight line between them goes over. */
function straight(values: Values): Values {
  const filled = [...values];
  let from: number | undefined;
  values.forEach((end, to) => {
    if (end === null) return;
    const start = values[from ?? to]!;
    for (let day = (from ?? to) + 1; day < to; day += 1) filled[day] = start + ((end - start) * (day - from!)) / (to - from!);
    from = to;
  });
  return filled;
}
