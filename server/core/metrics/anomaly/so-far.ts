import type { Client } from '../../clients.ts';
import { addDays, dayIn, type Day } from '../../dates.ts';
import type { ClientSql } from '../../db.ts';
import { countIds, type CountId, type Counts } from '../counts.ts';
import { chosenBounces } from '../read.ts';
import { HISTORY } from './judge.ts';

/** What the collector counted until the same hour of each day, and on the whole of it. */
export interface DaySoFar {
  /** The last complete hour ended then, by the client's clock: `hh:mm`. */
  hour: string;
  until: Map<Day, Counts>;
  whole: Map<Day, Counts>;
}

const HOUR = 3_600_000;
const camel = (name: string) => name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());

/** Null before the first hour of the day is complete. */
export async function readDaySoFar(sql: ClientSql, { timeZone }: Pick<Client, 'timeZone'>, today: Day, now: Date): Promise<DaySoFar | null> {
  const end = new Date(Math.floor(now.getTime() / HOUR) * HOUR);
  if (dayIn(timeZone, new Date(end.getTime() - 1)) !== today || dayIn(timeZone, end) !== today) return null;
  const hour = new Intl.DateTimeFormat('sv-SE', { timeZone, hour: '2-digit', minute: '2-digit' }).format(end);
  const sums = countIds.map((id) => sql`, ${id === 'bounces' ? chosenBounces(sql) : sql`sum(${sql(id)})`}::numeric as ${sql(id)}`);
  const rows = await sql<(Record<string, number | null> & { date: Day; isEarly: boolean })[]>`
    select (hour at time zone ${timeZone})::date as date, (hour at time zone ${timeZone})::time < ${hour}::time as is_early ${sums}
    from client_metric_hours
    where client_id = ${sql.clientId}
      and hour >= ${addDays(today, -HISTORY)}::date::timestamp at time zone ${timeZone} and hour < ${end}
    group by 1, 2
  `;
  const [until, whole] = [new Map<Day, Counts>(), new Map<Day, Counts>()];
  for (const row of rows) {
    const counts: Counts = Object.fromEntries(countIds.map((id) => [id, row[camel(id)] ?? null]));
    if (row.isEarly) until.set(row.date, counts);
    whole.set(row.date, add(whole.get(row.date), counts));
  }
  // A day that began silently had nothing until then, not something unknown.
  for (const [day, counts] of whole) if (!until.has(day)) until.set(day, nothingOf(counts));
  return { hour, until, whole };
}

const add = (former: Counts | undefined, more: Counts): Counts =>
  former ? Object.fromEntries(countIds.map((id: CountId) => [id, former[id] === null ? more[id] : (former[id] ?? 0) + (more[id] ?? 0)])) : more;
const nothingOf = (counts: Counts): Counts => Object.fromEntries(countIds.map((id) => [id, counts[id] === null ? null : 0]));
