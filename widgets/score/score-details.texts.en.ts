import type { ScoreDetailsTexts } from './score-details.texts.ts';

const en: ScoreDetailsTexts = {
  loading: 'Loading the history',
  failed: 'The history could not be loaded',
  retry: 'Try again',
  history: 'Score by day',
  score: 'Score',
  none: 'The history begins when the first day is over.',
  weightsChanged: 'New weights',
  revised: (count, days) => (count === 1 ? '1 day was revised with data that came later.' : `${days} days were revised with data that came later.`),
  bands: 'Up to 50 it needs attention, from 51 to 75 it could be better, from 76 on it is healthy.',
  how: 'How we know',
  formula: 'The score is the mean of the parts that can be computed, each from 0 to 100 and with its weight. With less than 60% of the weight there is no score.',
  weight: (percent) => `weight ${percent}`,
  version: (version) => `Version ${version} of the weights`,
  standard: 'Standard weights',
  updated: 'Updated',
  restated: 'Revised with data that came later',
  partial: 'Today counts what was done until now, and figures until yesterday.',
  basis: {
    engagement: (read) => `${read('handled')} of ${read('actions')} actions of the last 30 days done, put off or dismissed, and ${read('reviewed')} of ${read('goals')} goals opened. Signing in does not count.`,
    campaigns: (read) => `In the last 30 days each unit spent on ads brought ${read('roas')} in attributed revenue; ${read('target')} earns 100 points.`,
    conversion: (read) => `A rate of ${read('rate')} in the last 30 days against ${read('before')} in the 90 before. The same earns 50 points; 20% better, 100.`,
    goals: (read) => `${read('goals')} running goals are expected to reach ${read('expected')} of their targets on average.`,
  },
};

export default en;
