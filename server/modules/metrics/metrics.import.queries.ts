import type { Caller } from '../../core/access.ts';
import type { ClientSql } from '../../core/db.ts';
import type { Revision } from './metrics.import-changes.ts';
import type { DayBatch } from './metrics.import-days.ts';

export interface ImportRow {
  fileName: string;
  sha256: string;
  read: number;
  refused: number;
  firstOn: string | null;
  lastOn: string | null;
}

/** Imports of one client wait for each other: between reading what is stored and writing over it, nothing of theirs may change. */
export async function queueImports(sql: ClientSql): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`arco.import ${sql.clientId}`}, 0))`;
}

export async function insertImport(sql: ClientSql, caller: Caller, row: ImportRow): Promise<string> {
  const [created] = await sql<{ id: string }[]>`
    insert into imports (
      client_id, kind, file_name, sha256, read, added, changed, unchanged, refused, first_on, last_on, caller_kind, caller
    )
    values (
      ${sql.clientId}, 'metrics', ${row.fileName}, ${row.sha256}, ${row.read}, 0, 0, 0, ${row.refused},
      ${row.firstOn}, ${row.lastOn}, ${caller.kind}, ${caller.label}
    )
    returning id
  `;
  return created!.id;
}

export async function recordOutcome(
  sql: ClientSql,
  id: string,
  { added, changed, unchanged }: { added: number; changed: number; unchanged: number },
): Promise<void> {
  await sql`
    update imports
    set added = ${added}, changed = ${changed}, unchanged = ${unchanged}
    where client_id = ${sql.clientId} and id = ${id}
  `;
}

/**
 * The imported figures that are stored between the first and the last day of a batch, in the order of its counts.
 * By range and not by the list: five thousand dates in `any()` are compared one by one wherever the plan is generic.
 */
export async function storedDays(sql: ClientSql, { dates, counts }: DayBatch): Promise<Map<string, (number | null)[]>> {
  const columns = list(sql, counts, ({ count }) => sql`${sql(count)}`);
  const rows = await sql`
    select date, ${columns}
    from client_metrics
    where client_id = ${sql.clientId} and source = 'import' and date between ${dates.at(0)!}::date and ${dates.at(-1)!}::date
  `.values();
  return new Map((rows as unknown as [string, ...(number | null)[]][]).map(([date, ...values]) => [date, values]));
}

export interface Written {
  importId: string;
  /** When the values came, one instant for all of an import. */
  at: Date;
}

/** Adds days, and writes over those that are stored; counts that are not in the batch stay as they are. */
export async function saveDays(sql: ClientSql, { dates, counts }: DayBatch, { importId, at }: Written): Promise<void> {
  // Names of columns come from the counts the product knows, never from a file.
  const columns = list(sql, counts, ({ count }) => sql`${sql(count)}`);
  const arrays = list(sql, counts, ({ count, values }) => (count === 'conversions' ? sql`${values}::numeric[]` : sql`${values}::bigint[]`));
  await sql`
    insert into client_metrics (client_id, date, source, import_id, updated_at, ${columns})
    select ${sql.clientId}::uuid, day.date, 'import', ${importId}::uuid, ${at}::timestamptz, ${list(sql, counts, ({ count }) => sql`day.${sql(count)}`)}
    from unnest(${dates}::date[], ${arrays}) as day (date, ${columns})
    on conflict (client_id, date, source) do update
    set import_id = excluded.import_id, updated_at = excluded.updated_at, ${list(sql, counts, ({ count }) => sql`${sql(count)} = excluded.${sql(count)}`)}
  `;
}

export async function insertRevisions(sql: ClientSql, revisions: Revision[], { importId, at }: Written): Promise<void> {
  await sql`
    insert into client_metric_revisions (client_id, date, source, field, former, value, import_id, changed_at)
    select ${sql.clientId}::uuid, revision.date, 'import', revision.field, revision.former, revision.value, ${importId}::uuid, ${at}::timestamptz
    from unnest(
      ${revisions.map(({ date }) => date)}::date[],
      ${revisions.map(({ field }) => field)}::text[],
      ${revisions.map(({ former }) => former)}::numeric[],
      ${revisions.map(({ value }) => value)}::numeric[]
    ) as revision (date, field, former, value)
    returning id
  `;
}

/** One fragment per count, with commas between them. */
function list<T>(sql: ClientSql, counts: DayBatch['counts'], item: (count: DayBatch['counts'][number]) => T) {
  return counts.flatMap((count, index) => (index > 0 ? [sql`,`, item(count)] : [item(count)]));
}
