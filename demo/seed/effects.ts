import { daysBetween, weekday, type Day } from '../../server/core/dates.ts';
import { logNormal, randomOf } from './random.ts';
import type { Occasion, Shop } from './shops.ts';

const kinds = ['visits', 'conversion', 'ticket', 'ads'] as const;

/** By how much an hour is unlike an ordinary one. */
export type Effects = Record<(typeof kinds)[number], number>;

/** Growth, weekday, season and luck of a shop on a day of its own time, by hour. */
export function effectsOn(shop: Shop, day: Day): (hour: number) => Effects {
  const random = randomOf(`${shop.slug} ${day}`);
  const usual: Effects = {
    visits: growthUntil(shop, day) * shop.weekdays[weekday(day)]! * drift(shop, day, 'visits', 0.07) * logNormal(random, 0.07),
    conversion: drift(shop, day, 'conversion', 0.05) * logNormal(random, 0.06),
    ticket: drift(shop, day, 'ticket', 0.04),
    ads: drift(shop, day, 'ads', 0.08) * logNormal(random, 0.08),
  };
  const year = Number(day.slice(0, 4));
  const today = shop.occasions
    .map((occasion) => ({ ...occasion, strength: strengthOf(occasion, year, day) }))
    .filter(({ strength }) => strength > 0);
  return (hour) => {
    const effects = { ...usual };
    for (const { hours, strength, ...factors } of today) {
      if (hours && (hour < hours[0] || hour > hours[1])) continue;
      for (const kind of kinds) effects[kind] *= 1 + ((factors[kind] ?? 1) - 1) * strength;
    }
    return effects;
  };
}

function growthUntil({ growth }: Shop, day: Day): number {
  return growth ** ((daysBetween('2026-06-15', day) - 1) / 365);
}

/** From 0, not at all, to 1. */
function strengthOf({ from, to, shape }: Occasion, year: number, day: Day): number {
  const [first, last] = [from(year), to(year)];
  if (day < first || day > last) return 0;
  if (!shape) return 1;
  const length = daysBetween(first, last);
  const passed = daysBetween(first, day);
  return ((shape === 'rise' ? passed : length + 1 - passed) / length) ** 1.5;
}

/** Luck that lasts for weeks: a line between one value a fortnight. */
function drift({ slug }: Shop, day: Day, what: string, spread: number): number {
  const fortnights = daysBetween('2020-01-06', day) / 14;
  const knot = Math.floor(fortnights);
  const at = (index: number) => logNormal(randomOf(`${slug} ${what} ${index}`), spread);
  return at(knot) + (at(knot + 1) - at(knot)) * (fortnights - knot);
}
