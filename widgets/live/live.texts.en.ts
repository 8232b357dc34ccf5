import type { LiveTexts } from './live.texts.ts';

const en: LiveTexts = {
  heading: 'Live',
  explain: 'How we know: Live',
  visitors: (count) => (count === 1 ? 'visitor in the last 5 min' : 'visitors in the last 5 min'),
  conversions: 'Conversions, last 2 h',
  rate: 'Conversion rate, last 24 h',
  versus: (rate) => `vs. ${rate} a week ago`,
  noVisits: 'No visits in the last 24 h',
  noBase: 'Nothing a week ago to compare with',
  change: (sign, amount) => (sign > 0 ? `up ${amount}` : sign < 0 ? `down ${amount}` : 'unchanged'),
  good: ', good',
  bad: ', bad',
  chart: 'chart',
  minutes: 'Page views per minute, last half hour',
  summary: (total, most, at) => `Page views per minute in the last half hour: ${total} in all, at most ${most}, at ${at}`,
  none: 'No page views in the last half hour',
  keys: 'The arrow keys walk over the minutes',
  minute: (time, count, views) => `${time}: ${count === 1 ? '1 page view' : `${views} page views`}`,
  running: 'so far',
  pages: 'Pages now',
  sources: 'Where they came from',
  direct: 'Direct',
  nobody: (ago) => `Nobody on the site now. Last visit ${ago}.`,
  updated: (ago) => `Updated ${ago}`,
  moment: 'less than 1 min ago',
  collector: 'Counted by the ARCO collector, without bots',
  empty: 'Install the collector to see who is on the site',
  emptyText: 'Paste this line into the pages of the site, with the client’s key. The first visit shows here within seconds.',
};

export default en;
