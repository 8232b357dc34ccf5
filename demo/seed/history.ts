import { createHash } from 'node:crypto';
import type { Client } from '../../server/core/clients.ts';
import { addMonths, dayIn, type Day } from '../../server/core/dates.ts';
import type { ClientSql } from '../../server/core/db.ts';
import { adDaysOf, importedIds, type AdDay } from './ads.ts';
import { collectedIds, HOUR_MS, hoursOf, type ShopHour } from './hours.ts';
import type { Shop } from './shops.ts';
import { annotate, fillTraffic } from './traffic.ts';

const FILE = 'anuncios-demonstracao.csv';

/** The days that are new, first and last. */
export interface Filled {
  from: Day;
  to: Day;
  /** Nothing was there before. */
  whole: boolean;
}

/** Writes the hours that are missing until the one that is running, and the days of the ads. Null where none is. */
export async function fillHistory(sql: ClientSql, client: Client, shop: Shop, now: Date): Promise<Filled | null> {
  const { timeZone } = client;
  const today = dayIn(timeZone, now);
  const last = await lastHour(sql);
  const from = last ? dayIn(timeZone, last) : addMonths(today, -shop.monthsOfHistory);
  const end = new Date(Math.floor(now.getTime() / HOUR_MS) * HOUR_MS);
  if (last && last.getTime() + HOUR_MS >= end.getTime()) return null;
  const hours = hoursOf(shop, timeZone, await midnight(sql, timeZone, from), end);
  await insertHours(sql, hours, now);
  await fillTraffic(sql, client, shop, hours, today, !last);
  if (!last) await annotate(sql, today, now);
  await keepAdDays(sql, adDaysOf(shop, hours), now);
  if (!last) await restate(sql, addMonths(today, -1), now);
  return { from, to: today, whole: !last };
}

async function lastHour(sql: ClientSql): Promise<Date | undefined> {
  const [row] = await sql<{ hour: string | null }[]>`
    select max(hour) as hour from client_metric_hours where client_id = ${sql.clientId}
  `;
  return row?.hour ? new Date(row.hour) : undefined;
}

async function midnight(sql: ClientSql, timeZone: string, day: Day): Promise<Date> {
  const [row] = await sql<{ instant: string }[]>`select ${day}::date::timestamp at time zone ${timeZone} as instant`;
  return new Date(row!.instant);
}

const list = (sql: ClientSql, ids: readonly string[]) => ids.map((id) => sql`, ${sql(id)}`);

async function insertHours(sql: ClientSql, hours: readonly ShopHour[], now: Date): Promise<void> {
  const rows = hours.map((hour) => ({ ...hour, updated_at: countedAt(hour.hour, now) }));
  await sql`
    insert into client_metric_hours (client_id, hour, bounces_page, bounces_engagement, updated_at ${list(sql, collectedIds)})
    select ${sql.clientId}::uuid, hour, bounces, bounces, updated_at ${list(sql, collectedIds)}
    from jsonb_populate_recordset(null::client_metric_hours, ${sql.json(rows)})
    on conflict (client_id, hour) do nothing
  `;
}

/** Rollups close some minutes after their hour. */
function countedAt(hour: string, now: Date): string {
  return new Date(Math.min(now.getTime(), Date.parse(hour) + HOUR_MS + 120_000)).toISOString();
}

/** Days that somebody imported since are theirs. */
async function keepAdDays(sql: ClientSql, days: readonly AdDay[], now: Date): Promise<void> {
  const importId = await fileOf(sql, days, now);
  const rows = days.map((day) => ({ ...day, updated_at: now.toISOString() }));
  const values = importedIds.map((id, index) => sql`${index > 0 ? sql`,` : sql``} ${sql(id)} = excluded.${sql(id)}`);
  await sql`
    insert into client_metrics (client_id, date, source, import_id, updated_at ${list(sql, importedIds)})
    select ${sql.clientId}::uuid, date, 'import', ${importId}::uuid, updated_at ${list(sql, importedIds)}
    from jsonb_populate_recordset(null::client_metrics, ${sql.json(rows)})
    on conflict (client_id, date, source) do update
    set updated_at = excluded.updated_at, ${values}
    where client_metrics.import_id = excluded.import_id
  `;
}

/** The one import that all days of the ads are said to come from. */
async function fileOf(sql: ClientSql, days: readonly AdDay[], now: Date): Promise<string> {
  const [known] = await sql<{ id: string; firstOn: Day }[]>`
    select id, first_on from imports where client_id = ${sql.clientId} and file_name = ${FILE} order by created_at limit 1
  `;
  const [first, last] = [known?.firstOn ?? days[0]!.date, days.at(-1)!.date];
  const sha256 = createHash('sha256').update(JSON.stringify(days)).digest('hex');
  const count = sql`(${last}::date - ${first}::date + 1)`;
  if (known) {
    await sql`
      update imports set sha256 = ${sha256}, read = ${count}, added = ${count}, last_on = ${last}
      where client_id = ${sql.clientId} and id = ${known.id}
    `;
    return known.id;
  }
  const [created] = await sql<{ id: string }[]>`
    insert into imports (client_id, kind, file_name, sha256, read, added, changed, unchanged, refused, first_on, last_on, caller_kind, caller, created_at)
    values (${sql.clientId}, 'metrics', ${FILE}, ${sha256}, ${count}, ${count}, 0, 0, 0, ${first}, ${last}, 'system', 'system', ${now})
    returning id
  `;
  return created!.id;
}

/** The platforms found a few late sales: three days whose former figure is kept. */
async function restate(sql: ClientSql, around: Day, now: Date): Promise<void> {
  await sql`
    insert into client_metric_revisions (client_id, date, source, field, former, value, import_id, changed_at)
    select client_id, date, source, 'attributed_revenue_cents', round(attributed_revenue_cents * 0.93), attributed_revenue_cents, import_id, ${now}
    from client_metrics
    where client_id = ${sql.clientId} and source = 'import' and date between ${around}::date - 2 and ${around}::date
      and attributed_revenue_cents > 0
    returning id
  `;
}
