import type { Catalog } from '../../core/locale.ts';

const pt = {
  presets: { 'last-7': '7 dias', 'last-30': '30 dias', 'last-90': '90 dias', month: 'Este mês', 'last-month': 'Mês passado', quarter: 'Este trimestre', year: 'Este ano' },
  presetsLabel: 'Períodos prontos',
  from: 'De',
  to: 'Até',
  apply: 'Mostrar',
  missing: 'Escolha um dia',
  tooEarly: (day: string): string => `Só há dados desde ${day}`,
  tooLate: (day: string): string => `Escolha até ${day}`,
  backwards: 'O fim vem antes do começo',
};

export type DateRangeTexts = typeof pt;

export const dateRangeTexts: Catalog<DateRangeTexts> = {
  pt,
  en: () => import('./date-range.texts.en.ts'),
  es: () => import('./date-range.texts.es.ts'),
};
