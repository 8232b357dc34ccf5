import type { Catalog } from './locale.ts';

const pt = {
  loading: 'Carregando…',
  retry: 'Tentar de novo',
  refresh: 'Atualizar',
  saved: (time: string) => `Dados salvos de ${time}`,
  test: 'Teste',
  offline: ['Você está sem conexão', 'Os dados voltam com a internet.'] as [string, string],
};

/** What every widget says before it has data. What it says in place of data is in `states.texts.ts`. */
export type CoreTexts = typeof pt;

export const coreTexts: Catalog<CoreTexts> = {
  name: 'core',
  pt,
  en: () => import('./core.texts.en.ts'),
  es: () => import('./core.texts.es.ts'),
};
