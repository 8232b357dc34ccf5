import { system } from '../core/access.ts';
import type { Client } from '../core/clients.ts';
import { addDays, dayAt } from '../core/dates.ts';
import { isLost, withClient, type Sql } from '../core/db.ts';
import { AppError, fromDatabase } from '../core/errors.ts';
import { keepHits, lockVisits, prepareDays, putLateHits, readCollected, type Asked, type Known, type Put } from './collect.queries.ts';
import type { HitRow } from './collect.schema.ts';
import { gather, type Visit } from './gather.ts';

type Site = Pick<Client, 'id' | 'timeZone'>;

const IDLE_MS = 30 * 60_000;
/** After this nobody's last visit is known for certain. */
const KNOWN_MS = 86_400_000;
const LIVE_MS = 3 * 3_600_000;

/** Hits that are being written. Those of the same client that come next go on from what will be there. */
class Writing {
  readonly #worked = Promise.withResolvers<Ahead | undefined>();
  readonly #done = Promise.withResolvers<boolean>();

  /** What will be there; nothing where that is not known before it is written. */
  readonly ahead = this.#worked.promise;
  /** Whether it has come to be there. */
  readonly done = this.#done.promise;

  begin(ahead: Ahead): void {
    this.#worked.resolve(ahead);
  }

  end(isThere: boolean): void {
    this.#done.resolve(isThere);
    this.#worked.resolve(undefined);
  }
}

interface Ahead {
  /** The client's head before and after. */
  seen: number;
  version: number;
  ids: ReadonlySet<string>;
  visits: readonly Visit[];
}

/** Keeps hits; of one client the next may be prepared while the last are being written. */
export class Keeper {
  readonly #sql: Sql;
  readonly #writing = new Map<string, Writing>();

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  async keep(client: Site, hits: readonly HitRow[]): Promise<string[]> {
    const before = this.#writing.get(client.id);
    const writing = new Writing();
    this.#writing.set(client.id, writing);
    try {
      return await keep(this.#sql, client, hits, writing, before);
    } finally {
      writing.end(false);
      if (this.#writing.get(client.id) === writing) this.#writing.delete(client.id);
    }
  }
}

/** Keeps hits in one transaction of the client, with all that follows from them; answers the ids that were there already. */
export async function keep(sql: Sql, client: Site, hits: readonly HitRow[], writing = new Writing(), before?: Writing): Promise<string[]> {
  try {
    return (await keepAtOnce(sql, client, hits, writing, before)) ?? (await keepLocked(sql, client, hits));
  } catch (error) {
    if ((error as { code?: string }).code !== '23514') throw error;
    writing.end(false);
    const closed = await prepareDays(sql, [...new Set(hits.map(({ at }) => at.slice(0, 10)))]);
    if (closed.length > 0) {
      throw new AppError('invalid_input', `The hits of ${closed.join(', ')} are no longer kept, so that repeated ones could not be told`, {
        fields: [{ path: 'at', expected: 'a day whose hits are still kept' }],
      });
    }
    return keepLocked(sql, client, hits);
  }
}

/** In two statements, and no lock while the second is prepared; `undefined` where another server has come between them, or hits are late. */
async function keepAtOnce(sql: Sql, client: Site, hits: readonly HitRow[], writing: Writing, before: Writing | undefined): Promise<string[] | undefined> {
  const asked = askedOf(hits);
  const ask = () => readCollected(sql, client.id, asked);
  try {
    // A connection that was lost while idle is found out by the first statement, before anything was done.
    const read = await ask().catch((error: unknown) => (isLost(error) ? ask() : Promise.reject(error)));
    const known = before ? goOn(read, await before.ahead) : read;
    if (!known) return undefined;
    const { put, late, repeated } = workOut(client.timeZone, hits, known, Date.now());
    if (late.length > 0) return undefined;
    const version = known.version + (put.hits.length > 0 ? 1 : 0);
    writing.begin({ seen: known.version, version, ids: new Set(put.hits.map(({ id }) => id)), visits: put.made.filter(({ is_last }) => is_last) });
    // What is repeated may be what is being written.
    if (before && !(await before.done)) return undefined;
    const kept = put.hits.length === 0 || (await keepHits(sql, client.id, known.version, put));
    writing.end(kept);
    return kept ? repeated : undefined;
  } catch (error) {
    throw fromDatabase(error);
  }
}

/** What will be known once that which is ahead has been written; nothing where that is not certain. */
function goOn(read: Known, ahead: Ahead | undefined): Known | undefined {
  if (read.version === ahead?.version) return read;
  if (!ahead || read.version !== ahead.seen) return undefined;
  const visits = new Map([...read.visits, ...ahead.visits].map((visit) => [visit.visitor, visit]));
  return { version: ahead.version, ids: [...read.ids, ...ahead.ids], visits: [...visits.values()] };
}

async function keepLocked(sql: Sql, client: Site, hits: readonly HitRow[]): Promise<string[]> {
  return withClient(sql, client.id, system, async (scoped) => {
    // In one flush: what is read after the lock cannot change any more.
    const [, known] = await Promise.all([lockVisits(scoped), readCollected(scoped, client.id, askedOf(hits))]);
    const { put, late, repeated } = workOut(client.timeZone, hits, known, Date.now());
    await Promise.all([
      keepHits(scoped, client.id, null, put),
      late.length > 0 ? putLateHits(scoped, client.timeZone, late) : undefined,
    ]);
    return repeated;
  });
}

/** Ids that the server has made are new. A hit that is sent again after midnight was kept the day before. */
function askedOf(hits: readonly HitRow[]): Asked {
  const visitors = new Set<string>();
  const ids: string[] = [];
  const days = new Set<string>();
  for (const { visitor, former, excluded, isNew, id, at } of hits) {
    if (!isNew) {
      ids.push(id);
      days.add(at.slice(0, 10));
    }
    if (excluded) continue;
    visitors.add(visitor);
    if (former) visitors.add(former);
  }
  const today = new Date().toISOString().slice(0, 10);
  if (days.has(today)) days.add(addDays(today, -1));
  return { ids, days: [...days], visitors: [...visitors] };
}

interface WorkedOut {
  put: Put;
  /** Hits of visitors who have been seen after them, or so long ago that nobody's last visit is known any more. */
  late: HitRow[];
  /** Ids that were there already. */
  repeated: string[];
}

function workOut(timeZone: string, hits: readonly HitRow[], known: Known, now: number): WorkedOut {
  const open = new Map(known.visits.map((visit) => [visit.visitor, visit]));
  const there = new Set(known.ids);
  const fresh = hits.filter(({ id }) => !there.has(id)).map((hit) => carriedOn(hit, open)).toSorted(inOrder);
  const isLate = lateOnes(fresh, open, now);
  const early = fresh.filter((hit) => !isLate(hit));
  const { made, hours, added } = gather(early.filter(({ excluded }) => !excluded), open, timeZone);
  const today = dayAt(timeZone, now);
  const days = new Set(hours.map(({ hour }) => dayAt(timeZone, Date.parse(hour))).filter((day) => day < today));
  return {
    put: { hits: early, made, hours, added, minutes: minutesOf(fresh, now), apart: apartOf(fresh), days: [...days] },
    late: fresh.filter(isLate),
    repeated: there.size === 0 ? [] : hits.flatMap(({ id }) => (there.has(id) ? [id] : [])),
  };
}

const plain = (visitor: string) => visitor.replaceAll('-', '');

/** A visit that was open at midnight goes on under the name of the day before. */
function carriedOn(hit: HitRow, open: ReadonlyMap<string, Visit>): HitRow {
  const { former } = hit;
  const before = former === undefined ? undefined : open.get(plain(former));
  const idle = before ? Date.parse(hit.at) - Date.parse(before.last_at) : Infinity;
  return { ...hit, visitor: plain(idle >= 0 && idle < IDLE_MS ? former! : hit.visitor), former: undefined, isNew: undefined };
}

const inOrder = (a: HitRow, b: HitRow) => (a.at === b.at ? (a.id < b.id ? -1 : 1) : a.at < b.at ? -1 : 1);

/** Which hits are late: all of a visitor of whom one is. */
function lateOnes(hits: readonly HitRow[], open: ReadonlyMap<string, Visit>, now: number): (hit: HitRow) => boolean {
  const late = new Set<string>();
  for (const { visitor, at, excluded } of hits) {
    if (excluded) continue;
    const last = open.get(visitor)?.last_at;
    // Both are ISO 8601 in UTC, and compare as texts.
    if (Date.parse(at) < now - KNOWN_MS || (last !== undefined && at < last)) late.add(visitor);
  }
  return ({ visitor, excluded }) => !excluded && late.has(visitor);
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
