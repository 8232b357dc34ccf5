import type { Catalog } from '../core/locale.ts';

const pt = {
  saved: (name: string) => `Meta de ${name} salva`,
  removed: (name: string) => `Meta de ${name} removida`,
  notRemoved: (name: string) => `Não deu para remover a meta de ${name}. Ela continua aqui.`,
  changedBefore: (name: string) => `Alguém mudou a meta de ${name} antes. Ela continua aqui, como ficou.`,
};

export type GoalFlowTexts = typeof pt;

export const goalFlowTexts: Catalog<GoalFlowTexts> = {
  pt,
  en: () => import('./goal-flow.texts.en.ts'),
  es: () => import('./goal-flow.texts.es.ts'),
};
