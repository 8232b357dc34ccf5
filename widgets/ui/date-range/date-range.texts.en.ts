import type { DateRangeTexts } from './date-range.texts.ts';

const en: DateRangeTexts = {
  presets: { 'last-7': '7 days', 'last-30': '30 days', 'last-90': '90 days', month: 'This month', 'last-month': 'Last month', quarter: 'This quarter', year: 'This year' },
  presetsLabel: 'Ready-made periods',
  from: 'From',
  to: 'To',
  apply: 'Show',
  missing: 'Choose a day',
  tooEarly: (day) => `There is only data since ${day}`,
  tooLate: (day) => `Choose a day up to ${day}`,
  backwards: 'The end comes before the start',
};

export default en;
