import * as z from 'zod';
import { system } from '../core/access.ts';
import { dayIn } from '../core/dates.ts';
import { withClient } from '../core/db.ts';
import { AppError } from '../core/errors.ts';
import { componentIds } from '../modules/score/score-formula.ts';
import { changeWeights, currentWeights } from '../modules/score/score-weights.ts';
import { command } from './command.ts';
import { client } from './fields.ts';
import { table } from './output.ts';

const weight = z.coerce.number().min(0).max(100).optional();

export const scoreWeights = command({
  name: 'score weights',
  summary: 'Shows how much each part of a score counts, or changes it from today on',
  input: z.strictObject({
    client,
    engagement: weight.describe('how much actions and goals that were seen to count, from 0 to 100'),
    campaigns: weight.describe('how much the return on ad spend counts'),
    conversion: weight.describe('how much the change of the conversion rate counts'),
    goals: weight.describe('how much goals count'),
    targetRoas: z.coerce.number().positive().max(1_000).optional().describe('the return on ad spend that earns all points, such as 4'),
  }),
  example: 'arco score weights --client moda --campaigns 40 --goals 20',
  async run({ client: slug, ...wanted }, session) {
    const found = await session.client(slug);
    const changes = Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== undefined));
    const weights = await withClient(await session.service(), found.id, system, async (sql) => {
      const former = await currentWeights(sql);
      if (Object.keys(changes).length === 0) return former;
      const { fromOn: _, ...edited } = { ...former, ...changes };
      if (componentIds.every((id) => edited[id] === 0)) throw new AppError('invalid_input', 'At least one part must count');
      return changeWeights(sql, system, edited, dayIn(found.timeZone, new Date()));
    });
    const rows = [...componentIds.map((id) => [id, String(weights[id])]), ['target ROAS', String(weights.targetRoas)], ['version', String(weights.version)]];
    return { json: weights, text: table(['part', 'weight'], rows) };
  },
});
