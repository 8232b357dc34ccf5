import type { TrafficPartsTexts } from './traffic-parts.texts.ts';

const en: TrafficPartsTexts = {
  series: (name) => `${name} by day`,
  kind: { launch: 'Launch', campaign: 'Campaign', note: 'Note', restated: 'Revised', alert: 'Alert' },
  tabs: 'Where visits come from',
  tab: { page: 'Pages', source: 'Sources', campaign: 'Campaigns', device: 'Devices', country: 'Countries' },
  visits: 'Visits',
  views: 'Page views',
  conversion: 'Conversion',
  bounce: 'Bounce',
  time: 'Time',
  only: (value) => `See only ${value}`,
  others: (count) => `and ${count} more`,
  since: (day) => `Under a filter the table reaches back 92 days: since ${day}.`,
  loading: 'Loading the table',
  failed: 'The table could not be fetched.',
  retry: 'Try again',
  none: 'Nothing here in this period.',
  save: 'Save or share',
  csv: 'Download the days (CSV)',
  table: 'Download the table (CSV)',
  png: 'Download the chart (PNG)',
  link: 'Copy a link to this view',
  copied: 'Link copied',
  notCopied: 'The browser did not allow copying. The link is in the address bar.',
  noChart: 'Go back to the chart to download the picture.',
  day: 'Day',
};

export default en;
