/**
 * A decimal number as text, such as `-1234.5`: digits with at most one point.
 * Amounts stay in it from the file to whole centavos, since a float would lose them on the way.
 */
export type Decimal = string;

/** The number times ten to `exponent`, by moving the point. */
export function shift(decimal: Decimal, exponent: number): Decimal {
  const negative = decimal.startsWith('-');
  const [whole = '', fraction = ''] = (negative ? decimal.slice(1) : decimal).split('.');
  const digits = whole + fraction;
  const point = whole.length + exponent;
  const padded = point <= 0 ? '0'.repeat(1 - point) + digits : digits.padEnd(point, '0');
  const at = Math.max(point, 1);
  const rest = padded.slice(at);
  return `${negative ? '-' : ''}${padded.slice(0, at)}${rest ? `.${rest}` : ''}`;
}

/** The number in units of ten to minus `places`, rounded half away from zero: `toScaled('1.005', 2)` is `101n`. */
export function toScaled(decimal: Decimal, places: number): bigint {
  const negative = decimal.startsWith('-');
  const [whole = '', fraction = ''] = (negative ? decimal.slice(1) : decimal).split('.');
  const kept = BigInt(whole + fraction.slice(0, places).padEnd(places, '0'));
  const magnitude = kept + (fraction.charCodeAt(places) >= FIVE ? 1n : 0n);
  return negative ? -magnitude : magnitude;
}

const FIVE = '5'.charCodeAt(0);

/** Whether nothing but zeros follows the point. */
export function isWhole(decimal: Decimal): boolean {
  const point = decimal.indexOf('.');
  return point < 0 || /^0*$/.test(decimal.slice(point + 1));
}
