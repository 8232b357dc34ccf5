import { weekdayNamed, weekdayOf } from './calendar.ts';
import { dateOrders, type DateCell, type DateOrder } from './dates.ts';

const countings = ['names', 'Sunday = 1', 'Monday = 1', 'Monday = 0'] as const;
/** What the cells of a weekday column hold. `Monday = 1` is also `Sunday = 0`. */
export type Counting = (typeof countings)[number];

/** A column that says which day of the week a row's date is. */
export interface WeekdayColumn {
  index: number;
  label: string;
  counting: Counting;
}

const fromSunday = { 'Sunday = 1': 6, 'Monday = 1': 0, 'Monday = 0': 1 } as const;

/** The weekday that a cell says, 0 for Sunday; `undefined` where it says none. */
export function readWeekday(text: string, counting: Counting): number | undefined {
  if (counting === 'names') return weekdayNamed(text);
  return /^[0-7]$/.test(text) ? (Number(text) + fromSunday[counting]) % 7 : undefined;
}

interface Fit {
  counting: Counting;
  agree: number;
  rows: number;
}

const SURE = 0.9;
const share = ({ agree, rows }: Fit) => (rows ? agree / rows : 0);

/** How well a column fits the dates in each order, however its weekdays are counted. */
export class WeekdayEvidence {
  readonly index: number;
  readonly label: string;
  readonly #countings: readonly Counting[];
  readonly #all = new Tallies();
  /** Only rows whose date depends on the order. */
  readonly #open = new Tallies();
  #filled = 0;
  #read = 0;

  /** Numbers are taken for weekdays only under a header that says so; names speak for themselves. */
  constructor(index: number, label: string, { numbers }: { numbers: boolean }) {
    this.index = index;
    this.label = label;
    this.#countings = numbers ? countings : ['names'];
  }

  /** Whether it is worth looking further: a column of anything else is given up after a few rows. */
  get plausible(): boolean {
    return this.#filled < 20 || this.#read * 2 > this.#filled;
  }

  add(text: string, date: DateCell, open: boolean): void {
    if (!text) return;
    this.#filled += 1;
    let read = false;
    for (const counting of this.#countings) {
      const said = readWeekday(text, counting);
      if (said === undefined) continue;
      read = true;
      for (const order of dateOrders) {
        if (Number.isNaN(date[order])) continue;
        const agrees = said === weekdayOf(date[order]);
        this.#all.add(counting, order, agrees);
        if (open) this.#open.add(counting, order, agrees);
      }
    }
    if (read) this.#read += 1;
  }

  /** The order that nearly every row agrees with while no other comes close, if there is one. */
  proves(): (Fit & { order: DateOrder }) | undefined {
    const [first, second] = dateOrders
      .map((order) => ({ order, ...this.#best(this.#open, order) }))
      .toSorted((a, b) => share(b) - share(a));
    return share(first!) >= SURE && share(second!) <= 0.6 ? first : undefined;
  }

  /** How to read the column once the order is known; `undefined` where it does not hold weekdays after all. */
  column(order: DateOrder): WeekdayColumn | undefined {
    const fit = this.#best(this.#all, order);
    // Names that disagree are a contradiction to report; numbers that disagree were never weekdays.
    const holds = fit.counting === 'names' ? this.#read * 2 > this.#filled : fit.rows >= 7 && share(fit) >= SURE;
    return holds ? { index: this.index, label: this.label, counting: fit.counting } : undefined;
  }

  #best(tallies: Tallies, order: DateOrder): Fit {
    const fits = this.#countings.map((counting) => ({ counting, ...tallies.get(counting, order) }));
    return fits.reduce((best, fit) => (share(fit) > share(best) ? fit : best));
  }
}

class Tallies {
  readonly #agree = new Uint32Array(countings.length * dateOrders.length);
  readonly #rows = new Uint32Array(countings.length * dateOrders.length);

  add(counting: Counting, order: DateOrder, agrees: boolean): void {
    const at = this.#at(counting, order);
    this.#rows[at]! += 1;
    if (agrees) this.#agree[at]! += 1;
  }

  get(counting: Counting, order: DateOrder): { agree: number; rows: number } {
    const at = this.#at(counting, order);
    return { agree: this.#agree[at]!, rows: this.#rows[at]! };
  }

  #at(counting: Counting, order: DateOrder): number {
    return countings.indexOf(counting) * dateOrders.length + dateOrders.indexOf(order);
  }
}
