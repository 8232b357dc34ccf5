import * as z from 'zod';
import { system } from '../core/access.ts';
import { withClient } from '../core/db.ts';
import { addDays } from '../core/dates.ts';
import { evaluate } from '../core/metrics/forecast/evaluate.ts';
import { readMetric } from '../core/metrics/read.ts';
import { command } from './command.ts';
import { client, day, metric } from './fields.ts';
import { table } from './output.ts';

const whole = (most: number) => z.coerce.number().int().min(1).max(most);
const EVERYTHING = '1970-01-01';

export const forecastEvaluate = command({
  name: 'forecast evaluate',
  summary: 'Replays forecasts of a metric from the first of each month, and says how far off they were',
  input: z.strictObject({
    client,
    metric,
    from: day.describe('the day from which months are replayed, such as 2018-01-01'),
    origins: whole(120).describe('how many months are replayed, from 1 to 120'),
    horizon: whole(366).describe('how many days ahead, from 1 to 366'),
  }),
  example: 'arco forecast evaluate --client moda --metric visitors --from 2026-01-01 --origins 6 --horizon 28 --json',
  async run({ client: slug, metric: id, from, origins, horizon }, session) {
    const found = await session.client(slug);
    const to = addDays(from, 31 * (origins + 1) + horizon);
    const figures = await withClient(await session.service(), found.id, system, (sql) => readMetric(sql, found, id, { from: EVERYTHING, to }));
    const evaluation = evaluate(id, figures, from, origins, horizon);
    const number = (value: number | null) => (value === null ? '–' : value.toFixed(3));
    const rows = evaluation.origins.map((each) => [each.asOf, String(each.days), each.model, number(each.maeRatio), number(each.coverage80)]);
    const total = `MAE ÷ seasonal naive ${number(evaluation.maeRatioToSeasonalNaive)}, 80 % intervals hold ${number(evaluation.coverage80)} of the days`;
    return { json: evaluation, text: `${table(['as of', 'days', 'model', 'MAE ratio', 'coverage'], rows)}\n${total}` };
  },
});
