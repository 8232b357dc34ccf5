/** The parts of the score, in the order of their weights' table. */
export const componentIds = ['engagement', 'campaigns', 'conversion', 'goals'] as const;
export type ComponentId = (typeof componentIds)[number];

/** Each part from 0 to 100; null where it could not be computed. */
export type Components = Readonly<Record<ComponentId, number | null>>;
export type Weights = Readonly<Record<ComponentId, number>>;

export const defaultWeights: Weights = { engagement: 0.25, campaigns: 0.25, conversion: 0.25, goals: 0.25 };

/** Share of the weights below which there is no score: it would speak of too little. */
export const LEAST_COVERAGE = 0.6;

const available = (components: Components) => componentIds.filter((id) => components[id] !== null);
const weightOf = (ids: readonly ComponentId[], weights: Weights) => ids.reduce((sum, id) => sum + weights[id], 0);

/** Share of the weights whose parts could be computed, from 0 to 1. */
export function coverageOf(components: Components, weights: Weights): number {
  return Math.min(1, weightOf(available(components), weights) / weightOf(componentIds, weights));
}

/** Σ wᵢ·sᵢ ÷ Σ wᵢ over the parts there are, from 0 to 100; null under {@link LEAST_COVERAGE}. */
export function scoreOf(components: Components, weights: Weights): number | null {
  // A coverage of exactly the least may come out a little lower in binary.
  return coverageOf(components, weights) < LEAST_COVERAGE - 1e-9 ? null : meanOf(components, weights, available(components));
}

function meanOf(components: Components, weights: Weights, ids: readonly ComponentId[]): number {
  const whole = weightOf(ids, weights);
  return whole === 0 ? 0 : ids.reduce((sum, id) => sum + weights[id] * components[id]!, 0) / whole;
}

export type Band = 'attention' | 'fair' | 'healthy';

/** 0–50, 51–75 and 76–100 of the rounded score. */
export function bandOf(score: number): Band {
  const whole = Math.round(score);
  return whole <= 50 ? 'attention' : whole <= 75 ? 'fair' : 'healthy';
}

export interface Scored {
  components: Components;
  weights: Weights;
}

/** A part, `weights` for a change of what counts how much, or `data` for parts that came or went. */
export type ContributionId = ComponentId | 'weights' | 'data';

export interface Contribution {
  id: ContributionId;
  /** In points of the score, with its sign. */
  value: number;
}

/**
 * Where a change of the score came from; the contributions add up to it, whatever changed. What both have counts by its
 * new weight among itself; `weights` is the former parts under the new weights, and `data` the rest. Largest first.
 */
export function contributionsOf(before: Scored, after: Scored): Contribution[] {
  const [had, has] = [available(before.components), available(after.components)];
  const both = has.filter((id) => had.includes(id));
  const whole = weightOf(both, after.weights);
  const found = new Map<ContributionId, number>();
  for (const id of both) if (whole > 0) found.set(id, (after.weights[id] / whole) * (after.components[id]! - before.components[id]!));
  const former = meanOf(before.components, before.weights, had);
  const reweighted = meanOf(before.components, after.weights, had);
  if (componentIds.some((id) => before.weights[id] !== after.weights[id])) found.set('weights', reweighted - former);
  if (both.length !== had.length || both.length !== has.length) {
    const lost = meanOf(before.components, after.weights, both) - reweighted;
    const gained = meanOf(after.components, after.weights, has) - meanOf(after.components, after.weights, both);
    found.set('data', lost + gained);
  }
  return [...found].map(([id, value]) => ({ id, value })).sort((a, b) => Math.abs(b.value) - Math.abs(a.value));
}
