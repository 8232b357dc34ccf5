import type { Client } from '../../core/clients.ts';
import { addDays, type Day } from '../../core/dates.ts';
import type { ClientSql } from '../../core/db.ts';
import type { Window } from '../../core/metrics/windows.ts';
import { pieces } from './folds.queries.ts';
import { addTo, countOf, emptySketch, mergeInto } from './hyperloglog.ts';
import type { Traffic } from './traffic.schema.ts';

interface Fold {
  visits: number;
  consentedVisits: number;
  sketch: Uint8Array | null;
}

/**
 * Different people over a window: the sketches of its months and days, and of today and yesterday, which may not have been
 * added up yet, their visits. Null where nobody has agreed to be recognised.
 */
export async function readPeople(sql: ClientSql, zone: Pick<Client, 'timeZone'>, window: Window, today: Day): Promise<Traffic['people']> {
  const { timeZone } = zone;
  const [folds, [recent], visitors] = await Promise.all([
    sql<Fold[]>`
      with ${pieces(sql, zone, window, { byMonth: true })}
      select visits, consented_visits, sketch from traffic_folds
      where client_id = ${sql.clientId} and (
        (span = 'month' and starts_on = any(array(select on_month from months))) or (span = 'day' and starts_on = any(array(select on_day from days)))
      )
    `,
    sql<Omit<Fold, 'sketch'>[]>`
      with ${pieces(sql, zone, window, { byMonth: true })}
      select coalesce(sum(visits), 0)::int as visits, coalesce(sum(consented_visits), 0)::int as consented_visits
      from loose cross join lateral (
        select count(*) as visits, count(*) filter (where consented) as consented_visits from visits
        where client_id = ${sql.clientId}
          and started_at >= on_day::timestamp at time zone ${timeZone} and started_at < (on_day + 1)::timestamp at time zone ${timeZone}
      ) counted
      where on_day >= ${addDays(today, -1)}
    `,
    sql<{ visitor: string }[]>`
      with ${pieces(sql, zone, window, { byMonth: true })}
      select visitor
      from loose cross join lateral (
        select distinct visitor from visits
        where client_id = ${sql.clientId} and consented
          and started_at >= on_day::timestamp at time zone ${timeZone} and started_at < (on_day + 1)::timestamp at time zone ${timeZone}
      ) seen
      where on_day >= ${addDays(today, -1)}
    `,
  ]);
  const all = emptySketch();
  for (const { sketch } of folds) if (sketch) mergeInto(all, sketch);
  for (const { visitor } of visitors) addTo(all, visitor);
  const [visits, consented] = [...folds, recent!].reduce(([of, with_], fold) => [of + fold.visits, with_ + fold.consentedVisits], [0, 0]);
  return consented === 0 ? null : { value: countOf(all), shareOfVisits: consented / visits };
}
