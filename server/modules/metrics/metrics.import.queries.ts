import type { Caller } from '../../core/access.ts';
import type { ClientSql } from '../../core/db.ts';
import type { CountId } from '../../core/metrics/counts.ts';
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

export interface BatchWrite {
  importId: string;
  /** When the values came, one instant for all of an import. */
  at: Date;
}

/** Keeps what is about to be replaced. A value that was unknown until now is no restatement. */
export async function keepRevisions(sql: ClientSql, batch: DayBatch, { importId, at }: BatchWrite): Promise<void> {
  const changes = list(sql, batch, (id) => sql`(${id}, stored.${sql(id)}::numeric, day.${sql(id)}::numeric)`);
  await sql`
    insert into client_metric_revisions (client_id, date, source, field, former, value, import_id, changed_at)
    select ${sql.clientId}::uuid, day.date, 'import', change.field, change.former, change.value, ${importId}::uuid, ${at}::timestamptz
    from ${days(sql, batch)}
    join client_metrics stored
      on stored.client_id = ${sql.clientId} and stored.date = day.date and stored.source = 'import'
    cross join lateral (values ${changes}) as change (field, former, value)
    where change.former is not null and change.former is distinct from change.value
    returning id
  `;
}

/** Answers how many stored days had another value. */
export async function updateDays(sql: ClientSql, batch: DayBatch, { importId, at }: BatchWrite): Promise<number> {
  const changed = await sql`
    update client_metrics stored
    set ${list(sql, batch, (id) => sql`${sql(id)} = day.${sql(id)}`)}, import_id = ${importId}::uuid, updated_at = ${at}::timestamptz
    from ${days(sql, batch)}
    where stored.client_id = ${sql.clientId} and stored.date = day.date and stored.source = 'import'
      and row(${list(sql, batch, (id) => sql`stored.${sql(id)}`)})
        is distinct from row(${list(sql, batch, (id) => sql`day.${sql(id)}`)})
    returning stored.date
  `;
  return changed.length;
}

/** Adds the days that are not stored, and answers how many. A day of which nothing is known is no row. */
export async function insertDays(sql: ClientSql, batch: DayBatch, { importId, at }: BatchWrite): Promise<number> {
  const columns = list(sql, batch, (id) => sql`${sql(id)}`);
  const added = await sql`
    insert into client_metrics (client_id, date, source, ${columns}, import_id, updated_at)
    select ${sql.clientId}::uuid, day.date, 'import', ${list(sql, batch, (id) => sql`day.${sql(id)}`)}, ${importId}::uuid, ${at}::timestamptz
    from ${days(sql, batch)}
    where num_nonnulls(${list(sql, batch, (id) => sql`day.${sql(id)}`)}) > 0
    on conflict (client_id, date, source) do nothing
    returning date
  `;
  return added.length;
}

/** `unnest(dates, values, …) as day (date, visitors, …)`. Names of columns come from the counts the product knows, never from a file. */
function days(sql: ClientSql, { dates, counts }: DayBatch) {
  const arrays = counts.map(({ count, values }) =>
    count === 'conversions' ? sql`, ${values}::numeric[]` : sql`, ${values}::bigint[]`,
  );
  const names = counts.map(({ count }) => sql`, ${sql(count)}`);
  return sql`unnest(${dates}::date[] ${arrays}) as day (date ${names})`;
}

function list<T>(sql: ClientSql, { counts }: DayBatch, item: (id: CountId) => T) {
  return counts.flatMap(({ count }, index) => (index > 0 ? [sql`,`, item(count)] : [item(count)]));
}
