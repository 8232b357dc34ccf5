/** A calendar day, `yyyy-mm-dd`. */
export type Day = string;

/** First and last day, both included. */
export interface Window {
  readonly from: Day;
  readonly to: Day;
}

const DAY = 86_400_000;

export function addDays(day: Day, days: number): Day {
  return new Date(Date.parse(day) + days * DAY).toISOString().slice(0, 10);
}

/** Every day of a window, in order. */
export function eachDay({ from, to }: Window): Day[] {
  const length = (Date.parse(to) - Date.parse(from)) / DAY + 1;
  return Array.from({ length: Math.max(0, length) }, (_, index) => addDays(from, index));
}
