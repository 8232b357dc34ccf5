import type { Day } from './days.ts';

export type Period = 'day' | 'week' | 'month' | 'quarter' | 'year';

const months: { readonly [period in Period]?: number } = { month: 1, quarter: 3, year: 12 };

/** Today where the reader is. The client's own today comes with every answer. */
export function localToday(now: Date = new Date()): Day {
  // What an ISO date says is its day in Greenwich. A format would take a phone longer than the rest of the widget.
  return new Date(+now - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
}

/** First day of the period that a day lies in. Weeks start on Monday. */
export function startOf(period: Period, day: Day): Day {
  const date = new Date(day);
  const span = months[period];
  if (period === 'week') date.setUTCDate(date.getUTCDate() - ((date.getUTCDay() + 6) % 7));
  if (span) date.setUTCMonth(date.getUTCMonth() - (date.getUTCMonth() % span), 1);
  return date.toISOString().slice(0, 10);
}
