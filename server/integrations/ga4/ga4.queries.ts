import type { Day } from '../../core/dates.ts';
import type { ClientSql } from '../../core/db.ts';
import type { Window } from '../../core/metrics/windows.ts';
import { ga4Counts, type Ga4Count, type Ga4Day, type Problem, type Quota } from './ga4.schema.ts';

export interface Connection {
  property: string;
  sealedCredentials: Uint8Array;
  timeZone: string;
  backfillFrom: Day;
  syncedUntil: Day | null;
  syncedAt: string | null;
  thresholded: boolean;
  problem: Problem | null;
  problemDetail: string | null;
  problemAt: string | null;
  retryAt: string | null;
  quota: Quota | null;
}

export async function findConnection(sql: ClientSql): Promise<Connection | undefined> {
  const [found] = await sql<Connection[]>`
    select
      property, sealed_credentials, time_zone, backfill_from, synced_until, synced_at, thresholded,
      problem, problem_detail, problem_at, retry_at, quota
    from ga4_connections
    where client_id = ${sql.clientId}
  `;
  return found;
}

/** Connects, or gives the property that is connected other credentials; false where another one is. */
export async function saveConnection(
  sql: ClientSql,
  { property, sealedCredentials, timeZone, backfillFrom }: Pick<Connection, 'property' | 'sealedCredentials' | 'timeZone' | 'backfillFrom'>,
): Promise<boolean> {
  const saved = await sql`
    insert into ga4_connections (client_id, property, sealed_credentials, time_zone, backfill_from)
    values (${sql.clientId}, ${property}, ${Buffer.from(sealedCredentials)}, ${timeZone}, ${backfillFrom})
    on conflict (client_id) do update
    set sealed_credentials = excluded.sealed_credentials, time_zone = excluded.time_zone, backfill_from = excluded.backfill_from,
      -- What lies before the former beginning is read from the new one on.
      synced_until = case when excluded.backfill_from < ga4_connections.backfill_from then null else ga4_connections.synced_until end,
      problem = null, problem_detail = null, problem_at = null, retry_at = null
    where ga4_connections.property = excluded.property
    returning client_id
  `;
  return saved.count > 0;
}

/** Answers the property; undefined where none was connected. */
export async function deleteConnection(sql: ClientSql): Promise<string | undefined> {
  const [gone] = await sql<{ property: string }[]>`delete from ga4_connections where client_id = ${sql.clientId} returning property`;
  return gone?.property;
}

export async function deleteDays(sql: ClientSql): Promise<number> {
  await sql`delete from client_metric_revisions where client_id = ${sql.clientId} and source = 'ga4'`;
  return (await sql`delete from client_metrics where client_id = ${sql.clientId} and source = 'ga4'`).count;
}

/** Holds the connection until the transaction ends; false where it is another by now, or a later reading was written. */
export async function holdConnection(sql: ClientSql, { property, sealedCredentials }: Connection, began: Date): Promise<boolean> {
  const held = await sql`
    select 1 from ga4_connections
    where client_id = ${sql.clientId} and property = ${property} and sealed_credentials = ${Buffer.from(sealedCredentials)}
      and coalesce(asked_at <= ${began}, true)
    for update
  `;
  return held.count > 0;
}

export interface Progress {
  timeZone: string;
  until: Day;
  began: Date;
  thresholded: boolean;
  quota: Quota | null;
}

export async function recordProgress(sql: ClientSql, { timeZone, until, began, thresholded, quota }: Progress): Promise<void> {
  await sql`
    update ga4_connections
    set time_zone = ${timeZone}, synced_until = greatest(synced_until, ${until}::date), asked_at = ${began}, thresholded = ${thresholded},
      quota = ${quota ? sql.json(quota) : null}
    where client_id = ${sql.clientId}
  `;
}

export async function recordSynced(sql: ClientSql, { property }: Connection, now: Date): Promise<void> {
  await sql`
    update ga4_connections
    set synced_at = ${now}, problem = null, problem_detail = null, problem_at = null, retry_at = null
    where client_id = ${sql.clientId} and property = ${property}
  `;
}

export interface Trouble {
  problem: Problem;
  detail: string;
  now: Date;
  retryAt: Date;
}

export async function recordProblem(sql: ClientSql, { sealedCredentials }: Connection, { problem, detail, now, retryAt }: Trouble): Promise<void> {
  await sql`
    update ga4_connections
    set problem = ${problem}, problem_detail = ${detail}, problem_at = ${now}, retry_at = ${retryAt}
    where client_id = ${sql.clientId} and sealed_credentials = ${Buffer.from(sealedCredentials)}
  `;
}

export async function recordLive(sql: ClientSql, { property }: Connection, users: number, now: Date): Promise<void> {
  await sql`
    update ga4_connections set live_users = ${users}, live_at = ${now}
    where client_id = ${sql.clientId} and property = ${property} and coalesce(live_at <= ${now}, true)
  `;
}

/** The days of a window as they were read before, and the first of all. */
export async function storedDays(sql: ClientSql, { from, to }: Window): Promise<{ days: Map<Day, Record<Ga4Count, number | null>>; first: Day | null }> {
  const [first] = await sql<{ date: Day | null }[]>`select min(date) as date from client_metrics where client_id = ${sql.clientId} and source = 'ga4'`;
  const rows = await sql`
    select date, ${columns(sql)} from client_metrics where client_id = ${sql.clientId} and source = 'ga4' and date between ${from}::date and ${to}::date
  `.values();
  const days = (rows as unknown as [Day, ...(number | null)[]][]).map(
    ([date, ...values]) => [date, Object.fromEntries(ga4Counts.map((count, index) => [count, values[index]])) as Record<Ga4Count, number | null>] as const,
  );
  return { days: new Map(days), first: first!.date };
}

export async function saveDays(sql: ClientSql, days: readonly Ga4Day[], now: Date): Promise<void> {
  const arrays = list(sql, (count) => (count === 'conversions' ? sql`${valuesOf(days, count)}::numeric[]` : sql`${valuesOf(days, count)}::bigint[]`));
  await sql`
    insert into client_metrics (client_id, date, source, updated_at, ${columns(sql)})
    select ${sql.clientId}::uuid, day.date, 'ga4', ${now}::timestamptz, ${list(sql, (count) => sql`day.${sql(count)}`)}
    from unnest(${days.map(({ date }) => date)}::date[], ${arrays}) as day (date, ${columns(sql)})
    on conflict (client_id, date, source) do update
    set updated_at = excluded.updated_at, ${list(sql, (count) => sql`${sql(count)} = excluded.${sql(count)}`)}
  `;
}

export interface Revision {
  date: Day;
  field: Ga4Count;
  former: number;
  value: number;
}

export async function insertRevisions(sql: ClientSql, revisions: readonly Revision[], now: Date): Promise<void> {
  await sql`
    insert into client_metric_revisions (client_id, date, source, field, former, value, changed_at)
    select ${sql.clientId}::uuid, revision.date, 'ga4', revision.field, revision.former, revision.value, ${now}::timestamptz
    from unnest(
      ${revisions.map(({ date }) => date)}::date[], ${revisions.map(({ field }) => field)}::text[],
      ${revisions.map(({ former }) => former)}::numeric[], ${revisions.map(({ value }) => value)}::numeric[]
    ) as revision (date, field, former, value)
    returning id
  `;
}

const valuesOf = (days: readonly Ga4Day[], count: Ga4Count) => days.map((day) => day[count]);
const columns = (sql: ClientSql) => list(sql, (count) => sql`${sql(count)}`);

/** One fragment per count, with commas between them. */
function list<T>(sql: ClientSql, item: (count: Ga4Count) => T) {
  return ga4Counts.flatMap((count, index) => (index > 0 ? [sql`,`, item(count)] : [item(count)]));
}
