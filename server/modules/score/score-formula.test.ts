import { describe, expect, test } from 'vitest';
import vectors from '../../test/vectors.json' with { type: 'json' };
import { bandOf, componentIds, contributionsOf, coverageOf, defaultWeights, scoreOf, type Components, type Scored, type Weights } from './score-formula.ts';

test.each(vectors.arco_score)('the score of $components is $score', ({ components, weights, score, coverage }) => {
  expect(scoreOf(components, weights)).toBeCloseTo(score, coverage ? 2 : 9);
  expect(coverageOf(components, weights)).toBeCloseTo(coverage ?? 1, 9);
});

test('a band changes between 50 and 51, and between 75 and 76, of the rounded score', () => {
  expect([0, 50, 50.49, 50.5, 51, 75, 75.49, 75.5, 76, 100].map(bandOf)).toEqual([
    'attention', 'attention', 'attention', 'fair', 'fair', 'fair', 'fair', 'healthy', 'healthy', 'healthy',
  ]);
});

test('under 60 % of the weights there is no score, and never 50', () => {
  const some = { engagement: 80, campaigns: 90, conversion: null, goals: null };
  expect(scoreOf(some, defaultWeights)).toBeNull();
  expect(scoreOf(some, { ...defaultWeights, engagement: 0.35, campaigns: 0.25, conversion: 0.2, goals: 0.2 })).toBeCloseTo(84.1667, 4);
  expect(scoreOf({ engagement: null, campaigns: null, conversion: null, goals: null }, defaultWeights)).toBeNull();
});

/** The same numbers every time (mulberry32). */
function sequence(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A day of a history, with parts that come and go and weights that somebody edits now and then. */
function randomScored(random: () => number, former?: Scored): Scored {
  const part = (id: keyof Components) => (random() < 0.15 ? null : random() < 0.2 ? (former?.components[id] ?? 0) : random() * 100);
  const components = Object.fromEntries(componentIds.map((id) => [id, part(id)])) as unknown as Components;
  const weights = former && random() < 0.8 ? former.weights : (Object.fromEntries(componentIds.map((id) => [id, 0.05 + random()])) as unknown as Weights);
  return { components, weights };
}

describe('contributions', () => {
  test('add up to the change to 1e-9 on every step of 500 random histories', () => {
    const random = sequence(20_261_123);
    let steps = 0;
    for (let history = 0; history < 500; history += 1) {
      let before = randomScored(random);
      for (let day = 0; day < 30; day += 1) {
        const after = randomScored(random, before);
        const [from, to] = [scoreOf(before.components, before.weights), scoreOf(after.components, after.weights)];
        if (from !== null && to !== null) {
          steps += 1;
          const contributions = contributionsOf(before, after);
          const sum = contributions.reduce((total, { value }) => total + value, 0);
          expect(Math.abs(sum - (to - from))).toBeLessThan(1e-9);
          expect(contributions.map(({ value }) => Math.abs(value))).toEqual(contributions.map(({ value }) => Math.abs(value)).toSorted((a, b) => b - a));
        }
        before = after;
      }
    }
    expect(steps).toBeGreaterThan(5_000);
  });

  test('name "data" exactly when a part came or went, and "weights" when they were edited', () => {
    const before: Scored = { components: { engagement: 80, campaigns: 60, conversion: 50, goals: 90 }, weights: defaultWeights };
    const moved: Scored = { components: { ...before.components, conversion: 60 }, weights: defaultWeights };
    const gone: Scored = { components: { ...before.components, campaigns: null }, weights: defaultWeights };
    const edited: Scored = { components: before.components, weights: { ...defaultWeights, goals: 0.5 } };
    const ids = (after: Scored) => contributionsOf(before, after).filter(({ value }) => value !== 0).map(({ id }) => id);
    expect(ids(moved)).toEqual(['conversion']);
    expect(ids(gone)).toEqual(['data']);
    expect(ids(edited)).toEqual(['weights']);
  });
});
