import type { Locale } from '../../core/locale.ts';
import type { ChartData } from '../chart/chart-data.ts';
import type { Delta } from '../delta/delta.ts';
import { addDays, eachDay } from '../days/days.ts';
import { sampleToday, sampleValue } from '../sample/sample.ts';
import type { Point } from '../spark/spark.ts';

const window = { from: '2025-11-01', to: addDays(sampleToday, -1) };
export const days = eachDay(window);

export const first = Date.parse(window.from);
export const last = Date.parse(window.to);

export const run: readonly Point[] = days.map((day) => [Date.parse(day), sampleValue('sessions', day)]);

/** The same with two days that nobody counted. */
export const broken: readonly Point[] = run.filter((_, index) => index !== 7 && index !== 8);

export const visits: ChartData = {
  name: 'Sessões por dia',
  days,
  unit: 'count',
  currency: 'BRL',
  main: { name: 'nov.', values: days.map((day) => sampleValue('sessions', day)) },
  compare: { name: 'out.', values: days.map((day) => sampleValue('sessions', addDays(day, -31))) },
  target: { name: 'meta 650', value: 650 },
};

/** A change as a widget would write it. */
export function change(locale: Locale, value: number, tone: Delta['tone']): Delta {
  const text = locale.change(value, 'count');
  return { text, spoken: text, sign: Math.sign(value), tone };
}
