import { system } from '../../core/access.ts';
import { announce } from '../../core/changes.ts';
import { addDays, dayIn, type Day } from '../../core/dates.ts';
import { withClient, type ClientSql, type Sql } from '../../core/db.ts';
import { metricsChanged } from '../../core/metrics/changed.ts';
import type { Window } from '../../core/metrics/windows.ts';
import { openCredentials } from './ga4-credentials.ts';
import { changesOf, hasRoom, UNSETTLED_DAYS, windowsOf, withQuietDays } from './ga4-days.ts';
import { Ga4Error } from './ga4-error.ts';
import { Ga4Client, type Daily, type Google } from './ga4.client.ts';
import { findConnection, holdConnection, insertRevisions, recordLive, recordProblem, recordProgress, recordSynced, saveDays, storedDays, type Connection } from './ga4.queries.ts';
import type { Problem, Quota } from './ga4.schema.ts';

export interface Ga4 {
  google: Google;
  /** `ARCO_SECRET`. */
  secret: string;
}

export interface Synced {
  days: number;
  /** Days that differ from what was stored, new ones included. */
  changed: number;
  problem: Problem | null;
  detail: string | null;
}

/** Seconds until a client is asked for again after a refusal that does not say so: the first two pass by themselves. */
const retrySeconds: Record<Problem, number> = { unreachable: 900, quota: 3600, denied: 21_600, invalid: 21_600 };

type InClient = <T>(run: (scoped: ClientSql) => Promise<T>) => Promise<T>;

/**
 * Reads the days of a client that are new or may still change. Nothing is open in the database while Google is asked, each
 * piece is written by itself, and what is written twice is as if it were once. A refusal is recorded and not thrown.
 * Undefined where nothing is connected.
 */
export async function syncDays(sql: Sql, clientId: string, { google, secret }: Ga4, now: Date): Promise<Synced | undefined> {
  const inClient: InClient = (run) => withClient(sql, clientId, system, run);
  const connection = await inClient(findConnection);
  if (!connection) return undefined;
  const done: Synced = { days: 0, changed: 0, problem: null, detail: null };
  try {
    const client = new Ga4Client(openCredentials(secret, clientId, connection.sealedCredentials), connection.property, google);
    await readWindows({ inClient, connection, client, now }, done);
    return done;
  } catch (error) {
    if (!(error instanceof Ga4Error)) throw error;
    const { problem, message, retryAfter = retrySeconds[problem] } = error;
    await inClient(async (scoped) => {
      await recordProblem(scoped, connection, { problem, detail: message, now, retryAt: new Date(now.getTime() + retryAfter * 1000) });
      await announce(scoped, 'traffic');
    });
    return { ...done, problem, detail: message };
  }
}

interface Reading {
  inClient: InClient;
  connection: Connection;
  client: Ga4Client;
  now: Date;
}

async function readWindows({ inClient, connection, client, now }: Reading, done: Synced): Promise<void> {
  const last = addDays(dayIn(connection.timeZone, now), -1);
  let quota: Quota | undefined;
  for (const window of windowsOf(connection, last)) {
    if (!hasRoom(quota)) throw new Ga4Error('quota', 'Little of the property’s quota is left; the rest is read later');
    const began = new Date();
    const daily = await client.daily(window);
    quota = daily.quota;
    const changed = await inClient((scoped) => write(scoped, { connection, window, daily, last, began, now }));
    // Disconnected meanwhile, or another reading was faster.
    if (changed === undefined) return;
    done.days += daily.days.length;
    done.changed += changed;
  }
  await inClient(async (scoped) => {
    await recordSynced(scoped, connection, now);
    await announce(scoped, 'traffic');
  });
}

interface Piece {
  connection: Connection;
  window: Window;
  daily: Daily;
  last: Day;
  began: Date;
  now: Date;
}

/** Answers how many days differ from what was stored; undefined where they are not to be written any more. */
async function write(sql: ClientSql, { connection, window, daily, last, began, now }: Piece): Promise<number | undefined> {
  if (!(await holdConnection(sql, connection, began))) return undefined;
  const { days: stored, first } = await storedDays(sql, window);
  const settled = daily.thresholded ? null : addDays(last, -UNSETTLED_DAYS);
  const { days, revisions } = changesOf(withQuietDays(window, daily.days, { first, settled }), stored);
  if (days.length > 0) await saveDays(sql, days, now);
  if (revisions.length > 0) await insertRevisions(sql, revisions, now);
  const { timeZone = connection.timeZone, thresholded, quota = null } = daily;
  await recordProgress(sql, { timeZone, until: window.to, began, thresholded, quota });
  if (days.length > 0) await metricsChanged(sql);
  return days.length;
}

/** Google's number of users over its last 30 minutes; undefined where none came, and then the former keeps its time. */
export async function readLive(sql: Sql, clientId: string, { google, secret }: Ga4, now: Date): Promise<number | undefined> {
  const connection = await withClient(sql, clientId, system, findConnection);
  if (!connection || !mayAsk(connection, now)) return undefined;
  try {
    const client = new Ga4Client(openCredentials(secret, clientId, connection.sealedCredentials), connection.property, google);
    const { users } = await client.activeUsers();
    await withClient(sql, clientId, system, async (scoped) => {
      await recordLive(scoped, connection, users, now);
      await announce(scoped, 'live');
    });
    return users;
  } catch (error) {
    if (!(error instanceof Ga4Error)) throw error;
    return undefined;
  }
}

const mayAsk = ({ retryAt }: Connection, now: Date) => retryAt === null || Date.parse(retryAt) <= now.getTime();

const SYNC_HOURS = 6;

/** Whether it is time to read the days of a connection again. */
export function isDue(connection: Connection, now: Date): boolean {
  const { problem, syncedAt } = connection;
  return mayAsk(connection, now) && (problem !== null || syncedAt === null || now.getTime() - Date.parse(syncedAt) >= SYNC_HOURS * 3_600_000);
}
