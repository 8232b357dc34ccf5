import { AppError } from '../errors.ts';
import { formatDay, type DayNumber } from './calendar.ts';
import { dateOrders, type DateCell, type DateOrder } from './dates.ts';
import { quoted } from './text.ts';
import type { WeekdayColumn, WeekdayEvidence } from './weekdays.ts';

/**
 * What settled the order: the person (`option`), no date that depends on it (`format`), a weekday column (`weekday`),
 * numbers too great for a month (`past-12`), or days that follow one another (`sequence`).
 */
export type Proof = 'option' | 'format' | 'weekday' | 'past-12' | 'sequence';

export interface OrderDecision {
  order: DateOrder;
  provedBy: Proof;
  /** The proof as a sentence. */
  evidence: string;
  weekdays: WeekdayColumn[];
  /** Set where rows follow day by day, up (1) or down (-1), so that a row that would break it stands out. */
  step: 1 | -1 | undefined;
  /** So many rows are the other way round that one which reads both ways proves nothing. */
  mixed: boolean;
}

interface Run {
  previous: DayNumber;
  up: number;
  down: number;
  steps: number;
  /** Rows that fall on the first of a month: what a file of months looks like. */
  firsts: number;
}

interface Sample {
  line: number;
  text: string;
}

/** Gathers, row by row, in which order the numbers of a file's dates stand. Memory does not grow with the file. */
export class DateOrderEvidence {
  readonly #weekdays: WeekdayEvidence[];
  readonly #runs: Record<DateOrder, Run>;
  /** Rows that an order cannot read while another can. */
  readonly #misses: Record<DateOrder, { count: number; sample: Sample | undefined }>;
  #rows = 0;
  #open = 0;
  #differing: (Sample & { cell: DateCell }) | undefined;

  constructor(weekdays: WeekdayEvidence[]) {
    this.#weekdays = weekdays;
    const each = <T>(make: () => T) => ({ 'D/M/Y': make(), 'M/D/Y': make(), 'Y/M/D': make() });
    this.#runs = each(() => ({ previous: Number.NaN, up: 0, down: 0, steps: 0, firsts: 0 }));
    this.#misses = each(() => ({ count: 0, sample: undefined }));
  }

  add(line: number, text: string, cell: DateCell, cells: string[]): void {
    const readable = dateOrders.filter((order) => !Number.isNaN(cell[order]));
    if (readable.length === 0) return;
    this.#rows += 1;
    const open = readable.some((order) => cell[order] !== cell['D/M/Y'] || cell[order] !== cell['M/D/Y']);
    if (open) this.#open += 1;
    for (const order of dateOrders) {
      const day = cell[order];
      if (Number.isNaN(day)) {
        this.#misses[order].count += 1;
        this.#misses[order].sample ??= { line, text };
      } else this.#walk(this.#runs[order], day);
    }
    if (cell['D/M/Y'] !== cell['M/D/Y'] && readable.length > 1) this.#differing ??= { line, text, cell };
    for (const column of this.#weekdays) if (column.plausible) column.add(cells[column.index] ?? '', cell, open);
  }

  #walk(run: Run, day: DayNumber): void {
    const step = day - run.previous;
    run.previous = day;
    if (new Date(day * 86_400_000).getUTCDate() === 1) run.firsts += 1;
    if (!step) return;
    run.steps += 1;
    if (step === 1) run.up += 1;
    if (step === -1) run.down += 1;
  }

  /** Throws a question where neither the data nor the person settles the order. */
  decide(said: DateOrder | undefined): OrderDecision {
    if (said) return this.#decided(said, 'option', `--date-format ${said}`);
    if (this.#open === 0) return this.#decided(this.#misses['Y/M/D'].count === 0 ? 'Y/M/D' : 'D/M/Y', 'format', 'every date reads one way only');
    return this.#byWeekday() ?? this.#bySequence(['Y/M/D']) ?? this.#byRange() ?? this.#bySequence(['D/M/Y', 'M/D/Y']) ?? this.#same() ?? this.#ask();
  }

  #decided(order: DateOrder, provedBy: Proof, evidence: string): OrderDecision {
    const weekdays = this.#weekdays.flatMap((column) => (column.plausible ? (column.column(order) ?? []) : []));
    const { up, down, steps } = this.#runs[order];
    const most = Math.max(up, down);
    const step = most >= 3 && most * 3 >= steps ? (up > down ? 1 : -1) : undefined;
    const mixed = this.#misses[order].count * 10 > this.#rows && provedBy === 'past-12';
    return { order, provedBy, evidence, weekdays, step, mixed };
  }

  #byWeekday(): OrderDecision | undefined {
    for (const column of this.#weekdays) {
      const proof = column.plausible ? column.proves() : undefined;
      if (proof) return this.#decided(proof.order, 'weekday', `column ${quoted(column.label)} names the weekday of ${proof.agree} of ${proof.rows} dates whose order matters`);
    }
    return undefined;
  }

  #byRange(): OrderDecision | undefined {
    const [day, month] = [this.#misses['D/M/Y'], this.#misses['M/D/Y']];
    if (day.count === 0 && month.count === 0) return undefined;
    // Two-digit years first are believed only where nothing else reads every row: 15/01/24 is far more often a day first.
    if (day.count > 0 && month.count > 0 && this.#misses['Y/M/D'].count === 0) {
      return this.#decided('Y/M/D', 'past-12', `${quoted(day.sample!.text)} on line ${day.sample!.line} starts with no day or month`);
    }
    if (day.count === month.count) throw this.#mixed(day.sample, month.sample);
    const [order, more] = day.count < month.count ? (['D/M/Y', month] as const) : (['M/D/Y', day] as const);
    return this.#decided(order, 'past-12', `${quoted(more.sample!.text)} on line ${more.sample!.line} is a day in that order only`);
  }

  #bySequence(orders: DateOrder[]): OrderDecision | undefined {
    for (const order of orders) {
      const run = this.#runs[order];
      const most = Math.max(run.up, run.down);
      if (this.#misses[order].count > 0 || most < 3 || most * 2 < run.steps) continue;
      const rivals = dateOrders.filter((other) => other !== order && this.#misses[other].count === 0);
      const beaten = rivals.every((other) => {
        const { up, down, steps, firsts } = this.#runs[other];
        // Days 1 to 12 of January one way are the first of every month the other way: both are what people export.
        return Math.max(up, down) * 10 <= steps && firsts * 2 < this.#rows;
      });
      if (beaten) return this.#decided(order, 'sequence', `${most} of ${run.steps} rows follow the one before by a day in that order only`);
    }
    return undefined;
  }

  /** Dates such as 05/05/2024 are the same day in both. */
  #same(): OrderDecision | undefined {
    return this.#differing ? undefined : this.#decided('D/M/Y', 'format', 'day and month are the same number in every date');
  }

  #mixed(notDayFirst: Sample | undefined, notMonthFirst: Sample | undefined): AppError {
    const [month, day] = [notDayFirst!, notMonthFirst!];
    return new AppError(
      'invalid_input',
      `The dates are in two orders: ${quoted(month.text)} on line ${month.line} is month first and ${quoted(day.text)} on line ${day.line} day first, and no weekday column tells how to read the others. Bring them into one order, or say --date-format D/M/Y or M/D/Y to have the other rows refused`,
      { fields: [{ path: 'dateFormat', expected: 'D/M/Y or M/D/Y' }] },
    );
  }

  #ask(): never {
    const { text, line, cell } = this.#differing!;
    throw new AppError(
      'invalid_input',
      `${quoted(text)} on line ${line} is ${formatDay(cell['D/M/Y'])} day first and ${formatDay(cell['M/D/Y'])} month first, and nothing in the file tells which. Which is it? Say --date-format D/M/Y or --date-format M/D/Y`,
      { fields: [{ path: 'dateFormat', expected: 'D/M/Y or M/D/Y' }] },
    );
  }
}
