import { isWhole, toScaled } from '../../core/csv/decimal.ts';
import { isUnknown, readNumber, type DecimalMark, type NumberCell } from '../../core/csv/numbers.ts';
import { quoted } from '../../core/csv/text.ts';
import type { Field } from './metrics.import-fields.ts';

export type RefusalCode =
  | 'not_a_number'
  | 'decimal_mark'
  | 'percent'
  | 'currency'
  | 'negative'
  | 'not_whole'
  | 'too_large'
  | 'date_missing'
  | 'not_a_date'
  | 'has_time'
  | 'no_such_day'
  | 'date_order'
  | 'weekday'
  | 'sequence'
  | 'duplicate'
  | 'cells';

/** What is wrong with a cell or row: a code for programs, and a sentence that names what was found and what was expected. */
export interface Problem {
  code: RefusalCode;
  reason: string;
}

/** How the cells of one column are read. */
export interface CellRule {
  field: Field;
  mark: DecimalMark;
  /** Currency of the client, ISO 4217. */
  currency: string;
}

const FRACTION_PLACES = 6;
/** A float keeps this many digits of a fractional count exactly. */
const FRACTION_DIGITS = 15;

/** A cell as it is stored: whole, in centavos, or fractional to six places; null for unknown. */
export function readCount(text: string, { field, mark, currency }: CellRule): number | null | Problem {
  if (isUnknown(text)) return null;
  const cell = readNumber(text);
  const expected = { whole: 'a whole number such as 1234', fractional: 'a number such as 12.5', money: 'an amount such as 1234.56' }[field.kind];
  if (!cell) return { code: 'not_a_number', reason: `${quoted(text)} is not a number; ${expected} is expected` };
  const dressed = refuseDress(text, cell, field, currency);
  if (dressed) return dressed;

  const decimal = mark === '.' ? cell.point : cell.comma;
  if (decimal === null) {
    const name = mark === '.' ? 'point' : 'comma';
    return { code: 'decimal_mark', reason: `${quoted(text)} is no number with a decimal ${name}, which the rest of this column uses` };
  }
  if (decimal.startsWith('-') && !canBeNegative(field)) {
    return { code: 'negative', reason: `${quoted(text)} is negative; ${field.name} is zero or more` };
  }
  if (field.kind === 'whole' && !isWhole(decimal)) {
    return { code: 'not_whole', reason: `${quoted(text)} is not whole; ${field.name} counts whole things` };
  }
  return scale(text, decimal, field);
}

/** Refunds can outweigh the sales of a day; nothing else goes below zero. */
const canBeNegative = ({ name }: Field) => name === 'revenue' || name === 'attributed_revenue';

function refuseDress(text: string, cell: NumberCell, field: Field, currency: string): Problem | undefined {
  if (cell.percent) return { code: 'percent', reason: `${quoted(text)} is a percentage; ${field.name} is stored as a count, and rates are computed from counts` };
  if (cell.currency === null) return undefined;
  if (field.kind !== 'money') return { code: 'currency', reason: `${quoted(text)} is an amount of money; ${field.name} is a count` };
  const same = cell.currency === '$' ? dollars.has(currency) : cell.currency === currency;
  return same ? undefined : { code: 'currency', reason: `${quoted(text)} is not in ${currency}, the client's currency` };
}

/** Currencies that are written with a bare `$` at home. */
const dollars = new Set(['USD', 'ARS', 'AUD', 'CAD', 'CLP', 'COP', 'MXN', 'NZD', 'UYU']);

function scale(text: string, decimal: string, field: Field): number | Problem {
  if (field.kind === 'fractional') {
    const units = toScaled(decimal, FRACTION_PLACES);
    const digits = units.toString().padStart(FRACTION_PLACES + 1, '0');
    if (digits.length > FRACTION_DIGITS) return tooLarge(text, field.name, '999999999');
    return Number(`${digits.slice(0, -FRACTION_PLACES)}.${digits.slice(-FRACTION_PLACES)}`);
  }
  const units = toScaled(decimal, field.kind === 'money' ? 2 : 0);
  const value = Number(units);
  if (Number.isSafeInteger(value)) return value;
  return tooLarge(text, field.name, field.kind === 'money' ? '90071992547409.91' : String(Number.MAX_SAFE_INTEGER));
}

function tooLarge(text: string, name: string, most: string): Problem {
  return { code: 'too_large', reason: `${quoted(text)} is too large; ${name} is at most ${most}` };
}
