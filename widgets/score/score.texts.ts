import type { Component, ContributionId } from '../../server/modules/score/score.schema.ts';
import type { Catalog } from '../core/locale.ts';

type Band = 'attention' | 'fair' | 'healthy';
type MissingPart = NonNullable<Component['missing']>;

const pt = {
  heading: 'Score ARCO',
  open: 'Como sabemos: Score ARCO',
  band: { attention: 'Precisa de atenção', fair: 'Pode melhorar', healthy: 'Saudável' } satisfies Record<Band, string> as Record<Band, string>,
  of: '/100',
  score: (points: string, band: string) => `${points} de 100 pontos, ${band}`,
  part: {
    engagement: 'Uso do portal',
    campaigns: 'Campanhas',
    conversion: 'Conversão',
    goals: 'Metas',
    weights: 'Novos pesos',
    data: 'Dados',
  } satisfies Record<ContributionId, string> as Record<ContributionId, string>,
  value: (name: string, points: string) => `${name}: ${points} de 100`,
  outOf: ' de 100',
  since: (date: string) => `desde ${date.replace(' ', ' de ')}`,
  change: (sign: number, amount: string): string => (sign > 0 ? `subiu ${amount}` : sign < 0 ? `caiu ${amount}` : 'não mudou'),
  good: ', bom',
  bad: ', ruim',
  sources: (points: string, more: boolean): string => `De onde vieram os ${points} pontos a ${more ? 'mais' : 'menos'}`,
  parts: 'Do que o score é feito',
  gaps: (points: string, one: boolean): string => `Os vãos do arco são ${one ? 'o ponto que falta' : `os ${points} pontos que faltam`}.`,
  full: 'O arco está completo.',
  noBase: 'Primeiro mês com score',
  incomplete: 'Dados insuficientes',
  incompleteText: (percent: string) => `Só ${percent} do score pode ser calculado. Faltam:`,
  missing: {
    no_actions_or_goals: 'ações ou metas nos últimos 30 dias',
    no_ad_spend: 'gasto em anúncios nos últimos 30 dias',
    few_sessions: 'visitas suficientes nos últimos 120 dias',
    no_goals: 'metas em andamento',
  } satisfies Record<MissingPart, string> as Record<MissingPart, string>,
  impact: (month: string) => `Impacto em ${month}`,
  completeDays: (range: string) => `${range}, dias completos`,
  versus: (range: string) => `vs. ${range}`,
  run: (name: string, low: string, high: string) => `${name} por dia: menor ${low}, maior ${high}`,
  noSource: 'Nenhuma fonte conectada ainda',
  noCompleteDay: 'O primeiro dia do mês ainda não acabou',
  nothingBefore: (range: string) => `Nada em ${range} para comparar`,
};

export type ScoreTexts = typeof pt;

export const scoreTexts: Catalog<ScoreTexts> = {
  name: 'score',
  pt,
  en: () => import('./score.texts.en.ts'),
  es: () => import('./score.texts.es.ts'),
};
