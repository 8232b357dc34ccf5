import { addDays, type Day } from '../core/dates.ts';
import type { ClientSql, Sql } from '../core/db.ts';
import type { HitRow } from './collect.schema.ts';
import type { Added, MadeVisit, Visit } from './gather.ts';

/** What is known before hits are written. */
export interface Known {
  /** How often the client's hits have been written. */
  version: number;
  /** Ids that are kept already. */
  ids: string[];
  /** The last visit of each visitor of these days. */
  visits: Visit[];
}

export interface Asked {
  ids: readonly string[];
  /** Days that the ids may have been kept on. */
  days: readonly Day[];
  /** As they are hashed, without hyphens. */
  visitors: readonly string[];
}

/** A statement that enters the client by itself, and is a transaction of its own. */
export async function readCollected(sql: Sql | ClientSql, clientId: string, { ids, days, visitors }: Asked): Promise<Known> {
  const [row] = await sql<{ version: number; known: string[] | null; visits: Visit[] | null }[]>`
    select version, known, visits
    from arco.collected(${clientId}::uuid, 'system', ${[...ids]}::uuid[], ${[...days]}::date[], ${[...visitors]}::uuid[])
  `;
  const instant = (text: string) => new Date(text).toISOString();
  const visits = (row!.visits ?? []).map((visit) => ({
    ...visit,
    visitor: visit.visitor.replaceAll('-', ''),
    started_at: instant(visit.started_at),
    last_at: instant(visit.last_at),
  }));
  return { version: row!.version, ids: row!.known ?? [], visits };
}

/** Visits of a client are made by one server at a time: until this transaction ends, by this one. */
export async function lockVisits(sql: ClientSql): Promise<void> {
  await sql`select arco.advance_head(${sql.clientId}::uuid, null)`;
}

export interface Put {
  hits: readonly HitRow[];
  made: readonly MadeVisit[];
  /** What is added to the counts of hours, in all. */
  hours: readonly Added[];
  /** The same of each page, source and so on. */
  added: readonly Added[];
  minutes: readonly object[];
  apart: readonly object[];
  /** Days that are over and whose counts change. */
  days: readonly Day[];
}

/** Keeps new hits with what was worked out from them, unless others have been written since `seen`; `null` where they cannot have been. Enters the client by itself. */
export async function keepHits(sql: Sql | ClientSql, clientId: string, seen: number | null, { hits, made, hours, added, minutes, apart, days }: Put): Promise<boolean> {
  const json = (rows: readonly object[]) => (rows.length === 0 ? null : JSON.stringify(rows));
  const [row] = await sql<{ kept: boolean }[]>`
    select arco.keep_hits(
      ${clientId}::uuid, 'system', ${seen}::bigint, ${json(hits)}::text::json, ${json(made)}::text::json, ${json(hours)}::text::json,
      ${json(added)}::text::json, ${json(minutes)}::text::json, ${json(apart)}::text::json, ${[...days]}::date[]
    ) as kept
  `;
  return row!.kept;
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
