import type { Metric } from '../../server/modules/metrics/metrics.schema.ts';
import type { Locale } from '../core/locale.ts';
import type { Delta } from '../ui/delta/delta.ts';
import type { MetricsTexts } from './metrics.texts.ts';

// A percentage of so few would say more than is known.
const FEW = 30;

type Compared = Pick<NonNullable<Metric['compare']>, 'base' | 'total' | 'change'>;

/** How a figure changed, ready to be drawn; `undefined` where there is nothing to compare with. */
export function metricChange({ unit, better }: Pick<Metric, 'unit' | 'better'>, { base, total, change }: Compared, locale: Locale, texts: MetricsTexts): Delta | undefined {
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
