import { addDays, eachDay, type Day } from '../../core/dates.ts';
import type { Window } from '../../core/metrics/windows.ts';
import type { Revision } from './ga4.queries.ts';
import { ga4Counts, type Ga4Count, type Ga4Day, type Quota } from './ga4.schema.ts';

/** Google goes on counting for 24 to 48 hours, in some properties for 72: days as young as this are read again each time. */
export const UNSETTLED_DAYS = 3;
const CHUNK_DAYS = 90;

/** What is to be read, oldest first, so that a reading that is cut short goes on where it was. `last` is the last complete day. */
export function windowsOf({ backfillFrom, syncedUntil }: { backfillFrom: Day; syncedUntil: Day | null }, last: Day): Window[] {
  const again = syncedUntil && addDays(syncedUntil, -UNSETTLED_DAYS);
  let from = again && again > backfillFrom ? again : backfillFrom;
  const windows: Window[] = [];
  while (from <= last) {
    const end = addDays(from, CHUNK_DAYS - 1);
    const to = end < last ? end : last;
    windows.push({ from, to });
    from = addDays(to, 1);
  }
  return windows;
}

/**
 * A report leaves out days without a session. Until `settled` such a day is a zero, unless it is of before the property's
 * first; null where nothing is, as Google held counts back.
 */
export function withQuietDays({ from, to }: Window, read: readonly Ga4Day[], { first, settled }: { first: Day | null; settled: Day | null }): Ga4Day[] {
  const known = new Map(read.map((day) => [day.date, day]));
  const beginning = [first, read[0]?.date].filter((day) => day !== null && day !== undefined).sort()[0];
  return eachDay(from, to).flatMap((date) => {
    const day = known.get(date);
    if (day) return [day];
    return beginning !== undefined && settled !== null && date > beginning && date <= settled ? [quiet(date)] : [];
  });
}

const quiet = (date: Day): Ga4Day => ({ date, ...(Object.fromEntries(ga4Counts.map((count) => [count, 0])) as Record<Ga4Count, number>) });

/** The days to write, those that are new or differ, and what they were. */
export function changesOf(read: readonly Ga4Day[], stored: ReadonlyMap<Day, Record<Ga4Count, number | null>>): { days: Ga4Day[]; revisions: Revision[] } {
  const revisions: Revision[] = [];
  const days = read.filter((day) => {
    const former = stored.get(day.date);
    if (!former) return true;
    const differing = ga4Counts.filter((count) => former[count] !== day[count]);
    for (const field of differing) {
      const was = former[field];
      if (was !== null) revisions.push({ date: day.date, field, former: was, value: day[field] });
    }
    return differing.length > 0;
  });
  return { days, revisions };
}

/** Whether as much as the last request took is left of everything that is counted in tokens. */
export function hasRoom(quota: Quota | undefined): boolean {
  return Object.entries(quota ?? {}).every(([name, { consumed, remaining }]) => !name.startsWith('tokens') || remaining > consumed);
}
