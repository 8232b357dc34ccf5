import type { Goal } from '../../server/modules/goals/goals.schema.ts';
import type { Locale } from '../core/locale.ts';
import type { GoalsTexts } from './goals.texts.ts';

/** Whether days add up to the figure, so that how much of the period has passed says something about it. */
export function addsUp({ unit, better }: Pick<Goal, 'unit' | 'better'>): boolean {
  return (unit === 'count' || unit === 'money') && better !== 'lower';
}

/** Two values of one kind, the first without what the second says for both: `61,3` and `74 mil`. */
export function between(low: string, high: string): [low: string, high: string] {
  const [start = '', end = ''] = [/^[^\d−]*/, /[^\d]*$/].map((affix) => affix.exec(high)?.[0]);
  const from = low.startsWith(start) ? start.length : 0;
  return [low.slice(from, low.endsWith(end) ? low.length - end.length : undefined), high.slice(from)];
}

/** What there is to say of a goal beside its numbers: when it was reached or ended, or where it is heading. */
export function standing(goal: Goal, currency: string, locale: Locale, texts: GoalsTexts): string {
  const { status, reachedOn, startsOn, endsOn, daysLeft, projection, unit } = goal;
  if (status === 'upcoming') return texts.startsOn(locale.date(startsOn));
  if (status === 'no_data') return texts.noData;
  if (reachedOn) return texts.reachedOn(locale.date(reachedOn));
  if (daysLeft === 0) return texts.endedOn(locale.date(endsOn));
  if (!projection) return texts.tooEarly;
  const write = (value: number) => locale.value(value, unit, currency);
  return texts.projection(...between(write(projection.low), write(projection.high)));
}
