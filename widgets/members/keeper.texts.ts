import type { Catalog } from '../core/locale.ts';

const pt = {
  denied: 'Só quem é responsável pelo cliente pode mudar isto.',
  gone: 'Isto já não existe. A lista foi atualizada.',
};

/** What the forms for who keeps a client share. */
export type KeeperTexts = typeof pt;

export const keeperTexts: Catalog<KeeperTexts> = {
  name: 'keeper',
  pt,
  en: () => import('./keeper.texts.en.ts'),
  es: () => import('./keeper.texts.es.ts'),
};
