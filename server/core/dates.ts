/** A calendar day, `yyyy-mm-dd`. */
export type Day = string;

const formats = new Map<string, Intl.DateTimeFormat>();

/** The day it is in a time zone at an instant. */
export function dayIn(timeZone: string, instant: Date): Day {
  let format = formats.get(timeZone);
  if (!format) {
    // Swedish writes dates as yyyy-mm-dd.
    format = new Intl.DateTimeFormat('sv-SE', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
    formats.set(timeZone, format);
  }
  return format.format(instant);
}

const QUARTER_MS = 15 * 60_000;
let days = new Map<string, Day>();

/** The same of milliseconds, for many: no zone is off by less than a quarter of an hour, and within one the calendar is asked once. */
export function dayAt(timeZone: string, time: number): Day {
  const key = timeZone + Math.floor(time / QUARTER_MS);
  let day = days.get(key);
  if (day === undefined) {
    if (days.size > 10_000) days = new Map();
    days.set(key, (day = dayIn(timeZone, new Date(time))));
  }
  return day;
}

const parse = (day: Day) => Date.parse(`${day}T00:00:00Z`);
const write = (time: number): Day => new Date(time).toISOString().slice(0, 10);
const DAY = 86_400_000;

export function addDays(day: Day, days: number): Day {
  return write(parse(day) + days * DAY);
}

/** Days from one to the other, both included; negative or zero when `to` comes before. */
export function daysBetween(from: Day, to: Day): number {
  return Math.round((parse(to) - parse(from)) / DAY) + 1;
}

export function eachDay(from: Day, to: Day): Day[] {
  return Array.from({ length: Math.max(0, daysBetween(from, to)) }, (_, index) => addDays(from, index));
}

/** 0 is Sunday. */
export function weekday(day: Day): number {
  return new Date(parse(day)).getUTCDay();
}

/** The same day so many months away, or the last of that month where it has no such day. */
export function addMonths(day: Day, months: number): Day {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return write(Date.UTC(year, month - 1 + months, Math.min(date, last)));
}

export type Period = 'day' | 'week' | 'month' | 'quarter' | 'year';

/** First and last day of the period that a day lies in. Weeks start on Monday. */
export function periodOf(period: Period, day: Day): { from: Day; to: Day } {
  const [year, month] = day.split('-').map(Number) as [number, number];
  const months = (first: number, count: number) => ({
    from: write(Date.UTC(year, first, 1)),
    to: write(Date.UTC(year, first + count, 0)),
  });
  switch (period) {
    case 'day':
      return { from: day, to: day };
    case 'week': {
      const from = addDays(day, -((weekday(day) + 6) % 7));
      return { from, to: addDays(from, 6) };
    }
    case 'month':
      return months(month - 1, 1);
    case 'quarter':
      return months(Math.floor((month - 1) / 3) * 3, 3);
    case 'year':
      return months(0, 12);
  }
}
