import type { KeysTexts } from './keys.texts.ts';

const en: KeysTexts = {
  heading: 'Keys',
  empty: 'No keys yet',
  emptyText: 'Create one to use the widgets on your site.',
  create: 'Create key',
};

export default en;
