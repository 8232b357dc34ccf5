/** A calendar day, `yyyy-mm-dd`. */
export type Day = string;

/** First and last day, both included. */
export interface Window {
  readonly from: Day;
  readonly to: Day;
}

const DAY = 86_400_000;

/** The day with a date; months count from 0, and what is past the end of a month or a year runs over. */
export const dayOf = (year: number, month: number, date: number): Day => new Date(Date.UTC(year, month, date)).toISOString().slice(0, 10);

/** Days from one to another; as an index into a run that starts at the first. */
export const daysAfter = (from: Day, day: Day): number => (Date.parse(day) - Date.parse(from)) / DAY;

export function addDays(day: Day, days: number): Day {
  return new Date(Date.parse(day) + days * DAY).toISOString().slice(0, 10);
}

/** Every day of a window, in order. */
export function eachDay({ from, to }: Window): Day[] {
  return Array.from({ length: Math.max(0, daysAfter(from, to) + 1) }, (_, index) => addDays(from, index));
}
