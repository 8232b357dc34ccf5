import { createHash, randomUUID } from 'node:crypto';
import type { Client } from '../../server/core/clients.ts';
import { addDays, type Day } from '../../server/core/dates.ts';
import type { ClientSql } from '../../server/core/db.ts';
import { foldTraffic } from '../../server/modules/traffic/fold.queries.ts';
import { HOUR_MS, type ShopHour } from './hours.ts';
import { randomOf } from './random.ts';
import type { Shop } from './shops.ts';
import { visitsOf, type Visit } from './visits.ts';

/** Days that have their visits. */
const VISITS_DAYS = 35;
/** Days that have all hours of their dimensions. Those before have one hour a day, which adds up to the same. */
const HOURS_DAYS = 8;

const fields = ['visitors', 'sessions', 'pageviews', 'bounces', 'bounces_page', 'bounces_engagement', 'session_seconds', 'conversions'] as const;
type Counts = Record<(typeof fields)[number], number>;
const none = (): Counts => ({ visitors: 0, sessions: 0, pageviews: 0, bounces: 0, bounces_page: 0, bounces_engagement: 0, session_seconds: 0, conversions: 0 });

/** Tells the hours of a shop apart by page, source, campaign, device and country, and adds them up to days and months. */
export async function fillTraffic(sql: ClientSql, client: Client, shop: Shop, hours: readonly ShopHour[], today: Day, whole: boolean): Promise<void> {
  const [visitsFrom, hoursFrom] = [addDays(today, -VISITS_DAYS), addDays(today, -HOURS_DAYS)];
  const counted = new Map<string, Counts & { hour: string; dimension: string; value: string }>();
  const visits: object[] = [];
  for (const hour of hours) {
    // Noon, in every zone that these shops are in.
    const at = !whole || hour.day >= hoursFrom ? hour.hour : `${hour.day}T15:00:00.000Z`;
    const of = (dimension: string, value: string): Counts => {
      const key = `${at} ${dimension} ${value}`;
      const known = counted.get(key) ?? { hour: at, dimension, value, ...none() };
      counted.set(key, known);
      return known;
    };
    for (const visit of visitsOf(shop, hour)) {
      for (const dimension of ['source', 'campaign', 'device', 'country'] as const) if (visit[dimension]) add(of(dimension, visit[dimension]), visit);
      addPages(of, visit);
    }
    if (hour.day >= visitsFrom) visits.push(...rowsOf(shop, hour));
  }
  await insertHours(sql, [...counted.values()]);
  await insertVisits(sql, visits);
  // Its hours go on from where they ended, on a day that may have been added up since.
  if (!whole && hours[0]) await sql`select arco.unfold_traffic(${sql.clientId}, ${hours[0].day})`;
  await foldTraffic(sql, client, today);
}

function add(counts: Counts, { isVisitor, pages, conversions, seconds }: Visit): void {
  addVisit(counts, pages.length, conversions, seconds);
  counts.visitors += Number(isVisitor);
  counts.pageviews += pages.length;
  counts.conversions += conversions;
}

function addVisit(counts: Counts, views: number, conversions: number, seconds: number): void {
  counts.sessions += 1;
  counts.session_seconds += seconds;
  if (views > 1) return;
  counts.bounces += 1;
  counts.bounces_page += 1;
  if (conversions === 0 && seconds <= 10) counts.bounces_engagement += 1;
}

/** Of a page, its views and the conversions on it; visits are those that began there. */
function addPages(of: (dimension: string, value: string) => Counts, { pages, conversions, seconds }: Visit): void {
  for (const page of pages) of('page', page).pageviews += 1;
  of('page', pages.at(-1)!).conversions += conversions;
  addVisit(of('page', pages[0]!), pages.length, conversions, seconds);
}

/** Some visitors agreed to be recognised, and come again under the same id. */
function rowsOf(shop: Shop, hour: ShopHour): object[] {
  const random = randomOf(`${shop.slug} people ${hour.hour}`);
  return visitsOf(shop, hour).map(({ pages, conversions, events, seconds, source, medium, campaign, device, country }, index) => {
    const consented = random() < 0.34;
    const person = Math.floor(random() * shop.visits * 9);
    const started = Date.parse(hour.hour) + Math.floor(random() * (HOUR_MS - Math.min(seconds * 1000, HOUR_MS)));
    return {
      // The same whenever it is made: an hour that is filled again brings none.
      id: createHash('md5').update(`${shop.slug} ${hour.hour} ${index}`).digest('hex'),
      visitor: consented ? `${shop.slug === 'moda' ? '0a' : '0b'}000000-0000-8000-8000-${String(person).padStart(12, '0')}` : randomUUID(),
      consented,
      started_at: new Date(started).toISOString(),
      last_at: new Date(started + seconds * 1000).toISOString(),
      pageviews: pages.length,
      events,
      conversions,
      page: pages[0],
      source,
      medium,
      campaign,
      device,
      country,
    };
  });
}

async function insertHours(sql: ClientSql, rows: readonly object[]): Promise<void> {
  await sql`
    insert into traffic_hours (client_id, hour, dimension, value, visitors, sessions, pageviews, bounces, bounces_page, bounces_engagement, session_seconds, conversions)
    select ${sql.clientId}::uuid, hour, dimension, value, visitors, sessions, pageviews, bounces, bounces_page, bounces_engagement, session_seconds, conversions
    from jsonb_populate_recordset(null::traffic_hours, ${sql.json(rows as never)})
    on conflict (client_id, dimension, hour, value) do nothing
  `;
}

async function insertVisits(sql: ClientSql, rows: readonly object[]): Promise<void> {
  await sql`
    insert into visits (client_id, id, visitor, consented, started_at, last_at, pageviews, events, conversions, page, source, medium, campaign, device, country)
    select ${sql.clientId}::uuid, id, visitor, consented, started_at, last_at, pageviews, events, conversions, page, source, medium, campaign, device, country
    from jsonb_populate_recordset(null::visits, ${sql.json(rows as never)})
    on conflict do nothing
  `;
}

/** What stands on the chart: what a manager would have written down. */
export async function annotate(sql: ClientSql, today: Day, now: Date): Promise<void> {
  const notes = [
    { on: addDays(today, -118), kind: 'launch', text: 'Site novo no ar' },
    { on: addDays(today, -47), kind: 'campaign', text: 'Campanha de primavera' },
    { on: addDays(today, -9), kind: 'note', text: 'Frete grátis' },
  ];
  for (const { on, kind, text } of notes) {
    await sql`insert into annotations (client_id, on_day, kind, text, caller, created_at) values (${sql.clientId}, ${on}, ${kind}, ${text}, 'system', ${now})`;
  }
}
