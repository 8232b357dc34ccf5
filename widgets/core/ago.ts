import type { Locale } from './locale.ts';

/** How long ago: minutes and hours for a day, then the date. */
export function ago(locale: Locale, instant: Date | string, now = Date.now()): string {
  const then = new Date(instant);
  const minutes = Math.min(0, Math.round((then.getTime() - now) / 60_000));
  if (minutes <= -1440) return locale.date(then.toISOString().slice(0, 10));
  const format = new Intl.RelativeTimeFormat(locale.tag, { style: 'short', numeric: 'auto' });
  const text = minutes > -60 ? format.format(minutes, 'minute') : format.format(Math.ceil(minutes / 60), 'hour');
  return text.replace(/\.$/, '');
}
