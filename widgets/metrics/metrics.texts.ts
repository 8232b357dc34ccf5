import type { Catalog } from '../core/locale.ts';

const pt = {
  loading: 'Indicador',
  explain: (name: string) => `Como sabemos: ${name}`,
  versus: (range: string) => `vs. ${range}`,
  first: 'Primeiro mês com dados',
  fromZero: (range: string) => `Nada em ${range}`,
  noBase: 'Sem base',
  change: (sign: number, amount: string): string => (sign > 0 ? `subiu ${amount}` : sign < 0 ? `caiu ${amount}` : 'não mudou'),
  good: ', bom',
  bad: ', ruim',
  run: (low: string, high: string) => `Por dia, de ${low} a ${high}`,
  partialToday: 'Hoje, parcial, fora da comparação',
};

export type MetricsTexts = typeof pt;

export const metricsTexts: Catalog<MetricsTexts> = {
  pt,
  en: () => import('./metrics.texts.en.ts'),
  es: () => import('./metrics.texts.es.ts'),
};
