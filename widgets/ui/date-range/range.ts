import { addDays, type Day, type Window } from '../days/days.ts';
import { periodOf } from '../days/periods.ts';
import { startOf } from '../days/start.ts';

export const presets = ['last-7', 'last-30', 'last-90', 'month', 'last-month', 'quarter', 'year'] as const;

export type Preset = (typeof presets)[number];

export interface Limits {
  readonly min?: Day | undefined;
  readonly max?: Day | undefined;
}

/**
 * The days that a preset means, as far as there are any. Those of so many days end yesterday, as today is not over;
 * those of the calendar, today.
 */
export function presetRange(preset: Preset, today: Day, { min = '', max = today }: Limits): Window | undefined {
  const { from, to } = wholeRange(preset, today);
  return to < min || from > max ? undefined : { from: from < min ? min : from, to: to > max ? max : to };
}

function wholeRange(preset: Preset, today: Day): Window {
  if (preset === 'last-7') return { from: addDays(today, -7), to: addDays(today, -1) };
  if (preset === 'last-30') return { from: addDays(today, -30), to: addDays(today, -1) };
  if (preset === 'last-90') return { from: addDays(today, -90), to: addDays(today, -1) };
  if (preset === 'last-month') return periodOf('month', addDays(startOf('month', today), -1));
  return { from: startOf(preset, today), to: today };
}

export type Wrong = 'missing' | 'tooEarly' | 'tooLate' | 'backwards';

/** What is wrong with each end of a range; nothing where it can be shown. */
export function wrongOf({ from, to }: Window, limits: Limits): { from?: Wrong; to?: Wrong } {
  const [first, last] = [wrongDay(from, limits), wrongDay(to, limits)];
  const backwards = !first && !last && to < from;
  return { ...(first && { from: first }), ...(last ? { to: last } : backwards && { to: 'backwards' }) };
}

function wrongDay(day: Day, { min, max }: Limits): Wrong | undefined {
  if (!day) return 'missing';
  if (min && day < min) return 'tooEarly';
  return max && day > max ? 'tooLate' : undefined;
}
