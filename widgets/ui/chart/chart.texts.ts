import type { Catalog } from '../../core/locale.ts';

const pt = {
  role: 'gráfico',
  keys: 'Setas leem dia a dia',
  table: 'Ver como tabela',
  chart: 'Ver como gráfico',
  day: 'Dia',
  between: (low: string, high: string) => `entre ${low} e ${high}`,
  none: 'sem dados',
  lowest: (value: string, day: string) => `Menor: ${value} em ${day}`,
  highest: (value: string, day: string) => `Maior: ${value} em ${day}`,
  latest: (value: string) => `Último: ${value}`,
};

export type ChartTexts = typeof pt;

export const chartTexts: Catalog<ChartTexts> = {
  pt,
  en: () => import('./chart.texts.en.ts'),
  es: () => import('./chart.texts.es.ts'),
};
