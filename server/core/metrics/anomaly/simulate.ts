import { addDays } from '../../dates.ts';
import { follow, type Episode, type Verdict } from './episodes.ts';
import { HISTORY, judge } from './judge.ts';
import type { Part, Shape } from './shape.ts';

/** A client that does not exist: what its days are like, and what happens to them. */
export interface World {
  shape: Shape;
  /** Of the sum, on an average day. */
  mean: number;
  /** Of the ratio that the metric is: the sum is that part of what it is divided by. */
  rate?: number;
  /** Relative scatter of whole days besides what chance does to counts. */
  scatter?: number;
  /** Money: so many centavos an order, scattered as a log-normal by `orderScatter`. */
  orderScatter?: number;
  weekdays?: readonly number[];
  /** Relative, a week. */
  growth?: number;
  /** Hours that are looked at during each day. */
  hourly?: boolean;
  /** From a day of those that are watched. */
  drop?: { day: number; days: number; by: number };
}

/** Deterministic uniform numbers (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const normal = (random: () => number) => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

function poisson(random: () => number, mean: number): number {
  if (mean > 60) return Math.max(0, Math.round(mean + Math.sqrt(mean) * normal(random)));
  let [count, product] = [0, random()];
  for (const limit = Math.exp(-mean); product > limit; product *= random()) count += 1;
  return count;
}

/** How a day goes by the hour: a site that is read in the day and the evening. */
const HOURS = [2, 1, 1, 1, 1, 2, 3, 5, 7, 8, 9, 9, 8, 8, 9, 9, 9, 9, 9, 10, 11, 10, 7, 4];
const OF_HOURS = HOURS.reduce((sum, each) => sum + each, 0);
const LOOKS = HOURS.reduce<number[]>((until, each) => [...until, (until.at(-1) ?? 0) + each / OF_HOURS], []);
const FLAT = [1, 1, 1, 1, 1, 1, 1];
const START = '2026-01-05';

/** The parts of a day until each hour of it. */
function dayOf(random: () => number, world: World, day: number): Part[] {
  const { mean, rate, scatter = 0, orderScatter, weekdays = FLAT, growth = 0, drop } = world;
  const falls = drop && day >= HISTORY + drop.day && day < HISTORY + drop.day + drop.days ? 1 - drop.by : 1;
  const level = mean * weekdays[day % 7]! * (1 + growth) ** (day / 7);
  const whole = level * Math.exp(scatter * normal(random) - scatter ** 2 / 2);
  let [sum, per] = [0, 0];
  const hours = HOURS.map((hour): Part => {
    const expected = (whole * hour) / OF_HOURS;
    if (rate !== undefined) {
      const of = poisson(random, expected / rate);
      per += of;
      sum += Math.min(of, poisson(random, of * rate * falls * (whole / level)));
      return { sum, per };
    }
    const orders = poisson(random, expected * falls);
    sum += orderScatter === undefined ? orders : Array.from({ length: orders }, () => Math.round(10_000 * Math.exp(orderScatter * normal(random)))).reduce((all, one) => all + one, 0);
    return { sum, per: null };
  });
  return world.hourly ? hours : [hours.at(-1)!];
}

export interface Told {
  /** Days of the year on which an alert opened, and of how many hours of it something was known. */
  opened: { day: number; look: number }[];
  days: number;
}

/** Watches a client for so many days, as the hourly check does, after the eight weeks that it must know. */
export function watch(world: World, seed: number, days: number): Told {
  const random = seeded(seed);
  const known = Array.from({ length: HISTORY + days }, (_, day) => dayOf(random, world, day));
  const opened: Told['opened'] = [];
  let last = null as Episode | null;
  const recent: Verdict[] = [];
  for (let day = HISTORY; day < HISTORY + days; day += 1) {
    const looks = known[day]!;
    const date = addDays(START, day);
    for (const [look, part] of looks.entries()) {
      const isPart = look < looks.length - 1;
      const past = Array.from({ length: HISTORY }, (_, lag) => known[day - 1 - lag]![look]);
      const verdict: Verdict = { day: date, judgement: judge(world.shape, part, past, isPart ? LOOKS[look] : 1), ...(isPart ? { until: `${look + 1}:00` } : {}) };
      if (!isPart) recent.push(verdict);
      if (isPart && verdict.judgement?.verdict !== 'out') continue;
      for (const step of follow(last, isPart ? recent.concat(verdict) : recent)) {
        if (step.do === 'open') {
          last = { direction: step.direction, openedOn: step.day, closedOn: null };
          opened.push({ day: day - HISTORY, look: world.hourly ? look : 23 });
        } else if (step.do === 'close' && last) last = { ...last, closedOn: step.day };
      }
    }
    if (recent.length > 14) recent.shift();
  }
  return { opened, days };
}
