import type { ClientSql } from '../../core/db.ts';
import { evaluate } from '../../core/metrics/definitions.ts';
import { hoursBetween, lastHit, presentVisitors, recentMinutes } from './live.queries.ts';
import type { Live } from './live.schema.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** What happens on a client's site at an instant. */
export async function readLive(sql: ClientSql, now: Date): Promise<Live> {
  const to = Math.floor(now.getTime() / HOUR_MS) * HOUR_MS;
  const day = (end: number) => hoursBetween(sql, new Date(end - DAY_MS), new Date(end));
  const [present, minutes, hours, former, lastHitAt] = await Promise.all([presentVisitors(sql, now), recentMinutes(sql, now), day(to), day(to - 7 * DAY_MS), lastHit(sql, now)]);
  const [value, previous] = [evaluate('conversion_rate', hours), evaluate('conversion_rate', former)];
  return {
    now: now.toISOString(),
    ...present,
    ...minutes,
    conversionRate: {
      from: new Date(to - DAY_MS).toISOString(),
      to: new Date(to).toISOString(),
      ...hours,
      value,
      previous,
      change: value === null || previous === null ? null : value - previous,
    },
    lastHitAt,
  };
}

/** Whether nothing that is shown changes by the mere passing of seconds. */
export function isQuiet({ visitors, conversions, minutes }: Live): boolean {
  return visitors === 0 && conversions === 0 && minutes.every(({ pageviews }) => pageviews === 0);
}
