import type { MetricsTexts } from './metrics.texts.ts';

const en: MetricsTexts = {
  loading: 'Figure',
  explain: (name) => `How we know: ${name}`,
  versus: (range) => `vs. ${range}`,
  first: 'First month with data',
  fromZero: (range) => `Nothing in ${range} to compare with`,
  noBase: 'Nothing to work it out from in this period',
  change: (sign, amount) => (sign > 0 ? `up ${amount}` : sign < 0 ? `down ${amount}` : 'no change'),
  good: ', good',
  bad: ', bad',
  run: (low, high) => `By day: lowest ${low}, highest ${high}`,
  partialToday: 'Today, partial, is left out of the comparison',
};

export default en;
