import type { GoalEditorTexts } from './goal-editor.texts.ts';

const en: GoalEditorTexts = {
  create: 'New goal',
  edit: (name) => `${name} goal`,
  metric: 'Figure',
  loading: 'Loading…',
  notLoaded: 'The figures could not be loaded.',
  retry: 'Try again',
  target: 'Target',
  ceiling: 'Limit',
  ceilingHint: 'Less is better: the goal is to stay below.',
  seconds: 'seconds',
  period: 'Period',
  periods: {
    month: ['This month', 'Next month'],
    week: ['This week', 'Next week'],
    quarter: ['This quarter', 'Next quarter'],
    kept: 'As it is',
    custom: 'Other dates',
  },
  starts: 'Starts on',
  ends: 'Ends on',
  save: 'Save goal',
  saving: 'Saving…',
  back: 'Back',
  wrong: {
    metric: 'This figure cannot have a goal. Choose another',
    target: 'Write a number above zero',
    startsOn: 'The first day is missing',
    endsOn: 'The last day comes after the first, within two years',
    period: 'Choose a period from the list',
  },
  taken: (name) => `There is already a ${name} goal in this period`,
  changed: (target) => `Someone changed this goal first: it is now ${target}. Save again to keep yours.`,
  gone: 'This goal no longer exists. Someone removed it.',
  denied: 'You can see the goals but not change them. Ask the person who manages the account.',
  limited: 'Too many changes in a short time. Wait a minute and save again.',
  offline: 'You are offline. What you wrote is still here.',
  failed: 'This could not be saved. The problem is on our side, and what you wrote is still here.',
};

export default en;
