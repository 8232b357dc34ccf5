import type { Catalog } from '../core/locale.ts';

const pt = {
  loading: 'Buscando…',
  failed: 'Não deu para buscar o histórico. A meta está intacta.',
  retry: 'Tentar de novo',
  of: (target: string) => `de ${target}`,
  ceiling: (target: string) => `teto ${target}`,
  chart: (name: string) => `${name} até cada dia`,
  toDate: 'Até o dia',
  ofDay: 'No dia',
  projection: 'Projeção',
  low: 'Projeção, mínimo',
  high: 'Projeção, máximo',
  target: (value: string) => `meta ${value}`,
  chance: 'Em 8 de cada 10 períodos assim, o fim cai dentro da faixa.',
  explain: 'Como sabemos',
  edit: 'Editar meta',
  remove: 'Remover',
  confirm: (name: string) => `Remover a meta de ${name}? O histórico dela sai junto.`,
  confirmed: 'Remover meta',
  keep: 'Voltar',
};

export type GoalHistoryTexts = typeof pt;

export const goalHistoryTexts: Catalog<GoalHistoryTexts> = {
  pt,
  en: () => import('./goal-history.texts.en.ts'),
  es: () => import('./goal-history.texts.es.ts'),
};
