import type { CoreTexts } from './core.texts.ts';

const en: CoreTexts = {
  loading: 'Loading…',
  retry: 'Try again',
  refresh: 'Refresh',
  saved: (time) => `Data saved at ${time}`,
  test: 'Test',
  offline: ['You are offline', 'The data returns as soon as the connection does.'],
};

export default en;
