import type { Day } from '../../core/dates.ts';
import type { ClientSql } from '../../core/db.ts';
import type { MetricId } from '../../core/metrics/definitions.ts';
import type { Window } from '../../core/metrics/windows.ts';
import type { Prediction } from './forecast.schema.ts';

/** Only one process at a time predicts for a client. */
export async function queueForecasts(sql: ClientSql): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext(${`arco.forecast.${sql.clientId}`}))`;
}

const valuesOf = (sql: ClientSql, { metric, fromOn, toOn, asOf, model, low, expected, high, days, mase }: Prediction, now: Date) => sql`
  values (${sql.clientId}, ${metric}, ${fromOn}, ${toOn}, ${asOf}, ${model}, ${low}, ${expected}, ${high}, ${sql.json(days)}, ${mase}, ${now})
`;

/** Keeps today's; figures that came during the day change it. */
export async function keepPrediction(sql: ClientSql, prediction: Prediction, now: Date): Promise<void> {
  await sql`
    insert into predictions (client_id, metric, from_on, to_on, as_of, model, low, expected, high, days, mase, made_at)
    ${valuesOf(sql, prediction, now)}
    on conflict (client_id, metric, from_on, to_on, as_of) do update
    set model = excluded.model, low = excluded.low, expected = excluded.expected, high = excluded.high,
      days = excluded.days, mase = excluded.mase, made_at = excluded.made_at
  `;
}

/** Keeps one of a day that is over, if there was none: what was said then stands. */
export async function keepReplay(sql: ClientSql, prediction: Prediction, now: Date): Promise<void> {
  await sql`
    insert into predictions (client_id, metric, from_on, to_on, as_of, model, low, expected, high, days, mase, made_at)
    ${valuesOf(sql, prediction, now)}
    on conflict (client_id, metric, from_on, to_on, as_of) do nothing
  `;
}

/** What was predicted as of some days. */
export async function listPredicted(sql: ClientSql, asOf: readonly Day[]): Promise<{ metric: MetricId; asOf: Day }[]> {
  return sql<{ metric: MetricId; asOf: Day }[]>`
    select metric, as_of from predictions where client_id = ${sql.clientId} and as_of = any(${[...asOf]}::date[])
  `;
}

export interface StoredPrediction extends Prediction {
  madeAt: string;
}

/** Of each metric the latest prediction for a window, of today or yesterday: the one that `arco.predicted_ends` shows. */
export async function listCurrent(sql: ClientSql, { from, to }: Window, today: Day): Promise<StoredPrediction[]> {
  return sql<StoredPrediction[]>`
    select distinct on (metric) metric, from_on, to_on, as_of, model, low, expected, high, days, mase, made_at
    from predictions
    where client_id = ${sql.clientId} and from_on = ${from} and to_on = ${to} and as_of between ${today}::date - 1 and ${today}::date
    order by metric, as_of desc
  `;
}

/** Windows that are over, and were predicted. */
export async function listEnded(sql: ClientSql, since: Day, today: Day): Promise<{ metric: MetricId; fromOn: Day; toOn: Day }[]> {
  return sql<{ metric: MetricId; fromOn: Day; toOn: Day }[]>`
    select distinct metric, from_on, to_on from predictions
    where client_id = ${sql.clientId} and to_on >= ${since} and to_on < ${today}
  `;
}

/** Holds what was predicted of a window against what came; figures that are restated later change it. */
export async function score(sql: ClientSql, { metric, from, to }: Window & { metric: MetricId }, actual: number, now: Date): Promise<void> {
  await sql`
    update predictions set actual = ${actual}, scored_at = ${now}
    where client_id = ${sql.clientId} and metric = ${metric} and from_on = ${from} and to_on = ${to}
      and actual is distinct from ${actual}::numeric
  `;
}

export interface PastError {
  metric: MetricId;
  share: number | null;
  difference: number;
  n: number;
  replayed: number;
}

/** How far off what was predicted as of some days was, by metric. */
export async function listPastErrors(sql: ClientSql, asOf: readonly Day[]): Promise<PastError[]> {
  return sql<PastError[]>`
    select metric,
      avg(abs(expected - actual) / nullif(abs(actual), 0)) as share, avg(abs(expected - actual)) as difference,
      count(*) as n, count(*) filter (where made_at::date > as_of + 1) as replayed
    from predictions
    where client_id = ${sql.clientId} and as_of = any(${[...asOf]}::date[]) and scored_at is not null
    group by metric
  `;
}
