import type { Catalog } from '../core/locale.ts';

const pt = { heading: 'Sua conta' };

export type AccountTexts = typeof pt;

export const accountTexts: Catalog<AccountTexts> = {
  name: 'account',
  pt,
  en: () => import('./account.texts.en.ts'),
  es: () => import('./account.texts.es.ts'),
};
