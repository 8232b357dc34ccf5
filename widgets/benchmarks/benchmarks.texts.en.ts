import type { BenchmarksTexts } from './benchmarks.texts.ts';

const en: BenchmarksTexts = {
  heading: 'You and your sector',
  explain: (name) => `How we know: ${name}`,
  lower: 'less is better',
  clients: { better: 'Better than the sector', same: 'Same as the sector', above: 'Above the sector', below: 'Below the sector' },
  published: { better: 'Better than the reference', same: 'Same as the reference', above: 'Above the reference', below: 'Below the reference' },
  unknown: {
    no_benchmark: 'No comparison',
    few_days: 'Too few days to compare',
    currency: 'The reference is in another currency',
    definition: 'The reference counts something else',
  },
  median: (value) => `median ${value}`,
  companies: (count) => `${count} companies`,
  sample: (count) => `n ${count}`,
  all: 'every sector',
  scale: (name, value, median) => `${name}: you ${value}, median ${median}`,
  between: (low, high) => `between ${low} and ${high}`,
  hidden: (reason, count, needed) =>
    reason === 'few'
      ? `There are still too few companies of the sector to compare: ${count} of ${needed}`
      : reason === 'dominated'
        ? 'A single company is more than a quarter of the sector: the figure would show its own'
        : 'Tell ARCO which sector the company is in, and the comparison shows up here',
  legend: 'The grey band is the middle half, the tick the median. The point is you, with its margin.',
  details: 'Where the comparison comes from',
  you: 'You, with 95% confidence',
  half: 'Middle half',
  range: 'Median of the sector, with 95% confidence',
  source: 'Source',
  counts: 'What it counts',
  ofClients: 'Clients of ARCO that contribute, each with the same weight',
  consent: 'Contribute our figures, without our name',
  shared: 'Only the rates and costs of each month go in, into a median of 15 companies or more. Name, sales and visits do not show. You can leave at any time.',
  saved: (contributes) => (contributes ? 'Your figures count from the next monthly calculation on' : 'Your figures no longer count'),
  failed: 'It could not be saved. The choice stays as it was.',
  empty: 'There is no complete month to compare yet',
  emptyText: 'With visits or ads recorded over a whole month, the comparison shows up here.',
};

export default en;
