import type { CountId } from '../../core/metrics/counts.ts';
import type { DayBatch } from './metrics.import-days.ts';

/** A value that a day had until an import restated it. */
export interface Revision {
  date: string;
  field: CountId;
  former: number;
  /** Null where the new file knows it no more. */
  value: number | null;
}

export interface Changes {
  added: number;
  changed: number;
  /** The days to write, those that are new or differ. */
  batch: DayBatch;
  revisions: Revision[];
}

/** What a batch would change of what is stored. A day of which nothing is known is none, and is not added. */
export function changesOf({ dates, counts }: DayBatch, stored: ReadonlyMap<string, (number | null)[]>): Changes {
  const rows: number[] = [];
  const revisions: Revision[] = [];
  let changed = 0;
  for (const [row, date] of dates.entries()) {
    const former = stored.get(date);
    if (former ? counts.every(({ values }, index) => values[row] === former[index]) : counts.every(({ values }) => values[row] === null)) continue;
    rows.push(row);
    if (!former) continue;
    changed += 1;
    for (const [index, { count, values }] of counts.entries()) {
      const [was, is] = [former[index]!, values[row]!];
      // A value that was unknown until now is no restatement.
      if (was !== null && was !== is) revisions.push({ date, field: count, former: was, value: is });
    }
  }
  const batch = {
    dates: rows.map((row) => dates[row]!),
    counts: counts.map(({ count, values }) => ({ count, values: rows.map((row) => values[row]!) })),
  };
  return { added: rows.length - changed, changed, batch, revisions };
}
