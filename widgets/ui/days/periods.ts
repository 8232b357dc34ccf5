import { dayOf, type Day, type Window } from './days.ts';

export type Period = 'day' | 'week' | 'month' | 'quarter' | 'year';

const lengths: Record<Period, { days?: number; months?: number }> = {
  day: { days: 1 },
  week: { days: 7 },
  month: { months: 1 },
  quarter: { months: 3 },
  year: { months: 12 },
};

/** Today where the reader is. The client's own today comes with every answer. */
export function localToday(now: Date = new Date()): Day {
  return dayOf(now.getFullYear(), now.getMonth(), now.getDate());
}

/** The period that a day lies in, or the one so many after it. Weeks start on Monday. */
export function periodOf(period: Period, day: Day, offset = 0): Window {
  const { days = 0, months = 0 } = lengths[period];
  const date = new Date(day);
  const year = date.getUTCFullYear();
  const month = months ? (Math.floor(date.getUTCMonth() / months) + offset) * months : date.getUTCMonth();
  const first = days ? date.getUTCDate() - ((date.getUTCDay() + 6) % days) + offset * days : 1;
  return { from: dayOf(year, month, first), to: dayOf(year, month + months, first + days - 1) };
}
