import type { LiveFactsTexts } from './live-facts.texts.ts';

const en: LiveFactsTexts = {
  heading: 'How we know',
  now: 'Visitors now',
  nowText: 'Different visitors who opened a page or did something on the site in the last 5 minutes. Each counts on the page they saw last.',
  conversions: 'Conversions',
  conversionsText: 'Those that the site recorded in the last 2 hours.',
  rate: 'Conversion rate',
  rateText: (from, to) => `Conversions ÷ visits of the 24 complete hours between ${from} and ${to}, against the same hours a week before.`,
  counts: (conversions, visits) => `${conversions} ÷ ${visits} visits`,
  minutes: 'Bars',
  minutesText: 'Pages opened in each minute. The last bar still grows.',
  source: 'Source',
  sourceText: 'The ARCO collector alone. Bots and your own team are left out.',
  counted: 'Counted at',
};

export default en;
