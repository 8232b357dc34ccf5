import { shift, type Decimal } from './decimal.ts';

/** What stands between the whole and the fraction. */
export type DecimalMark = '.' | ',';

/**
 * A number as both conventions read it: `1.234,5` is only a number with a decimal comma, `1.234` is one with either,
 * and which was meant is for the other rows of its column to prove.
 */
export interface NumberCell {
  point: Decimal | null;
  comma: Decimal | null;
  percent: boolean;
  /** ISO 4217, or `$` where the sign does not say whose dollars or pesos. */
  currency: string | null;
}

const unknown = new Set(['', '-', '--', '–', '—', '−', '...', '…', '?', 'n/a', '#n/a', 'na', 'n/d', 'n.d.', 's/d', 'nan', 'null', '(null)', 'nil', 'none', 'undefined', 'select', '(not set)', '\\n']);

/** Whether a cell says that its value is not known, in one of the ways exports have of saying it. */
export function isUnknown(text: string): boolean {
  return unknown.has(text) || (text.length < 10 && unknown.has(text.toLowerCase()));
}

const signs: Record<string, string> = { 'R$': 'BRL', 'US$': 'USD', 'U$': 'USD', 'U$S': 'USD', '$': '$', '€': 'EUR', '£': 'GBP', '¥': 'JPY', '₲': 'PYG', 'S/': 'PEN' };
const codes = new Set(Intl.supportedValuesOf('currency'));
const money = String.raw`(?:U\$S|US?\$|R\$|\$|€|£|¥|₲|S\/|[A-Z]{3})`;
const before = new RegExp(`^${money}(?=[\\s\\d.,(+−-])`, 'i');
const after = new RegExp(`(?<=[\\s\\d.,)−-])${money}$`, 'i');

const SPACE = String.raw`\u0020\u00a0\u202f\u2009'’`;
const grouped = (group: string) => String.raw`[1-9]\d{0,2}(?:([${SPACE}${group}])\d{3})(?:\1\d{3})*`;
const reading = (group: string, mark: string) => new RegExp(`^(?:${grouped(group)}|\\d+)?(?:\\${mark}\\d*)?$`);
const asPoint = reading(',', '.');
const asComma = reading('.', ',');

function read(digits: string, pattern: RegExp, mark: DecimalMark): Decimal | null {
  if (!pattern.test(digits)) return null;
  const at = digits.indexOf(mark);
  const whole = (at < 0 ? digits : digits.slice(0, at)).replace(/\D/g, '');
  const fraction = at < 0 ? '' : digits.slice(at + 1);
  return `${whole || '0'}${fraction ? `.${fraction}` : ''}`;
}

/** Reads a cell that is known to hold something; `null` for what is not a number. */
export function readNumber(text: string): NumberCell | null {
  if (/^\d{1,15}$/.test(text)) return { point: text, comma: text, percent: false, currency: null };

  const dressed = undress(text);
  if (!dressed) return null;
  const { body, negative, ...rest } = dressed;
  const [, digits = '', power = ''] = /^([^eE]*)(?:[eE]([+-]?\d{1,2}))?$/.exec(body) ?? [];
  if (!/\d/.test(digits)) return null;

  const finish = (decimal: Decimal | null) => {
    if (decimal === null) return null;
    const shifted = power ? shift(decimal, Number(power)) : decimal;
    return negative && /[1-9]/.test(shifted) ? `-${shifted}` : shifted;
  };
  // A mantissa is never written in groups, so a mark before an exponent is the decimal one.
  const mantissa = (mark: DecimalMark) => (power ? new RegExp(`^\\d+(?:\\${mark}\\d*)?$`) : mark === '.' ? asPoint : asComma);
  const point = finish(read(digits, mantissa('.'), '.'));
  const comma = finish(read(digits, mantissa(','), ','));
  return point === null && comma === null ? null : { point, comma, ...rest };
}

function currencyNamed(name: string): string | undefined {
  return signs[name] ?? (codes.has(name) ? name : undefined);
}

interface Dressed {
  body: string;
  negative: boolean;
  percent: boolean;
  currency: string | null;
}

/** Takes off signs, brackets, currency and percent, in whatever order they were put on; each is worn once. */
function undress(text: string): Dressed | undefined {
  let body = text.trim();
  let sign = '';
  let currency: string | null = null;
  let percent = false;
  for (;;) {
    const found = before.exec(body) ?? after.exec(body);
    const named = found && currencyNamed(found[0].toUpperCase());
    if (named && currency === null) {
      currency = named;
      body = found.index === 0 ? body.slice(found[0].length).trim() : body.slice(0, found.index).trim();
    } else if (!sign && /^\(.*\)$/.test(body)) {
      sign = '-';
      body = body.slice(1, -1).trim();
    } else if (!sign && /^[+−-]/.test(body)) {
      sign = body.startsWith('+') ? '+' : '-';
      body = body.slice(1).trim();
    } else if (!sign && /[−-]$/.test(body)) {
      sign = '-';
      body = body.slice(0, -1).trim();
    } else if (!percent && body.endsWith('%')) {
      percent = true;
      body = body.slice(0, -1).trim();
    } else if (/^\d|^[.,]\d/.test(body)) {
      return { body, negative: sign === '-', percent, currency };
    } else return undefined;
  }
}
