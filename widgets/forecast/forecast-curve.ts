import type { MonthForecast } from '../../server/modules/forecast/forecast.schema.ts';

/** SVG paths of a month, 100 wide and 60 high, and where its goal stands from the top. */
export interface Curve {
  known: string;
  dot: string;
  ahead: string;
  band: string;
  /** A share of the height; null without a goal, or with one far above all that is drawn. */
  target: number | null;
}

type Month = Pick<MonthForecast, 'soFar' | 'days' | 'end' | 'target'>;
interface Reach {
  at: number;
  low: number;
  expected: number;
  high: number;
}

const DAY = 86_400_000;
const WIDTH = 100;
const HEIGHT = 60;
/** A goal this many times what is expected would press the curve flat. */
const FAR = 2;

/** The month until now, and from there to its end with the range it may take. */
export function curveOf({ soFar, days, end, target }: Month, from: string, to: string): Curve {
  const place = (date: string) => (Date.parse(date) - Date.parse(from)) / DAY;
  const length = place(to);
  const known = soFar.flatMap(({ date, total }) => (total === null ? [] : [{ at: place(date), value: total }]));
  const start = known.at(-1) ?? { at: 0, value: 0 };
  const begin: Reach = { at: start.at, low: start.value, expected: start.value, high: start.value };
  const ahead = reaches(days, place, end, length);
  const all = [...(known.length > 0 && ahead.length > 0 ? [begin] : []), ...ahead];

  const values = [0, ...known.map(({ value }) => value), ...all.flatMap(({ low, high }) => [low, high])];
  const isNear = target !== null && target <= Math.max(...values) * FAR;
  const top = Math.max(...values, isNear ? target : 0) || 1;
  const bottom = Math.min(...values);
  const y = (value: number) => ((top - value) / (top - bottom)) * HEIGHT;
  const point = (at: number, value: number) => `${((at / length) * WIDTH).toFixed(1)} ${y(value).toFixed(1)}`;
  const path = (points: readonly string[]) => (points.length > 0 ? `M${points.join('L')}` : '');
  const upper = all.map(({ at, high }) => point(at, high));
  const lower = all.map(({ at, low }) => point(at, low)).toReversed();
  return {
    known: path(known.map(({ at, value }) => point(at, value))),
    dot: known.length > 0 ? `M${point(start.at, start.value)}h0` : '',
    ahead: path(all.map(({ at, expected }) => point(at, expected))),
    band: all.length > 1 ? `${path([...upper, ...lower])}Z` : '',
    target: isNear ? y(target) / HEIGHT : null,
  };
}

/** Day by day where that is known, else the end alone. The end is the one that is written beside it. */
function reaches(days: MonthForecast['days'], place: (date: string) => number, end: MonthForecast['end'], last: number): Reach[] {
  if (!end) return [];
  return [...days.slice(0, -1).map(({ date, until }) => ({ at: place(date), ...until })), { at: last, ...end }];
}
