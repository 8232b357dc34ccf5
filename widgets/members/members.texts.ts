import type { Catalog } from '../core/locale.ts';

const pt = {
  heading: 'Equipe',
  empty: 'Ninguém na equipe ainda',
  emptyText: 'Convide quem deve ver estes números.',
  invite: 'Convidar alguém',
};

export type MembersTexts = typeof pt;

export const membersTexts: Catalog<MembersTexts> = {
  name: 'members',
  pt,
  en: () => import('./members.texts.en.ts'),
  es: () => import('./members.texts.es.ts'),
};
