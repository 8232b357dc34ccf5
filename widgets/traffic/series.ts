import type { Comparison } from '../../server/core/metrics/metrics.schema.ts';
import type { Traffic } from '../../server/modules/traffic/traffic.schema.ts';
import type { Locale } from '../core/locale.ts';
import type { ChartData, Series, Values } from '../ui/chart/chart-data.ts';
import { addDays, eachDay, type Day } from '../ui/days/days.ts';
import { localized } from '../ui/localized/localized.ts';
import { trafficPartsTexts } from './traffic-parts.texts.ts';

const LONGEST = 28;

/** The days of a card as a chart: today stays out of the line, as it is not over, unless there is no other day. */
export function seriesOf(data: Traffic, how: 'previous' | 'year', locale: Locale): ChartData {
  const { from, to, today, unit, currency, name } = data;
  const texts = locale.texts(trafficPartsTexts);
  const complete = { from, to: to < today || from === today ? to : addDays(today, -1) };
  const days = eachDay(complete);
  const style = days.length > 0 && from.slice(0, 4) !== days.at(-1)!.slice(0, 4) ? 'date' : 'day';
  const known = new Map(data.days.map(({ date, value }) => [date, value]));
  const [shown, other] = how === 'year' ? [data.year, data.previous] : [data.previous, data.year];
  return {
    name: texts.series(localized(name, locale)),
    days,
    unit,
    currency,
    main: { name: locale.range(complete.from, complete.to, style), values: days.map((day) => known.get(day) ?? null) },
    compare: shown ? compared(shown, days, locale) : undefined,
    more: other ? [compared(other, days, locale)] : [],
    notes: data.annotations.filter(({ on }) => days.includes(on)).map(({ on, kind, text }) => ({ day: on, text: shortened(text ?? texts.kind[kind]) })),
  };
}

/** Day by day beside the days that are shown. */
function compared({ from, to, days }: Comparison, shown: readonly Day[], locale: Locale): Series {
  const known = new Map(days.map(({ date, value }) => [date, value]));
  const values: Values = shown.map((_, index) => known.get(addDays(from, index)) ?? null);
  const sameYear = from.slice(0, 4) === shown.at(-1)?.slice(0, 4);
  return { name: locale.range(from, to, sameYear ? 'day' : 'date'), values };
}

const shortened = (text: string): string => (text.length > LONGEST ? `${text.slice(0, LONGEST - 1).trimEnd()}…` : text);
