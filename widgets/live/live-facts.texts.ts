import type { Catalog } from '../core/locale.ts';

const pt = {
  heading: 'Como sabemos',
  now: 'Visitantes agora',
  nowText: 'Visitantes diferentes que abriram uma página ou fizeram algo no site nos últimos 5 minutos. Cada um conta na última página que viu.',
  conversions: 'Conversões',
  conversionsText: 'As que o site registrou nas últimas 2 horas.',
  rate: 'Taxa de conversão',
  rateText: (from: string, to: string) => `Conversões ÷ visitas das 24 horas completas entre ${from} e ${to}, contra as mesmas horas uma semana antes.`,
  counts: (conversions: string, visits: string) => `${conversions} ÷ ${visits} visitas`,
  minutes: 'Barras',
  minutesText: 'Páginas abertas em cada minuto. A última barra ainda cresce.',
  source: 'Fonte',
  sourceText: 'Só o coletor ARCO. Robôs e a própria equipe ficam de fora.',
  counted: 'Contado às',
};

export type LiveFactsTexts = typeof pt;

export const liveFactsTexts: Catalog<LiveFactsTexts> = {
  pt,
  en: () => import('./live-facts.texts.en.ts'),
  es: () => import('./live-facts.texts.es.ts'),
};
