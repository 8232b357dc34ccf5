import { addDays, type Day } from '../core/dates.ts';
import type { ClientSql, Sql } from '../core/db.ts';
import type { HitRow } from './collect.schema.ts';
import type { Added, Visit } from './gather.ts';

/** Visits of a client are made by one server at a time: until this transaction ends, by this one. */
export async function lockVisits(sql: ClientSql): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`arco.collect ${sql.clientId}`}, 0))`;
}

/** Which hits are kept already, of the days named. */
export async function repeatedHits(sql: ClientSql, ids: readonly string[], days: readonly Day[]): Promise<string[]> {
  const [found] = await sql<{ known: string[] | null }[]>`
    select arco.known_hits(${sql.clientId}::uuid, ${[...ids]}::uuid[], ${[...days]}::date[]) as known
  `;
  return found!.known ?? [];
}

/** The last visit of each visitor of these days; visitors as they are hashed, without hyphens. */
export async function lastVisits(sql: ClientSql, visitors: readonly string[]): Promise<Visit[]> {
  if (visitors.length === 0) return [];
  const rows = await sql<{ visit: Visit }[]>`
    select to_jsonb(current_visits) as visit from current_visits
    where client_id = ${sql.clientId} and visitor = any(${[...visitors]}::uuid[])
  `;
  const instant = (text: string) => new Date(text).toISOString();
  return rows.map(({ visit }) => ({ ...visit, visitor: visit.visitor.replaceAll('-', ''), started_at: instant(visit.started_at), last_at: instant(visit.last_at) }));
}

interface Put {
  hits: readonly HitRow[];
  made: readonly Visit[];
  added: readonly Added[];
  minutes: readonly object[];
  apart: readonly object[];
  /** Days that are over and whose counts change. */
  days: readonly Day[];
}

/** Keeps new hits, with what was worked out from them. */
export async function putHits(sql: ClientSql, { hits, made, added, minutes, apart, days }: Put): Promise<void> {
  const json = (rows: readonly object[]) => sql.json(rows as never);
  await sql`
    select arco.put_hits(${sql.clientId}::uuid, ${json(hits)}, ${json(made)}, ${json(added)}, ${json(minutes)}, ${json(apart)}, ${[...days]}::date[])
  `;
}

/** Keeps hits of visitors who have been seen since. */
export async function putLateHits(sql: ClientSql, timeZone: string, hits: readonly HitRow[]): Promise<void> {
  await sql`select arco.put_late_hits(${sql.clientId}::uuid, ${timeZone}, ${sql.json(hits as never)})`;
}

/** Sees to it that days have a place to be kept in; answers those whose hits were dropped, which take no more. */
export async function prepareDays(sql: Sql, days: readonly Day[]): Promise<Day[]> {
  const prepared = await sql<{ day: Day; open: boolean }[]>`
    select day, arco.prepare_day(day) as open from unnest(${[...days]}::date[]) as day
  `;
  return prepared.flatMap(({ day, open }) => (open ? [] : [day]));
}

/** Today, and a few days more for the case that no job runs. */
export async function prepareDaysAhead(sql: Sql, now: Date): Promise<void> {
  const today = now.toISOString().slice(0, 10);
  await prepareDays(sql, [-1, 0, 1, 2, 3].map((days) => addDays(today, days)));
}
