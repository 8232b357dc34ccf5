import type { Client } from '../../core/clients.ts';
import { addDays, type Day } from '../../core/dates.ts';
import type { ClientSql } from '../../core/db.ts';
import type { MetricId } from '../../core/metrics/definitions.ts';
import { HISTORY_DAYS } from '../../core/metrics/projection.ts';
import { readMetrics } from '../../core/metrics/read.ts';
import { coverageOf, defaultWeights, scoreOf, type Components, type Weights as PartWeights } from './score-formula.ts';
import { BEFORE_DAYS, campaigns, conversion, engagement, goals, SCORE_DAYS, type ActionDates, type ActiveGoal, type Figures, type Review } from './score-parts.ts';
import { listActionDates, listGoalsBetween, listReviews, listWeights } from './score.queries.ts';
import type { Weights } from './score.schema.ts';

/** Everything that the scores of some days are computed from. */
export interface ScoreInputs {
  figures: Figures;
  actions: ActionDates[];
  goals: ActiveGoal[];
  reviews: Review[];
  weights: Weights[];
}

export const standardWeights: Weights = { version: 0, ...defaultWeights, targetRoas: 4, fromOn: null };

/** Days before a score that it depends on: the windows of its parts, or a quarter's goal with what projects it. */
const LOOK_BACK = Math.max(SCORE_DAYS + BEFORE_DAYS, 92 + HISTORY_DAYS);

const scored: readonly MetricId[] = ['roas', 'ad_spend', 'conversion_rate', 'sessions'];

export async function readInputs(sql: ClientSql, client: Client, first: Day, last: Day): Promise<ScoreInputs> {
  const back = addDays(first, 1 - SCORE_DAYS);
  const metrics = new Set(scored);
  const [active, actions, reviews, weights] = await Promise.all([
    listGoalsBetween(sql, client, first, last),
    listActionDates(sql, client, back),
    listReviews(sql, client, back),
    listWeights(sql),
  ]);
  for (const { metric } of active) metrics.add(metric);
  const figures = await readMetrics(sql, client, [...metrics], { from: addDays(first, -LOOK_BACK), to: last });
  return { figures, actions, goals: active, reviews, weights };
}

export function partsOn({ figures, actions, goals: all, reviews, weights }: ScoreInputs, day: Day, complete: Day) {
  const { targetRoas } = weightsOn(weights, day);
  return {
    engagement: engagement(actions, all, reviews, day),
    campaigns: campaigns(figures, targetRoas, complete),
    conversion: conversion(figures, complete),
    goals: goals(figures, all, day, addDays(complete, 1)),
  };
}

export type Parts = ReturnType<typeof partsOn>;

export const componentsOf = (parts: Parts): Components => ({
  engagement: parts.engagement.value,
  campaigns: parts.campaigns.value,
  conversion: parts.conversion.value,
  goals: parts.goals.value,
});

/** The weights that a day is computed with. */
export function weightsOn(all: readonly Weights[], day: Day): Weights {
  return all.findLast(({ fromOn }) => fromOn !== null && fromOn <= day) ?? standardWeights;
}

/** The score of a day that is over. */
export function scoreDay(inputs: ScoreInputs, date: Day) {
  const weights = weightsOn(inputs.weights, date);
  const components = componentsOf(partsOn(inputs, date, date));
  return { date, version: weights.version, ...components, ...valuesOf(components, weights) };
}

export function valuesOf(components: Components, weights: PartWeights): { coverage: number; score: number | null } {
  return { coverage: coverageOf(components, weights), score: scoreOf(components, weights) };
}
