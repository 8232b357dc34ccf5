import type { Filter, Traffic } from '../../server/modules/traffic/traffic.schema.ts';
import type { Locale } from '../core/locale.ts';
import { trafficTexts } from './traffic.texts.ts';

/** How the figures of a card were counted, line by line. */
export function trafficNotes(data: Traffic, filter: Filter | undefined, locale: Locale): string[] {
  const texts = locale.texts(trafficTexts);
  const { metric, unit, currency, days, people, excluded, bounce, ga4 } = data;
  const write = (value: number | null) => locale.value(value, unit, currency);
  const notes: string[] = [];
  const last = days.at(-1);
  if (last?.partial) notes.push(texts.today(write(last.value)));
  const revised = days.filter((day) => day.revised).map(({ date }) => locale.date(date));
  if (revised.length) notes.push(texts.revised(revised.join(', ')));
  if (metric === 'visitors') notes.push(texts.sum);
  if (people) notes.push(texts.people(locale.value(people.value, 'count'), locale.percent(people.shareOfVisits, { maximumFractionDigits: 0 })));
  if (metric === 'bounce_rate') notes.push(texts.bounce[bounce]);
  if (filter?.dimension === 'page') notes.push(texts.pages);
  if (excluded.bots || excluded.own) notes.push(texts.excluded(locale.value(excluded.bots, 'count'), locale.value(excluded.own, 'count')));
  if (!ga4) return notes;
  if (ga4.days === 0) notes.push(texts.ga4Waits);
  else notes.push(texts.ga4(write(ga4.value), locale.number(ga4.days), ga4.difference === null ? '–' : locale.change(ga4.difference, 'count')));
  if (ga4.problem) notes.push(`${texts.problem[ga4.problem]}${ga4.syncedAt ? ` ${texts.ga4At(locale.ago(ga4.syncedAt))}` : ''}`);
  return notes;
}
