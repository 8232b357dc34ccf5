import type { Unit } from '../../core/formats.ts';
import type { Locale } from '../../core/locale.ts';
import type { Delta } from './delta.ts';

// A percentage of so few would say more than is known.
const FEW = 30;

/** A figure, what it is compared with, and the change as a fraction; of a rate, in points. */
interface Compared {
  readonly base: number | null;
  readonly total: number | null;
  readonly change: number | null;
}

interface Kind {
  readonly unit: Unit;
  readonly better: 'higher' | 'lower' | 'neither';
}

/** How a change is read out. */
export interface ChangeTexts {
  change(sign: number, amount: string): string;
  readonly good: string;
  readonly bad: string;
}

/** How a figure changed, ready to be drawn; `undefined` where there is nothing to compare with. */
export function metricChange({ unit, better }: Kind, { base, total, change }: Compared, locale: Locale, texts: ChangeTexts): Delta | undefined {
  const isFew = unit === 'count' && base !== null && total !== null && total < FEW;
  const by = isFew ? base - total : change;
  if (by === null) return undefined;
  const text = isFew ? locale.number(by, { signDisplay: 'exceptZero' }) : locale.change(by, unit);
  // As it is written: what rounds to nothing is neither good nor bad.
  const sign = /[1-9]/.test(text) ? Math.sign(by) : 0;
  const tone = !sign || better === 'neither' ? 'neutral' : sign > 0 === (better === 'higher') ? 'good' : 'bad';
  const spoken = texts.change(sign, text.replace(/^[+−]/, '')) + (tone === 'neutral' ? '' : texts[tone]);
  return { text, sign, tone, spoken };
}
