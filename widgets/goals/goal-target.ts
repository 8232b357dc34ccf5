import type { Formats, Unit } from '../core/formats.ts';

// How many of what a person types make one of what the server stores.
const scale: Record<Unit, number> = { count: 1, money: 100, rate: 0.01, seconds: 1, ratio: 1 };

/** A target as a person types it, in reais, percent or seconds. `undefined` when it is no number. */
export function parseTarget(text: string, unit: Unit, locale: Formats): number | undefined {
  const typed = parseNumber(text, locale);
  if (typed === undefined) return undefined;
  // Binary fractions: 2.8 × 0.01 is not 0.028.
  const target = Number((typed * scale[unit]).toFixed(6));
  return unit === 'money' ? Math.round(target) : target;
}

/** A stored target, as a person would type it. */
export function writeTarget(target: number, unit: Unit, locale: Formats): string {
  const typed = Number((target / scale[unit]).toFixed(6));
  return locale.number(typed, unit === 'money' && typed % 1 ? { minimumFractionDigits: 2 } : { maximumFractionDigits: 6 });
}

/** A number with the marks of a language, such as `1.234,5`; also with the other language's, where that is plain. */
function parseNumber(text: string, locale: Formats): number | undefined {
  const bare = text.replace(/[\s\u00a0\u202f]|R\$|%/g, '');
  if (!/^\d[\d.,]*$/.test(bare)) return undefined;
  const decimal = locale.number(1.5).charAt(1);
  const [last] = bare.match(/[.,](?=\d*$)/) ?? [];
  const groups = bare.split(/[.,]/);
  const isGrouped = groups.slice(1).every((group) => group.length === 3);
  const marks = new Set(bare.match(/[.,]/g));
  // One kind of mark that is not the decimal one, before threes of digits, or repeated: it groups.
  const isDecimal = last !== undefined && (marks.size === 2 || (groups.length === 2 && (last === decimal || !isGrouped)));
  if (!isDecimal) return isGrouped || groups.length === 1 ? Number(groups.join('')) : undefined;
  return Number(`${groups.slice(0, -1).join('')}.${groups.at(-1)}`);
}
