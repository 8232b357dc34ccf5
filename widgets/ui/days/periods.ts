import { addDays, type Day, type Window } from './days.ts';
import { startOf, type Period } from './start.ts';

const longest: Record<Period, number> = { day: 1, week: 7, month: 31, quarter: 92, year: 366 };

/** The period that a day lies in. */
export function periodOf(period: Period, day: Day): Window {
  const from = startOf(period, day);
  const next = startOf(period, addDays(from, longest[period]));
  return { from, to: addDays(next, -1) };
}
