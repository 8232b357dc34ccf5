import { system } from '../core/access.ts';
import type { Client } from '../core/clients.ts';
import { addDays } from '../core/dates.ts';
import { withClient, type ClientSql, type Sql } from '../core/db.ts';
import { AppError } from '../core/errors.ts';
import { lastVisits, lockVisits, prepareDays, putHits, putLateHits, repeatedHits } from './collect.queries.ts';
import type { HitRow } from './collect.schema.ts';
import { gather, localDay, type Visit } from './gather.ts';

type Site = Pick<Client, 'id' | 'timeZone'>;

const IDLE_MS = 30 * 60_000;
/** After this nobody's last visit is known for certain. */
const KNOWN_MS = 86_400_000;
const LIVE_MS = 3 * 3_600_000;

/** Keeps hits in one transaction of the client, with all that follows from them; answers the ids that were there already. */
export async function keep(sql: Sql, client: Site, hits: readonly HitRow[]): Promise<string[]> {
  const attempt = () => withClient(sql, client.id, system, (scoped) => keepIn(scoped, client.timeZone, hits, Date.now()));
  try {
    return await attempt();
  } catch (error) {
    if ((error as { code?: string }).code !== '23514') throw error;
    const closed = await prepareDays(sql, [...new Set(hits.map(({ at }) => at.slice(0, 10)))]);
    if (closed.length > 0) {
      throw new AppError('invalid_input', `The hits of ${closed.join(', ')} are no longer kept, so that repeated ones could not be told`, {
        fields: [{ path: 'at', expected: 'a day whose hits are still kept' }],
      });
    }
    return attempt();
  }
}

const plain = (id: string) => id.replaceAll('-', '');

async function keepIn(sql: ClientSql, timeZone: string, hits: readonly HitRow[], now: number): Promise<string[]> {
  const asked = new Set<string>();
  for (const { visitor, former, excluded } of hits) {
    if (excluded) continue;
    asked.add(visitor);
    if (former) asked.add(former);
  }
  // In one flush: what is read after the lock cannot change any more.
  const [, known, last] = await Promise.all([lockVisits(sql), findRepeated(sql, hits), lastVisits(sql, [...asked])]);
  const open = new Map(last.map((visit) => [visit.visitor, visit]));
  const repeated = new Set(known.map(plain));
  const fresh = repeated.size === 0 ? hits : hits.filter(({ id }) => !repeated.has(plain(id)));
  if (fresh.length > 0) await write(sql, timeZone, fresh.map((hit) => carriedOn(hit, open)).toSorted(inOrder), open, now);
  return repeated.size === 0 ? [] : hits.flatMap(({ id }) => (repeated.has(plain(id)) ? [id] : []));
}

/** Ids that the server has made are new. A hit that is sent again after midnight was kept the day before. */
async function findRepeated(sql: ClientSql, hits: readonly HitRow[]): Promise<string[]> {
  const given = hits.filter(({ isNew }) => !isNew);
  if (given.length === 0) return [];
  const days = new Set(given.map(({ at }) => at.slice(0, 10)));
  const today = new Date().toISOString().slice(0, 10);
  if (days.has(today)) days.add(addDays(today, -1));
  return repeatedHits(sql, given.map(({ id }) => id), [...days]);
}

/** A visit that was open at midnight goes on under the name of the day before. */
function carriedOn({ former, isNew: _isNew, ...hit }: HitRow, open: ReadonlyMap<string, Visit>): HitRow {
  const before = former === undefined ? undefined : open.get(plain(former));
  const idle = before ? Date.parse(hit.at) - Date.parse(before.last_at) : Infinity;
  return { ...hit, visitor: plain(idle >= 0 && idle < IDLE_MS ? former! : hit.visitor) };
}

const inOrder = (a: HitRow, b: HitRow) => (a.at === b.at ? (plain(a.id) < plain(b.id) ? -1 : 1) : a.at < b.at ? -1 : 1);

async function write(sql: ClientSql, timeZone: string, hits: readonly HitRow[], open: ReadonlyMap<string, Visit>, now: number): Promise<void> {
  const late = new Set<string>();
  for (const { visitor, at, excluded } of hits) {
    const time = Date.parse(at);
    const last = open.get(visitor)?.last_at;
    if (!excluded && (time < now - KNOWN_MS || (last !== undefined && time < Date.parse(last)))) late.add(visitor);
  }
  const isLate = ({ visitor, excluded }: HitRow) => !excluded && late.has(visitor);
  const [early, belated] = late.size === 0 ? [hits, []] : [hits.filter((hit) => !isLate(hit)), hits.filter(isLate)];
  const { made, added } = gather(early.filter(({ excluded }) => !excluded), open, timeZone);
  const today = localDay(timeZone, new Date(now).toISOString());
  const days = [...new Set(added.map(({ hour }) => hour))].map((hour) => localDay(timeZone, hour)).filter((day) => day < today);
  const rows = { hits: early, made, added, minutes: minutesOf(hits, now), apart: apartOf(hits), days: [...new Set(days)] };
  await Promise.all([putHits(sql, rows), belated.length > 0 ? putLateHits(sql, timeZone, belated) : undefined]);
}

/** Page views and conversions of the last hours by minute, for the live card. */
function minutesOf(hits: readonly HitRow[], now: number) {
  const minutes = new Map<string, { minute: string; pageviews: number; conversions: number }>();
  for (const { at, type, excluded } of hits) {
    if (excluded || type === 'event' || Date.parse(at) < now - LIVE_MS) continue;
    const minute = `${at.slice(0, 16)}:00Z`;
    const row = minutes.get(minute) ?? { minute, pageviews: 0, conversions: 0 };
    minutes.set(minute, row);
    row[`${type}s`] += 1;
  }
  return [...minutes.values()];
}

/** Hits that are counted apart, by hour. */
function apartOf(hits: readonly HitRow[]) {
  const hours = new Map<string, { hour: string; bots: number; own: number }>();
  for (const { at, excluded } of hits) {
    if (!excluded) continue;
    const hour = `${at.slice(0, 13)}:00:00Z`;
    const row = hours.get(hour) ?? { hour, bots: 0, own: 0 };
    hours.set(hour, row);
    row[excluded === 'bot' ? 'bots' : 'own'] += 1;
  }
  return [...hours.values()];
}
