import type { MetricsTexts } from './metrics.texts.ts';

const en: MetricsTexts = {
  loading: 'Figure',
  explain: (name) => `How we know: ${name}`,
  versus: (range) => `vs. ${range}`,
  first: 'First month with data',
  fromZero: (range) => `Nothing in ${range} to compare with`,
  undivided: 'There is nothing to divide by in this period',
  change: (sign, amount) => (sign > 0 ? `up ${amount}` : sign < 0 ? `down ${amount}` : 'no change'),
  good: ', good',
  bad: ', bad',
  run: (low, high) => `By day: lowest ${low}, highest ${high}`,
  partial: 'Partial',
  partialAlone: 'left out of changes',
  partialToday: 'Today, partial, is left out of the comparison',
  empty: (period) => `Nothing recorded in ${period}`,
  emptyNext: 'As soon as a source sends this figure, it shows up here.',
};

export default en;
