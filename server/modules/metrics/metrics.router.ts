import * as z from 'zod';
import type { Client } from '../../core/clients.ts';
import type { Day } from '../../core/dates.ts';
import type { ClientSql } from '../../core/db.ts';
import { comparedWindow, comparison } from '../../core/metrics/compare.ts';
import { daysOf } from '../../core/metrics/days.ts';
import { definitionOf, metricIds } from '../../core/metrics/definitions.ts';
import { newest, totalOf } from '../../core/metrics/figures.ts';
import { readMetric } from '../../core/metrics/read.ts';
import { completeDays } from '../../core/metrics/windows.ts';
import { publicProcedure, reads, router } from '../../core/trpc.ts';
import { explain } from './explain.ts';
import { importNames } from './metrics.queries.ts';
import { Explanation, ExplainMetric, GetMetric, ListedMetric, Metric } from './metrics.schema.ts';

export const metricsRouter = router({
  get: reads('metrics')
    .input(GetMetric)
    .output(Metric)
    .query(({ ctx, input }) => ctx.asClient((sql) => getMetric(sql, ctx.client, input, ctx.today))),

  list: publicProcedure.output(z.array(ListedMetric)).query(() =>
    metricIds.map((metric) => {
      const { name, unit, better } = definitionOf(metric);
      return { metric, name, unit, better };
    }),
  ),

  explain: reads('metrics')
    .input(ExplainMetric)
    .output(Explanation)
    .query(({ ctx, input: { metric, from, to } }) =>
      ctx.asClient(async (sql) => {
        const figures = await readMetric(sql, ctx.client, metric, { from, to });
        const ids = new Set(figures.flatMap(({ importId }) => importId ?? []));
        const files = await importNames(sql, [...ids]);
        return explain({ metric, currency: ctx.client.currency, window: { from, to }, today: ctx.today, figures, files });
      }),
    ),
});

/** A metric over a window, and over the one it is compared with; both are read in one flush. */
export async function getMetric(sql: ClientSql, client: Client, { metric, from, to, compare }: GetMetric, today: Day): Promise<Metric> {
  const { name, unit, better } = definitionOf(metric);
  const other = compare ? comparedWindow({ from, to }, today, compare) : null;
  const [figures, before] = await Promise.all([
    readMetric(sql, client, metric, { from, to }),
    other ? readMetric(sql, client, metric, other) : [],
  ]);
  const complete = completeDays({ from, to }, today);
  return {
    metric,
    name,
    unit,
    better,
    currency: client.currency,
    from,
    to,
    today,
    total: totalOf(metric, figures),
    days: daysOf(figures, today),
    updatedAt: newest(figures),
    ...(other && complete ? { compare: comparison(metric, figures, complete, other, before) } : {}),
  };
}
