import { addDays, type Day } from '../core/dates.ts';
import type { ClientSql, Sql } from '../core/db.ts';
import type { HitRow } from './collect.schema.ts';

/** Keeps hits, with all that follows from them; answers the ids of those that were there already. */
export async function keepHits(sql: ClientSql, timeZone: string, hits: readonly HitRow[]): Promise<string[]> {
  const [kept] = await sql<{ repeated: string[] }[]>`
    select arco.collect(${sql.clientId}::uuid, ${timeZone}, ${sql.json(hits as never)}) as repeated
  `;
  return kept!.repeated;
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
