import { addDays, weekday, type Day } from '../../server/core/dates.ts';
import { randomOf } from './random.ts';

const dayOf = (year: number, month: number, date: number): Day => new Date(Date.UTC(year, month - 1, date)).toISOString().slice(0, 10);

export const on = (month: number, date: number) => (year: number): Day => dayOf(year, month, date);

/** The n-th such weekday of a month; 0 is Sunday. */
export const nth = (n: number, wanted: number, month: number) => (year: number): Day => {
  const first = dayOf(year, month, 1);
  return addDays(first, ((wanted - weekday(first) + 7) % 7) + 7 * (n - 1));
};

/** Sunday of Easter, as Meeus, Jones and Butcher have it. */
export function easter(year: number): Day {
  const golden = year % 19;
  const [century, rest] = [Math.floor(year / 100), year % 100];
  const skipped = century - Math.floor(century / 4) - Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3);
  const moon = (19 * golden + skipped + 15) % 30;
  const sunday = (32 + 2 * (century % 4) + 2 * Math.floor(rest / 4) - moon - (rest % 4)) % 7;
  const late = Math.floor((golden + 11 * moon + 22 * sunday) / 451);
  const march = moon + sunday - 7 * late + 114;
  return dayOf(year, Math.floor(march / 31), (march % 31) + 1);
}

/** Brazil's Black Friday: the day after the fourth Thursday of November. */
export const blackFriday = (year: number): Day => addDays(nth(4, 4, 11)(year), 1);

/** A Monday of the winter, another one each year. */
export function unluckyMonday(shop: string) {
  return (year: number): Day => {
    const any = addDays(dayOf(year, 6, 18), Math.floor(randomOf(`${shop} ${year}`)() * 50));
    return addDays(any, -((weekday(any) + 6) % 7));
  };
}
