import type { GoalsTexts, Span } from './goals.texts.ts';

const spans: Record<Span, string> = { day: 'the day', week: 'the week', month: 'the month', quarter: 'the quarter', year: 'the year', custom: 'the period' };

const en: GoalsTexts = {
  heading: (span) => `Goals of ${spans[span]}`,
  explain: (name) => `How we know: ${name}`,
  left: (count, days) => (count === 1 ? 'Last day' : `${days} days left`),
  of: (target) => `of ${target}`,
  ceiling: (target) => `limit ${target}`,
  share: (percent) => `${percent} of the goal`,
  shareOfCeiling: (percent) => `${percent} of the limit`,
  projection: (low, high) => `heading for ${low}–${high}`,
  tooEarly: 'too early to project',
  reachedOn: (date) => `on ${date}`,
  startsOn: (date) => `starts on ${date}`,
  endedOn: (date) => `ended on ${date}`,
  noData: 'nothing recorded yet',
  status: { reached: 'Reached', missed: 'Missed', on_track: 'On track', at_risk: 'At risk', open: 'Open', upcoming: 'Upcoming', no_data: 'No records' },
  tick: (span, percent) => `The tick marks where ${spans[span]} is today: ${percent}.`,
  ticks: 'The tick marks how much of the period has passed.',
  create: 'New goal',
  first: 'Set a goal',
  empty: 'No goal in this period',
  emptyEditor: 'Say what you want to reach. The progress shows up here.',
  emptyReader: 'The person who manages the account can set the first one.',
};

export default en;
