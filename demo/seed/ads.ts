import { daysBetween, periodOf, type Day } from '../../server/core/dates.ts';
import type { CountId } from '../../server/core/metrics/counts.ts';
import type { ShopHour } from './hours.ts';
import type { Shop } from './shops.ts';

/** What a file of the ad platforms brings. Each ratio finds both its halves in it, so that one source speaks for the day. */
export const importedIds = [
  'conversions',
  'leads',
  'ad_spend_cents',
  'fee_cents',
  'impressions',
  'clicks',
  'attributed_revenue_cents',
] as const satisfies CountId[];

export type AdDay = { date: Day } & Record<(typeof importedIds)[number], number>;

/** Hours added up by day, with the day's part of the month's fee. */
export function adDaysOf(shop: Shop, hours: readonly ShopHour[]): AdDay[] {
  const days = new Map<Day, AdDay>();
  for (const hour of hours) {
    let day = days.get(hour.day);
    if (!day) {
      day = { date: hour.day, conversions: 0, leads: 0, ad_spend_cents: 0, fee_cents: feeOn(shop, hour.day), impressions: 0, clicks: 0, attributed_revenue_cents: 0 };
      days.set(hour.day, day);
    }
    for (const id of importedIds) if (id !== 'fee_cents') day[id] += hour[id];
  }
  return [...days.values()];
}

/** The days of a month add up to its fee, to the centavo. */
export function feeOn({ feeCentsPerMonth }: Shop, day: Day): number {
  const month = periodOf('month', day);
  const days = daysBetween(month.from, month.to);
  const until = (count: number) => Math.floor((feeCentsPerMonth * count) / days);
  const passed = daysBetween(month.from, day);
  return until(passed) - until(passed - 1);
}
