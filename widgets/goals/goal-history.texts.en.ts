import type { GoalHistoryTexts } from './goal-history.texts.ts';

const en: GoalHistoryTexts = {
  loading: 'Loading…',
  failed: 'The history could not be loaded. The goal is intact.',
  retry: 'Try again',
  of: (target) => `of ${target}`,
  ceiling: (target) => `limit ${target}`,
  chart: (name) => `${name} to each day`,
  toDate: 'To date',
  ofDay: 'On the day',
  projection: 'Projection',
  low: 'Projection, low',
  high: 'Projection, high',
  target: (value) => `goal ${value}`,
  chance: '8 in 10 such periods end inside the range.',
  explain: 'How we know',
  edit: 'Edit goal',
  remove: 'Remove',
  confirm: (name) => `Remove the ${name} goal? Its history goes with it.`,
  confirmed: 'Remove goal',
  keep: 'Back',
};

export default en;
