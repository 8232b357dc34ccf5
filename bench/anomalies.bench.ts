/** Simulated clients to whom nothing happens, and to whom something does: docs/anomalies.md has the table. */
import { shapeOf } from '../server/core/metrics/anomaly/shape.ts';
import { watch, type World } from '../server/core/metrics/anomaly/simulate.ts';

const YEARS = 40;
const DROPS = YEARS * 5;
/** A shop's week, Monday first; 1 on average. */
const shop = [1, 1.05, 1.1, 1.05, 1, 0.6, 0.45].map((day) => (day * 7) / 6.25);

const [count, money, share] = [shapeOf('sessions'), shapeOf('revenue'), shapeOf('bounce_rate')];
const worlds: [string, World][] = [
  ...[5, 12, 30, 50, 100, 200, 500, 5_000].flatMap((mean): [string, World][] => [
    [`${mean} a day, chance alone`, { shape: count, mean }],
    [`${mean} a day, days scatter by 15 %, weekends, growth of 1 % a week`, { shape: count, mean, scatter: 0.15, weekdays: shop, growth: 0.01 }],
    [`${mean} a day, days scatter by 30 %, weekends`, { shape: count, mean, scatter: 0.3, weekdays: shop }],
  ]),
  ...[5, 30, 100].map((mean): [string, World] => [`revenue of ${mean} orders a day, weekends`, { shape: money, mean, orderScatter: 1, weekdays: shop }]),
  ...[35, 200].flatMap((mean): [string, World][] => [
    [`share of 2 %, ${mean} of them a day, weekends`, { shape: share, mean, rate: 0.02, weekdays: shop }],
    [`share of 60 %, ${mean} of them a day, scatters by 10 %`, { shape: share, mean, rate: 0.6, scatter: 0.1 }],
  ]),
];

const seeds = (many: number) => Array.from({ length: many }, (_, index) => index);

/** How often alerts open in 90 days of nothing, looked at every hour. */
function falseAlarms(world: World): number {
  const opened = seeds(YEARS).reduce((all, year) => all + watch({ ...world, hourly: true }, year * 7_919 + 1, 365).opened.length, 0);
  return (opened / (YEARS * 365)) * 90;
}

/** How often a drop of 40 % for two days is told of on its first day, and at which hour on average. */
function found(world: World): { share: number; hour: number } {
  const looks = seeds(DROPS).flatMap((seed) => {
    const day = seed % 7;
    const told = watch({ ...world, hourly: true, drop: { day, days: 2, by: 0.4 } }, seed * 104_729 + 5, day + 1).opened.find((each) => each.day === day);
    return told ? [told.look + 1] : [];
  });
  return { share: looks.length / DROPS, hour: Math.round(looks.reduce((sum, look) => sum + look, 0) / (looks.length || 1)) };
}

export default async function bench(): Promise<void> {
  console.log(`  ${YEARS} years and ${DROPS} drops of each`);
  let worst = 0;
  for (const [name, world] of worlds) {
    const alarms = falseAlarms(world);
    worst = Math.max(worst, alarms);
    const drop = world.mean >= 50 ? found(world) : undefined;
    console.log(`  ${name}: ${alarms.toFixed(2)} in 90 days${drop ? `; ${Math.round(drop.share * 100)} % of drops on their first day, at ${drop.hour}:00 on average` : ''}`);
  }
  if (worst >= 1) throw new Error(`${worst.toFixed(2)} false alarms in 90 days: the rule asks for less than 1`);
}
