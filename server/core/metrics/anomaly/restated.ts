import type { Day } from '../../dates.ts';
import type { ClientSql } from '../../db.ts';
import type { CountId, Source } from '../counts.ts';
import type { Window } from '../windows.ts';

/** Whether a source restated one of these counts of a day so lately that it may do so again. */
export type Restated = (day: Day, source: Source, counts: readonly CountId[]) => boolean;

/** Days for which a restated day is left alone. */
const WINDOW_DAYS = 3;

export async function readRestated(sql: ClientSql, { from, to }: Window, now: Date): Promise<Restated> {
  const rows = await sql<{ date: Day; source: Source; field: CountId }[]>`
    select distinct date, source, field
    from client_metric_revisions
    where client_id = ${sql.clientId} and date between ${from} and ${to} and former is not null
      and changed_at > ${now}::timestamptz - make_interval(days => ${WINDOW_DAYS})
  `;
  const keys = new Set(rows.map(({ date, source, field }) => `${date} ${source} ${field}`));
  return (day, source, counts) => counts.some((count) => keys.has(`${day} ${source} ${count}`));
}
