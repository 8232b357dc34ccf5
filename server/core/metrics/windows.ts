import { addDays, addMonths, daysBetween, periodOf, type Day, type Period } from '../dates.ts';

export interface Window {
  from: Day;
  to: Day;
}

/** The complete days of a window: today is partial, and tomorrow has not been. Null when none is complete. */
export function completeDays({ from, to }: Window, today: Day): Window | null {
  const last = to < today ? to : addDays(today, -1);
  return last < from ? null : { from, to: last };
}

/** The calendar period that a window starts with and stays inside of. */
function alignment({ from, to }: Window): Exclude<Period, 'day'> | undefined {
  return (['week', 'month', 'quarter', 'year'] as const).find((period) => {
    const whole = periodOf(period, from);
    return whole.from === from && to <= whole.to;
  });
}

/**
 * The window of equally many days that another is compared with. Month to date goes against the same days of the month
 * before; where that month is too short, and for windows that follow no calendar, against the days just before.
 */
export function previousWindow(window: Window): Window {
  const { from, to } = window;
  const days = daysBetween(from, to);
  const aligned = alignment(window);
  const earlier = { week: () => addDays(from, -7), month: () => addMonths(from, -1), quarter: () => addMonths(from, -3), year: () => addMonths(from, -12) };
  const start = aligned ? earlier[aligned]() : addDays(from, -days);
  const end = addDays(start, days - 1);
  return end < from ? { from: start, to: end } : { from: addDays(from, -days), to: addDays(from, -1) };
}

/** The same days a year before. */
export function lastYear({ from, to }: Window): Window {
  const start = addMonths(from, -12);
  return { from: start, to: addDays(start, daysBetween(from, to) - 1) };
}
