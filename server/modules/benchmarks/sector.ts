import type { Client } from '../../core/clients.ts';
import { definitionOf, type MetricId } from '../../core/metrics/definitions.ts';

/** Rates and costs. Counts say how large a client is, and are compared with nobody's. */
export const comparedMetrics = ['conversion_rate', 'cost_per_lead', 'roas', 'bounce_rate', 'avg_session_seconds', 'ctr', 'cpc'] as const satisfies readonly MetricId[];
export type ComparedMetric = (typeof comparedMetrics)[number];

/** What tells how large a part a client has in the figure of its sector. */
export const volumeOf = (metric: ComparedMetric): 'sessions' | 'ad_spend' =>
  metric === 'conversion_rate' || metric === 'bounce_rate' || metric === 'avg_session_seconds' ? 'sessions' : 'ad_spend';

/** Money is compared only within its currency. */
export const currencyFor = (metric: MetricId, currency: string): string | null => (definitionOf(metric).unit === 'money' ? currency : null);

/** As sectors are matched: people write them with and without capitals. */
export const sectorOf = ({ sector }: Pick<Client, 'sector'>): string | null => sector?.trim().replace(/\s+/g, ' ').toLowerCase() || null;

const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
/** Asked before the others, which are all pairs of letters. */
const likely = ['BR', 'PT', 'US', 'AR', 'MX', 'CL', 'CO', 'UY', 'PY', 'ES'];
const countries = new Map<string, string | null>();

/** The country a time zone is of, ISO 3166; null for one such as UTC. */
export function countryOf({ timeZone }: Pick<Client, 'timeZone'>): string | null {
  let country = countries.get(timeZone);
  if (country === undefined) {
    // Zones of no place, such as UTC, have no name of one.
    country = timeZone.includes('/') ? find(timeZone) : null;
    countries.set(timeZone, country);
  }
  return country;
}

function find(timeZone: string): string | null {
  const same = new Set([timeZone, new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone]);
  for (const region of [...likely, ...letters.flatMap((first) => letters.map((second) => first + second))]) {
    const zones = zonesOf(region);
    if (zones.some((zone) => same.has(zone))) return region;
  }
  return null;
}

/** Newer than the types of Intl. */
type WithZones = Intl.Locale & { getTimeZones(): string[] | undefined };

function zonesOf(region: string): string[] {
  return (new Intl.Locale(`und-${region}`) as WithZones).getTimeZones() ?? [];
}
