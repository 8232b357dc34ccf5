import type { Day } from '../dates.ts';
import type { ClientSql } from '../db.ts';
import type { MetricId } from './definitions.ts';
import type { Projection } from './metrics.schema.ts';
import type { Window } from './windows.ts';

/** Where a window was expected to end, as it was kept this morning or, before that, yesterday. */
export interface PredictedEnd extends Projection {
  metric: MetricId;
  fromOn: Day;
  toOn: Day;
}

/** The ends that are shown today, whoever shows them. */
export async function readPredictedEnds(sql: ClientSql, today: Day): Promise<PredictedEnd[]> {
  return sql<PredictedEnd[]>`
    select metric, from_on, to_on, low, expected, high from arco.predicted_ends(${sql.clientId}, ${today})
  `;
}

/** The one of exactly this window. */
export function predictedEnd(ends: readonly PredictedEnd[], metric: MetricId, { from, to }: Window): Projection | undefined {
  const end = ends.find((each) => each.metric === metric && each.fromOn === from && each.toOn === to);
  return end && { low: end.low, expected: end.expected, high: end.high };
}
