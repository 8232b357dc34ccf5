import { AppError } from '../errors.ts';
import { dayNumber, monthNamed, weekdayNamed, type DayNumber } from './calendar.ts';
import { plain, quoted } from './text.ts';

export const dateOrders = ['D/M/Y', 'M/D/Y', 'Y/M/D'] as const;
/** In which order the numbers of a date stand. */
export type DateOrder = (typeof dateOrders)[number];

/**
 * A date as each order reads it, `NaN` where that order makes no day of it. `9/14/2014` is a day only month first;
 * `10-01-2014` is one either way, and which was meant is for the other rows to prove.
 */
export type DateCell = Record<DateOrder, DayNumber>;

/** Why a cell is not read as a day. */
export type Unreadable = 'not_a_date' | 'has_time';

const time = /[T\s]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*([ap]\.?m\.?)?\s*(?:Z|UTC|[+-]\d{2}:?\d{2})?$/i;

/** Reads a date in any of the ways people write one, with any separators. A time of day is taken only at midnight. */
export function readDate(text: string): DateCell | Unreadable {
  const iso = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (iso) return only(dayNumber(Number(iso[1]), Number(iso[2]), Number(iso[3])));

  const timed = time.exec(text);
  const date = (timed ? text.slice(0, timed.index) : text).trim();
  const cell = readDay(date);
  if (cell && timed && !isMidnight(timed)) return 'has_time';
  return cell ?? 'not_a_date';
}

function isMidnight([, hours, minutes, seconds, half]: RegExpExecArray): boolean {
  const hour = half ? Number(hours) % 12 + (/^p/i.test(half) ? 12 : 0) : Number(hours);
  return hour === 0 && Number(minutes) === 0 && Number(seconds ?? 0) === 0;
}

function readDay(text: string): DateCell | undefined {
  const numeric = /^(\d{1,4})\s*[/.,\-\s]\s*(\d{1,2})\s*[/.,\-\s]\s*(\d{1,4})$/.exec(text);
  if (numeric) return fromNumbers(numeric[1]!, numeric[2]!, numeric[3]!);
  const compact = /^(\d{4})(\d{2})(\d{2})$/.exec(text);
  if (compact) return only(dayNumber(Number(compact[1]), Number(compact[2]), Number(compact[3])));
  return /\p{L}/u.test(text) ? fromWords(text) : undefined;
}

function fromNumbers(first: string, second: string, third: string): DateCell | undefined {
  const [a, b, c] = [Number(first), Number(second), Number(third)];
  if (first.length === 4) return third.length <= 2 ? only(dayNumber(a, b, c)) : undefined;
  if (first.length === 3 || (third.length !== 2 && third.length !== 4)) return undefined;
  return {
    'D/M/Y': dayNumber(c, b, a),
    'M/D/Y': dayNumber(c, a, b),
    'Y/M/D': first.length === 2 && third.length === 2 ? dayNumber(a, b, c) : Number.NaN,
  };
}

/** `14 de setembro de 2014`, `Sep 14th, 2014`, `14-set-14`, `Sunday, 14 September 2014`, `dom. 14/09/2014`. */
function fromWords(text: string): DateCell | undefined {
  const words = plain(text).split(' ').filter((word) => !fillers.has(word));
  const [first = '', ...rest] = words;
  const led = weekdayNamed(first) !== undefined && rest.length === 3 && rest.every((word) => /^\d+$/.test(word));
  if (led) return readDay(rest.join('/'));

  // The Spanish Tuesday and March are both `mar`: it is the weekday where another word is the month.
  const months = words.filter((word) => monthNamed(word) !== undefined);
  const named = months.at(-1);
  const others = words.filter((word, at) => !(at === words.lastIndexOf(named ?? '')) && !(at === 0 && weekdayNamed(word) !== undefined));
  const numbers = others.map((word) => /^(\d{1,4})(?:st|nd|rd|th|o|a|º|ª)?$/.exec(word)?.[1]);
  const [a, b] = numbers;
  if (!named || numbers.length !== 2 || a === undefined || b === undefined) return undefined;
  const month = monthNamed(named)!;
  if (a.length === 4) return only(dayNumber(Number(a), month, Number(b)));
  if (a.length > 2 || (b.length !== 4 && b.length !== 2)) return undefined;
  return only(dayNumber(Number(b), month, Number(a)));
}

const fillers = new Set(['de', 'del', 'of', 'the', 'feira']);

/** A date that reads one way only. */
function only(day: DayNumber): DateCell {
  return { 'D/M/Y': day, 'M/D/Y': day, 'Y/M/D': day };
}

/** Reads what a person says of the order: `D/M/Y`, `MM/DD/YYYY`, `aaaa-mm-dd`. */
export function dateOrderNamed(text: string): DateOrder {
  const letters = text.toUpperCase().replace(/[^A-Z]/g, '').replace(/A/g, 'Y').replace(/(.)\1+/g, '$1');
  const order = dateOrders.find((known) => known.replaceAll('/', '') === letters);
  if (!order) {
    throw new AppError('invalid_input', `No date format ${quoted(text)}. Say D/M/Y, M/D/Y or Y/M/D`, {
      fields: [{ path: 'dateFormat', expected: dateOrders.join(', ') }],
    });
  }
  return order;
}
