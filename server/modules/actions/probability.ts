import type { Rule } from './actions.schema.ts';

/** Days for which a rule does not say the same again. */
export const QUIET_DAYS = 14;

/** What we take for granted until there are outcomes: a guess, and said to be one. */
const guesses: Record<Rule, number> = {
  goal_at_risk: 0.3,
  out_of_band: 0.35,
  spend_without_conversions: 0.6,
  idle_days: 0.7,
  forecast_short_of_goal: 0.3,
  raise_budget: 0.35,
};

/** Outcomes that the guess weighs as much as. */
const GUESS_WEIGHT = 4;

export interface RuleOutcomes {
  rule: Rule;
  measured: number;
  better: number;
}

/** How likely an action of a rule works: the mean of a Beta prior, updated by what the client's own actions led to. */
export function probabilityOf(rule: Rule, outcomes: readonly RuleOutcomes[]): number {
  const { measured = 0, better = 0 } = outcomes.find((each) => each.rule === rule) ?? {};
  return (guesses[rule] * GUESS_WEIGHT + better) / (GUESS_WEIGHT + measured);
}
