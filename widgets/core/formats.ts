/** What a figure counts: money is in centavos, a rate a fraction of 1. */
export type Unit = 'count' | 'money' | 'rate' | 'seconds' | 'ratio';

/** A piece of a written figure; affixes, such as `R$` and `mil`, are drawn smaller. */
export interface FigurePart {
  readonly text: string;
  readonly affix: boolean;
}

type Formatter = Intl.NumberFormat | Intl.DateTimeFormat | Intl.RelativeTimeFormat;
type DateStyle = keyof typeof dateStyles;

const narrow = '\u202f';
const affixes = ['currency', 'compact', 'unit'];
const numeric = ['integer', 'group'];
const day = { day: 'numeric', month: 'short' } as const;
const dateStyles = {
  day,
  date: { ...day, year: 'numeric' },
  month: { month: 'long' },
  weekday: { ...day, weekday: 'short' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

/** How a language writes numbers, money and time. Every formatter is made once. */
export class Formats {
  /** The language, such as `pt-BR`. */
  readonly tag: string;

  readonly #cache: Record<string, Formatter> = {};

  constructor(tag: string) {
    this.tag = tag;
  }

  /** A number, with a real minus sign; a dash when there is none. */
  number(value: number | null, options?: Intl.NumberFormatOptions): string {
    return value === null ? '–' : this.#write(this.#split(value, options));
  }

  /** A share of 1 as a percentage, with at most one decimal. */
  percent(value: number | null, options?: Intl.NumberFormatOptions): string {
    return this.number(value, { style: 'percent', maximumFractionDigits: 1, ...options });
  }

  /** A figure as a summary writes it: 11.482, R$ 43,2 mil, 2,3 %. */
  value(value: number | null, unit: Unit, currency?: string): string {
    return this.parts(value, unit, currency).reduce((text, part) => text + part.text, '');
  }

  /** The same in pieces, so that what is not digits can be drawn smaller. */
  parts(value: number | null, unit: Unit, currency = 'BRL'): FigurePart[] {
    if (value === null) return [{ text: '–', affix: false }];
    return this.#summary(value, unit, currency).map((part) => ({ text: this.#write([part]), affix: affixes.includes(part.type) }));
  }

  /** A signed change: a fraction as a percentage, but points for what is itself a rate. */
  change(change: number, unit: Unit): string {
    const digits = unit !== 'rate' && unit !== 'ratio' && Math.abs(change) >= 1 ? 0 : 1;
    const options = { signDisplay: 'exceptZero', minimumFractionDigits: digits, maximumFractionDigits: digits } as const;
    if (unit === 'rate') return `${this.number(change * 100, options)}${narrow}p.p.`;
    return unit === 'ratio' ? this.number(change, options) : this.percent(change, options);
  }

  /** A calendar day, `yyyy-mm-dd`. */
  date(date: string, style?: DateStyle): string {
    return this.range(date, date, style);
  }

  /** Two calendar days as a range: 1–23 nov. */
  range(from: string, to: string, style: DateStyle = 'day'): string {
    return tidy(this.#format(Intl.DateTimeFormat, { ...dateStyles[style], timeZone: 'UTC' }).formatRange(new Date(from), new Date(to)));
  }

  /** Hours and minutes of an instant, where the reader is. */
  time(instant: Date | string): string {
    return this.#format(Intl.DateTimeFormat, { hour: '2-digit', minute: '2-digit' }).format(new Date(instant));
  }

  /** How long ago: minutes and hours for a day, then the date. */
  ago(instant: Date | string, now = Date.now()): string {
    const then = new Date(instant);
    const minutes = Math.min(0, Math.round((then.getTime() - now) / 60_000));
    if (minutes <= -1440) return tidy(this.#format(Intl.DateTimeFormat, day).format(then));
    const format = this.#format(Intl.RelativeTimeFormat, { style: 'short', numeric: 'auto' });
    const text = minutes > -60 ? format.format(minutes, 'minute') : format.format(Math.ceil(minutes / 60), 'hour');
    return text.replace(/\.$/, '');
  }

  #summary(value: number, unit: Unit, currency: string): Intl.NumberFormatPart[] {
    if (unit === 'seconds') return this.#duration(Math.round(value));
    if (unit === 'rate') return this.#split(value, { style: 'percent', maximumFractionDigits: 1 });
    if (unit === 'ratio') return this.#split(value, { maximumFractionDigits: 2 });
    if (unit === 'count') return this.#short(value, 100_000);
    const amount = value / 100;
    // Of what costs little, the cents are the figure.
    if (Math.abs(amount) < 100 && value % 100) return this.#split(amount, { style: 'currency', currency });
    const digits = this.#short(Math.abs(amount), 10_000);
    // Short money in words, such as "milhão", is more than browsers know: the words are those of a plain number.
    const money = this.#split(amount, { style: 'currency', currency, maximumFractionDigits: 0 });
    const first = money.findIndex(({ type }) => type === 'integer');
    return money.flatMap((part, index) => (index === first ? digits : numeric.includes(part.type) ? [] : part));
  }

  /** Whole below a limit, and from there on with three digits and a word. */
  #short(value: number, limit: number): Intl.NumberFormatPart[] {
    if (Math.abs(value) < limit) return this.#split(value, { maximumFractionDigits: 0 });
    return this.#split(value, { notation: 'compact', compactDisplay: 'long', maximumSignificantDigits: 3 });
  }

  #duration(seconds: number): Intl.NumberFormatPart[] {
    const minutes = Math.floor(seconds / 60);
    const rest: Intl.NumberFormatPart[] = [
      { type: 'integer', value: `${seconds % 60}` },
      { type: 'unit', value: '\u00a0s' },
    ];
    return minutes ? [...this.#split(minutes), { type: 'unit', value: '\u00a0min\u00a0' }, ...rest] : rest;
  }

  #split(value: number, options: Intl.NumberFormatOptions = {}): Intl.NumberFormatPart[] {
    const parts = this.#format(Intl.NumberFormat, options).formatToParts(value);
    // The space before a percent sign is ours.
    return options.style === 'percent' ? parts.filter(({ type }) => type !== 'literal') : parts;
  }

  #write(parts: readonly Intl.NumberFormatPart[]): string {
    let text = '';
    for (const { type, value } of parts) {
      if (type === 'minusSign') text += '−';
      else if (type === 'percentSign' && !this.tag.startsWith('en')) text += narrow + value;
      else text += value.replace(' ', '\u00a0');
    }
    return text;
  }

  #format<O, F extends Formatter>(Format: new (tag: string, options: O) => F, options: O): F {
    return (this.#cache[Format.name + JSON.stringify(options)] ??= new Format(this.tag, options)) as F;
  }
}

// Portuguese and Spanish join day and month with "de", and every language spaces its ranges.
const tidy = (text: string): string => text.replace(/ de /g, ' ').replace(/\s*[–-]\s*/, '–');
