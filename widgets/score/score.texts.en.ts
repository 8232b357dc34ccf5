import type { ScoreTexts } from './score.texts.ts';

const en: ScoreTexts = {
  heading: 'ARCO score',
  open: 'How we know: ARCO score',
  band: { attention: 'Needs attention', fair: 'Could be better', healthy: 'Healthy' },
  of: '/100',
  score: (points, band) => `${points} of 100 points, ${band}`,
  part: { engagement: 'Use of the portal', campaigns: 'Campaigns', conversion: 'Conversion', goals: 'Goals', weights: 'New weights', data: 'Data' },
  value: (name, points) => `${name}: ${points} of 100`,
  outOf: ' of 100',
  since: (date) => `since ${date}`,
  change: (sign, amount) => (sign > 0 ? `up ${amount}` : sign < 0 ? `down ${amount}` : 'unchanged'),
  good: ', good',
  bad: ', bad',
  sources: (points, more) => `Where the ${points} points ${more ? 'gained' : 'lost'} came from`,
  parts: 'What the score is made of',
  gaps: (points, one) => `The gaps in the arc are the ${one ? 'point' : `${points} points`} to go.`,
  full: 'The arc is complete.',
  noBase: 'First month with a score',
  incomplete: 'Not enough data',
  incompleteText: (percent) => `Only ${percent} of the score can be computed. Missing:`,
  missing: {
    no_actions_or_goals: 'actions or goals in the last 30 days',
    no_ad_spend: 'ad spend in the last 30 days',
    few_sessions: 'enough visits in the last 120 days',
    no_goals: 'running goals',
  },
  impact: (month) => `Impact in ${month}`,
  completeDays: (range) => `${range}, complete days`,
  versus: (range) => `vs. ${range}`,
  run: (name, low, high) => `${name} by day: lowest ${low}, highest ${high}`,
  noSource: 'No source connected yet',
  noCompleteDay: 'The first day of the month is not over',
  nothingBefore: (range) => `Nothing in ${range} to compare with`,
};

export default en;
