import type { Catalog } from '../core/locale.ts';

const pt = {
  heading: 'Chaves',
  empty: 'Nenhuma chave ainda',
  emptyText: 'Crie uma para usar os widgets no seu site.',
  create: 'Criar chave',
};

export type KeysTexts = typeof pt;

export const keysTexts: Catalog<KeysTexts> = {
  name: 'keys',
  pt,
  en: () => import('./keys.texts.en.ts'),
  es: () => import('./keys.texts.es.ts'),
};
