import type { Day } from '../../server/core/dates.ts';
import type { CountId } from '../../server/core/metrics/counts.ts';
import { effectsOn, type Effects } from './effects.ts';
import { binomial, logNormal, poisson, randomOf, type Random } from './random.ts';
import type { Shop } from './shops.ts';

/** What the collector counts. */
export const collectedIds = [
  'visitors',
  'new_visitors',
  'sessions',
  'pageviews',
  'bounces',
  'session_seconds',
  'conversions',
  'leads',
  'qualified_leads',
  'revenue_cents',
] as const satisfies CountId[];
type Collected = Record<(typeof collectedIds)[number], number>;

/** What the ad platforms tell. */
type Advertised = Record<'impressions' | 'clicks' | 'ad_spend_cents' | 'attributed_revenue_cents', number>;

export interface ShopHour extends Collected, Advertised {
  /** Its first instant, ISO 8601. */
  hour: string;
  /** The day it belongs to, in the shop's time zone. */
  day: Day;
}

export const HOUR_MS = 3_600_000;

/** Every hour from `first` until before `end`. An hour is the same whenever it is made. */
export function hoursOf(shop: Shop, timeZone: string, first: Date, end: Date): ShopHour[] {
  const clock = clockIn(timeZone);
  const hours: ShopHour[] = [];
  let today: { day: Day; effectsAt: (hour: number) => Effects } | undefined;
  for (let time = first.getTime(); time < end.getTime(); time += HOUR_MS) {
    const { day, hour } = clock(time);
    if (today?.day !== day) today = { day, effectsAt: effectsOn(shop, day) };
    const effects = today.effectsAt(hour);
    const at = new Date(time).toISOString();
    const random = randomOf(`${shop.slug} ${at}`);
    const visits = visitsIn(shop, hour) * effects.visits;
    const collected = collect(shop, visits, effects, random);
    hours.push({ hour: at, day, ...collected, ...advertise(shop, visits * effects.ads, collected, random) });
  }
  return hours;
}

/** Writes which day and hour it is in a time zone at an instant. */
function clockIn(timeZone: string): (time: number) => { day: Day; hour: number } {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', hourCycle: 'h23' });
  return (time) => {
    const [day, hour] = format.format(time).split(' ') as [Day, string];
    return { day, hour: Number(hour) };
  };
}

function visitsIn({ visits, hours }: Shop, hour: number): number {
  return (visits * hours[hour]!) / hours.reduce((sum, weight) => sum + weight, 0);
}

function collect(shop: Shop, visits: number, effects: Effects, random: Random): Collected {
  const visitors = poisson(random, (visits / (1 + shop.repeatVisits)) * logNormal(random, 0.18));
  const sessions = visitors + poisson(random, visitors * shop.repeatVisits);
  const bounces = binomial(random, sessions, shop.bounces);
  const stayed = sessions - bounces;
  const pageviews = sessions + stayed + poisson(random, stayed * shop.furtherPages);
  const conversions = binomial(random, stayed, (shop.conversion * effects.conversion) / (1 - shop.bounces));
  const leads = Math.min(stayed, poisson(random, sessions * shop.leads));
  return {
    visitors,
    new_visitors: binomial(random, visitors, shop.newVisitors),
    sessions,
    pageviews,
    bounces,
    session_seconds: Math.round((pageviews - bounces) * shop.secondsPerPage * logNormal(random, 0.15)),
    conversions,
    leads,
    qualified_leads: binomial(random, leads, shop.qualified),
    revenue_cents: ordersWorth(shop, conversions, effects, random),
  };
}

function ordersWorth({ ticketCents, ticketSpread }: Shop, orders: number, { ticket }: Effects, random: Random): number {
  let sum = 0;
  // Prices end in tens of centavos.
  for (let order = 0; order < orders; order += 1) sum += 10 * Math.round((ticketCents * ticket * logNormal(random, ticketSpread)) / 10);
  return sum;
}

function advertise(shop: Shop, visits: number, { revenue_cents }: Collected, random: Random): Advertised {
  const impressions = Math.round(((visits * shop.paidVisits) / shop.clickThrough) * logNormal(random, 0.12));
  const clicks = binomial(random, impressions, shop.clickThrough * logNormal(random, 0.08));
  return {
    impressions,
    clicks,
    ad_spend_cents: Math.round(clicks * shop.clickCents * logNormal(random, 0.1)),
    attributed_revenue_cents: Math.round(revenue_cents * Math.min(0.95, shop.attributed * logNormal(random, 0.1))),
  };
}
