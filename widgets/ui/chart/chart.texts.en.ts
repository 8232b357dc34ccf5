import type { ChartTexts } from './chart.texts.ts';

const en: ChartTexts = {
  role: 'chart',
  keys: 'Arrow keys read day by day',
  table: 'View as table',
  chart: 'View as chart',
  day: 'Day',
  between: (low, high) => `between ${low} and ${high}`,
  none: 'no data',
  lowest: (value, day) => `Lowest: ${value} on ${day}`,
  highest: (value, day) => `Highest: ${value} on ${day}`,
  latest: (value) => `Latest: ${value}`,
};

export default en;
