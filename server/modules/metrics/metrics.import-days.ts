import { formatDay, type DayNumber } from '../../core/csv/calendar.ts';
import type { CountId } from '../../core/metrics/counts.ts';

/** Days that are written together: as many values of each count as there are dates, null for unknown. */
export interface DayBatch {
  dates: string[];
  counts: { count: CountId; values: (number | null)[] }[];
}

interface Block {
  lines: Int32Array;
  /** One array per count; `NaN` is unknown. Values are whole, or fractions that a float holds exactly. */
  values: Float64Array[];
  length: number;
}

export const BATCH = 5_000;

/** The days of a file as arrays of numbers, some 30 bytes each: half a million fit where they would not as objects. */
export class Days {
  readonly #counts: CountId[];
  readonly #blocks: Block[] = [];
  readonly #places = new Map<DayNumber, number>();
  first: DayNumber | undefined;
  last: DayNumber | undefined;

  constructor(counts: CountId[]) {
    this.#counts = counts;
  }

  get size(): number {
    return this.#places.size;
  }

  /** Keeps a day's values; answers the line that had the day before, and whether it said the same. */
  add(day: DayNumber, line: number, values: (number | null)[]): { line: number; same: boolean } | undefined {
    const place = this.#places.get(day);
    if (place !== undefined) return this.#compare(place, values);

    const block = this.#roomy();
    const at = block.length++;
    block.lines[at] = line;
    values.forEach((value, index) => (block.values[index]![at] = value ?? Number.NaN));
    this.#places.set(day, (this.#blocks.length - 1) * BATCH + at);
    if (this.first === undefined || day < this.first) this.first = day;
    if (this.last === undefined || day > this.last) this.last = day;
    return undefined;
  }

  #compare(place: number, values: (number | null)[]): { line: number; same: boolean } {
    const block = this.#blocks[Math.floor(place / BATCH)]!;
    const at = place % BATCH;
    const same = values.every((value, index) => Object.is(block.values[index]![at], value ?? Number.NaN));
    return { line: block.lines[at]!, same };
  }

  #roomy(): Block {
    const last = this.#blocks.at(-1);
    if (last && last.length < BATCH) return last;
    const block = {
      lines: new Int32Array(BATCH),
      values: this.#counts.map(() => new Float64Array(BATCH)),
      length: 0,
    };
    this.#blocks.push(block);
    return block;
  }

  /** In the order of the calendar, so that the days of a batch lie together where they are stored. */
  *batches(): Generator<DayBatch> {
    const sorted = Int32Array.from(this.#places.keys()).sort();
    for (let start = 0; start < sorted.length; start += BATCH) {
      const days = sorted.subarray(start, start + BATCH);
      const places = Array.from(days, (day) => this.#places.get(day)!);
      yield {
        dates: Array.from(days, formatDay),
        counts: this.#counts.map((count, index) => ({ count, values: places.map((place) => this.#value(place, index)) })),
      };
    }
  }

  #value(place: number, index: number): number | null {
    const value = this.#blocks[Math.floor(place / BATCH)]!.values[index]![place % BATCH]!;
    return Number.isNaN(value) ? null : value;
  }
}
