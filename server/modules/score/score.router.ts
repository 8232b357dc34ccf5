import type { Client } from '../../core/clients.ts';
import { addDays, periodOf, type Day } from '../../core/dates.ts';
import type { ClientSql } from '../../core/db.ts';
import { AppError } from '../../core/errors.ts';
import { reads, router, staff } from '../../core/trpc.ts';
import * as z from 'zod';
import { componentsOf, partsOn, readInputs, standardWeights, valuesOf, weightsOn, type Parts } from './score-days.ts';
import { bandOf, componentIds, contributionsOf, type Components } from './score-formula.ts';
import { readImpact } from './score-impact.ts';
import { changeWeights, currentWeights } from './score-weights.ts';
import { listScores, listWeights, scoreBefore, type StoredScore } from './score.queries.ts';
import { GetHistory, GetScore, History, Score, UpdateWeights, Weights, type Component } from './score.schema.ts';

export const scoreRouter = router({
  get: reads('score')
    .input(GetScore)
    .output(Score)
    .query(({ ctx, input: { asOf = ctx.today } }) => ctx.asClient((sql) => getScore(sql, ctx.client, asOf, ctx.today))),

  history: reads('score')
    .input(GetHistory)
    .output(History)
    .query(({ ctx, input: { from, to } }) =>
      ctx.asClient(async (sql) => {
        const [stored, weights] = await Promise.all([listScores(sql, from, to), listWeights(sql)]);
        return { days: stored.map(dayOf), weights: [standardWeights, ...weights] };
      }),
    ),

  weights: reads('score')
    .input(z.void())
    .output(Weights)
    .query(({ ctx }) => ctx.asClient(currentWeights)),

  updateWeights: staff('score')
    .input(UpdateWeights)
    .output(Weights)
    .mutation(({ ctx, input }) => ctx.asClient((sql) => changeWeights(sql, ctx.caller, input, ctx.today, ctx.requestId))),
});

async function getScore(sql: ClientSql, client: Client, asOf: Day, today: Day): Promise<Score> {
  if (asOf > today) {
    throw new AppError('invalid_input', `There is no score of ${asOf} yet`, { fields: [{ path: 'asOf', expected: `≤ ${today}` }] });
  }
  const isLive = asOf === today;
  const complete = isLive ? addDays(today, -1) : asOf;
  const since = addDays(periodOf('month', asOf).from, -1);
  const [inputs, reference, kept, { impact, updatedAt }] = await Promise.all([
    readInputs(sql, client, asOf, asOf),
    scoreBefore(sql, since, asOf),
    isLive ? [] : listScores(sql, asOf, asOf),
    readImpact(sql, client, isLive ? today : addDays(asOf, 1)),
  ]);
  const weights = weightsOn(inputs.weights, asOf);
  const parts = partsOn(inputs, asOf, complete);
  // What was shown of a day that is over is what was kept of it.
  const components: Components = kept[0] ?? componentsOf(parts);
  const { score, coverage } = kept[0] ?? valuesOf(components, weights);
  return {
    today,
    asOf,
    currency: client.currency,
    score,
    band: score === null ? null : bandOf(score),
    coverage,
    components: describeParts(parts, components, weights),
    change: score !== null && reference ? changeSince(reference, weightsOf(reference, inputs.weights), { components, weights, score }) : null,
    impact,
    version: weights.version,
    restated: kept[0] ? kept[0].restatedAt !== null : false,
    updatedAt: kept[0]?.computedAt ?? updatedAt,
  };
}

function describeParts(parts: Parts, components: Components, weights: Weights): Component[] {
  const whole = componentIds.reduce((sum, id) => sum + weights[id], 0);
  return componentIds.map((id) => {
    const { missing, basis } = parts[id];
    return { id, value: components[id], missing: components[id] === null ? (missing ?? 'few_sessions') : null, weight: weights[id] / whole, basis };
  });
}

const weightsOf = ({ version }: StoredScore, all: readonly Weights[]) => all.find((each) => each.version === version) ?? standardWeights;

function changeSince(reference: StoredScore, weights: Weights, now: { components: Components; weights: Weights; score: number }): Score['change'] {
  if (reference.score === null) return null;
  const contributions = contributionsOf({ components: reference, weights }, now);
  return { since: reference.date, from: reference.score, value: now.score - reference.score, contributions };
}

function dayOf({ date, version, coverage, score, restatedAt, ...stored }: StoredScore): History['days'][number] {
  const { engagement, campaigns, conversion, goals } = stored;
  const band = score === null ? null : bandOf(score);
  return { date, score, band, coverage, engagement, campaigns, conversion, goals, version, ...(restatedAt ? { restated: true as const } : {}) };
}
