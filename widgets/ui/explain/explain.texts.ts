import type { Catalog } from '../../core/locale.ts';

const pt = {
  heading: 'Como sabemos',
  loading: 'Buscando…',
  failed: 'Não deu para buscar a explicação.',
  retry: 'Tentar de novo',
  formula: 'Conta',
  period: 'Período',
  sources: 'Fontes',
  behind: 'Base',
  updated: 'Atualizado',
  completeDays: (count: number, days: string): string => (count === 1 ? '1 dia completo' : `${days} dias completos`),
  missingDays: (count: number, days: string): string => (count === 1 ? '1 dia sem dados' : `${days} dias sem dados`),
  partial: 'Hoje ainda é parcial e fica fora das variações.',
  revised: (count: number, days: string): string =>
    count === 1 ? '1 dia foi revisado depois de publicado.' : `${days} dias foram revisados depois de publicados.`,
  noSource: 'Nenhuma fonte enviou este número neste período.',
  source: { collector: 'Coletor ARCO', ga4: 'Google Analytics 4', import: 'Planilha importada', manual: 'Lançado à mão' },
  days: (count: number, days: string): string => (count === 1 ? '1 dia' : `${days} dias`),
};

export type ExplainTexts = typeof pt;

export const explainTexts: Catalog<ExplainTexts> = {
  pt,
  en: () => import('./explain.texts.en.ts'),
  es: () => import('./explain.texts.es.ts'),
};
