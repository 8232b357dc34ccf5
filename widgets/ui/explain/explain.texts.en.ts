import type { ExplainTexts } from './explain.texts.ts';

const en: ExplainTexts = {
  heading: 'How we know',
  loading: 'Loading…',
  failed: 'The explanation could not be loaded.',
  retry: 'Try again',
  formula: 'Formula',
  period: 'Period',
  sources: 'Sources',
  behind: 'Based on',
  updated: 'Updated',
  completeDays: (count, days) => (count === 1 ? '1 complete day' : `${days} complete days`),
  missingDays: (count, days) => (count === 1 ? '1 day without data' : `${days} days without data`),
  partial: 'Today is still partial and stays out of changes.',
  revised: (count, days) => (count === 1 ? '1 day was revised after it was published.' : `${days} days were revised after they were published.`),
  noSource: 'No source sent this figure for this period.',
  source: { collector: 'ARCO collector', ga4: 'Google Analytics 4', import: 'Imported file', manual: 'Entered by hand' },
  days: (count, days) => (count === 1 ? '1 day' : `${days} days`),
};

export default en;
