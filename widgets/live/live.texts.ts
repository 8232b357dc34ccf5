import type { Catalog } from '../core/locale.ts';

const pt = {
  heading: 'Ao vivo',
  explain: 'Como sabemos: Ao vivo',
  visitors: (count: number): string => (count === 1 ? 'visitante nos últimos 5 min' : 'visitantes nos últimos 5 min'),
  conversions: 'Conversões, últimas 2 h',
  rate: 'Taxa de conversão, últimas 24 h',
  versus: (rate: string) => `vs. ${rate} há uma semana`,
  noVisits: 'Nenhuma visita nas últimas 24 h',
  noBase: 'Nada há uma semana para comparar',
  change: (sign: number, amount: string): string => (sign > 0 ? `subiu ${amount}` : sign < 0 ? `caiu ${amount}` : 'não mudou'),
  good: ', bom',
  bad: ', ruim',
  chart: 'gráfico',
  minutes: 'Páginas vistas por minuto, última meia hora',
  summary: (total: string, most: string, at: string) => `Páginas vistas por minuto na última meia hora: ${total} ao todo, no máximo ${most}, às ${at}`,
  none: 'Nenhuma página vista na última meia hora',
  keys: 'As setas percorrem os minutos',
  minute: (time: string, count: number, views: string) => `${time}: ${count === 1 ? '1 página vista' : `${views} páginas vistas`}`,
  running: 'até agora',
  pages: 'Páginas agora',
  sources: 'De onde vieram',
  direct: 'Acesso direto',
  nobody: (ago: string) => `Ninguém no site agora. Última visita ${ago}.`,
  updated: (ago: string) => `Atualizado ${ago}`,
  moment: 'há menos de 1 min',
  collector: 'Contado pelo coletor ARCO, sem robôs',
  empty: 'Instale o coletor para ver quem está no site',
  emptyText: 'Cole esta linha nas páginas do site, com a chave do cliente. A primeira visita aparece aqui em segundos.',
};

export type LiveTexts = typeof pt;

export const liveTexts: Catalog<LiveTexts> = {
  name: 'live',
  pt,
  en: () => import('./live.texts.en.ts'),
  es: () => import('./live.texts.es.ts'),
};
