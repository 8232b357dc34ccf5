import type { Filter } from '../../server/modules/traffic/traffic.schema.ts';
import type { Locale } from '../core/locale.ts';
import { trafficTexts } from './traffic.texts.ts';

/** A value of a dimension as people say it. */
export function wordOf({ dimension, value }: Filter, locale: Locale): string {
  const texts = locale.texts(trafficTexts);
  if (value === '(other)') return texts.others;
  if (dimension === 'device') return texts.device[value] ?? value;
  if (dimension === 'source' && value === 'direct') return texts.direct;
  if (dimension !== 'country') return value;
  return /^[A-Z]{2}$/.test(value) ? (new Intl.DisplayNames(locale.tag, { type: 'region' }).of(value) ?? value) : texts.unknown;
}
