import * as z from 'zod';
import { system } from '../core/access.ts';
import { withClient } from '../core/db.ts';
import { metrics } from '../core/metrics/definitions.ts';
import { totalOf } from '../core/metrics/figures.ts';
import { readMetric } from '../core/metrics/read.ts';
import { command } from './command.ts';
import { client, day, metric } from './fields.ts';
import { UsageError } from './flags.ts';

export const metricsGet = command({
  name: 'metrics get',
  summary: 'Prints a metric day by day, and its total',
  input: z.strictObject({ client, metric, from: day, to: day }),
  example: 'arco metrics get --client moda --metric visitors --from 2026-11-01 --to 2026-11-30 --json',
  async run({ client: slug, metric: id, from, to }, session) {
    if (from > to) throw new UsageError(`--to: expected ${from} (--from) or later, got "${to}"`, [{ path: '--to', expected: `${from} or later` }]);
    const found = await session.client(slug);
    const figures = await withClient(await session.service(), found.id, system, (sql) => readMetric(sql, found, id, { from, to }));
    const total = totalOf(id, figures);
    const days = figures.filter(({ value }) => value !== null).map(({ date, value }) => ({ date, value }));
    const { unit } = metrics[id];
    const lines = [...days.map(({ date, value }) => `${date}\t${value}`), `total\t${total ?? '–'}`];
    return { json: { metric: id, unit, total, days }, text: lines.join('\n') };
  },
});
