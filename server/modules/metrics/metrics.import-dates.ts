import { formatDay, weekdayOf, weekdays, type DayNumber } from '../../core/csv/calendar.ts';
import type { OrderDecision } from '../../core/csv/date-order.ts';
import { dateOrders, readDate, type DateCell, type DateOrder } from '../../core/csv/dates.ts';
import { isUnknown } from '../../core/csv/numbers.ts';
import { quoted } from '../../core/csv/text.ts';
import { readWeekday } from '../../core/csv/weekdays.ts';
import type { Problem } from './metrics.import-cells.ts';

const names: Record<DateOrder, string> = { 'D/M/Y': 'day first', 'M/D/Y': 'month first', 'Y/M/D': 'year first' };

/** Reads the dates of a file in the order that was proved, and refuses a row that contradicts its weekday or its neighbours. */
export class DateReader {
  readonly #decision: OrderDecision;
  #previous: DayNumber = Number.NaN;
  #previousLine = 0;

  constructor(decision: OrderDecision) {
    this.#decision = decision;
  }

  /** Takes every row in turn, the refused ones too. */
  read(line: number, text: string, cells: string[]): DayNumber | Problem {
    if (isUnknown(text)) return { code: 'date_missing', reason: 'the date is missing' };
    const cell = readDate(text);
    if (cell === 'has_time') return { code: 'has_time', reason: `${quoted(text)} has a time of day; figures are imported by day` };
    if (cell === 'not_a_date') return { code: 'not_a_date', reason: `${quoted(text)} is not a date; a date such as ${this.#example()} is expected` };

    const day = cell[this.#decision.order];
    const problem = Number.isNaN(day) ? this.#notInOrder(text, cell) : (this.#againstWeekday(text, cell, cells) ?? this.#againstNeighbours(text, cell) ?? this.#inDoubt(text, cell));
    const place = problem?.code === 'sequence' ? this.#expectedNext() : day;
    if (!Number.isNaN(place)) {
      this.#previous = place;
      this.#previousLine = line;
    }
    return problem ?? day;
  }

  #example(): string {
    return { 'D/M/Y': '31/12/2026', 'M/D/Y': '12/31/2026', 'Y/M/D': '2026-12-31' }[this.#decision.order];
  }

  #notInOrder(text: string, cell: DateCell): Problem {
    const other = dateOrders.find((order) => !Number.isNaN(cell[order]));
    if (!other) return { code: 'no_such_day', reason: `${quoted(text)} is not a day of the calendar` };
    const { order } = this.#decision;
    return {
      code: 'date_order',
      reason: `${quoted(text)} is no date ${names[order]} (${order}), as the other rows are; ${names[other]} it would be ${formatDay(cell[other])}`,
    };
  }

  #againstWeekday(text: string, cell: DateCell, cells: string[]): Problem | undefined {
    const { order, weekdays: columns } = this.#decision;
    const day = cell[order];
    for (const { index, label, counting } of columns) {
      const said = readWeekday(cells[index] ?? '', counting);
      if (said === undefined || said === weekdayOf(day)) continue;
      const other = dateOrders.find((each) => !Number.isNaN(cell[each]) && weekdayOf(cell[each]) === said);
      const fits = other ? `; read ${names[other]} it would be ${formatDay(cell[other])}, which is one` : '';
      return {
        code: 'weekday',
        reason: `${quoted(text)} is ${formatDay(day)}, a ${weekdays[weekdayOf(day)]}, but column ${quoted(label)} says ${quoted(cells[index]!)} (${weekdays[said]})${fits}`,
      };
    }
    return undefined;
  }

  /** In a file of consecutive days, a date that breaks the run and would continue it the other way round was written the other way round. */
  #againstNeighbours(text: string, cell: DateCell): Problem | undefined {
    const { order, step, weekdays: columns } = this.#decision;
    if (step === undefined || columns.length > 0) return undefined;
    const next = this.#expectedNext();
    const other = dateOrders.find((each) => cell[each] === next);
    if (cell[order] === next || !other) return undefined;
    return {
      code: 'sequence',
      reason: `${quoted(text)} is ${formatDay(cell[order])} ${names[order]}, as the other rows are read, but what follows line ${this.#previousLine} is ${formatDay(next)}, which it would be ${names[other]}`,
    };
  }

  #inDoubt(text: string, cell: DateCell): Problem | undefined {
    const { order, mixed, weekdays: columns } = this.#decision;
    const other = dateOrders.find((each) => !Number.isNaN(cell[each]) && cell[each] !== cell[order]);
    if (!mixed || columns.length > 0 || !other) return undefined;
    return {
      code: 'date_order',
      reason: `${quoted(text)} is ${formatDay(cell[order])} ${names[order]} and ${formatDay(cell[other])} ${names[other]}, and this file has dates of both kinds`,
    };
  }

  #expectedNext(): DayNumber {
    return this.#previous + (this.#decision.step ?? 0);
  }
}
