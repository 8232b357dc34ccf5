import type { Bounce, Dimension } from '../../server/modules/traffic/traffic.schema.ts';
import type { Catalog } from '../core/locale.ts';

type Problem = 'quota' | 'denied' | 'unreachable' | 'invalid';

const pt = {
  heading: 'Tráfego',
  perDay: 'por dia',
  explain: (name: string) => `Como sabemos: ${name}`,
  range: (range: string) => `Período: ${range}. Mudar`,
  lastYear: 'Ano anterior',
  metrics: 'Indicadores',
  versus: (value: string, range: string) => `vs. ${value} em ${range}`,
  noBase: 'Nada antes para comparar',
  change: (sign: number, amount: string): string => (sign > 0 ? `subiu ${amount}` : sign < 0 ? `caiu ${amount}` : 'não mudou'),
  good: ', bom',
  bad: ', ruim',
  today: (value: string) => `Hoje até agora: ${value}. Parcial, fica fora da comparação.`,
  revised: (days: string) => `Revisado: ${days}.`,
  filtered: (dimension: string, value: string) => `${dimension}: ${value}`,
  unfilter: (filter: string) => `Remover o filtro ${filter}`,
  dimension: { page: 'Página', source: 'Origem', campaign: 'Campanha', device: 'Aparelho', country: 'País' } satisfies Record<Dimension, string> as Record<Dimension, string>,
  device: { desktop: 'Computador', mobile: 'Celular', tablet: 'Tablet', other: 'Outros' } as Readonly<Record<string, string>>,
  direct: 'Direto',
  unknown: 'Desconhecido',
  others: 'Outros',
  sum: 'Soma dos dias: quem volta em outro dia conta de novo.',
  people: (count: string, share: string) => `Cerca de ${count} pessoas diferentes, nos ${share} das visitas em que aceitaram ser reconhecidas.`,
  bounce: {
    event: 'Rejeição: visita de uma página só, em que nada foi feito.',
    page: 'Rejeição: visita de uma página só, o que quer que tenha sido feito nela.',
    engagement: 'Rejeição: visita de até 10 segundos, de uma página só e sem conversão.',
  } satisfies Record<Bounce, string> as Record<Bounce, string>,
  excluded: (bots: string, own: string) => `Fora da conta: ${bots} de robôs, ${own} da própria equipe.`,
  pages: 'De uma página, as visitas são as que começaram nela.',
  ga4: (value: string, days: string, difference: string) => `Google Analytics: ${value} em ${days} dias que os dois contaram; a nossa conta difere ${difference}.`,
  ga4Waits: 'Google Analytics: nenhum dia em comum ainda.',
  ga4At: (ago: string) => `Google Analytics atualizado ${ago}.`,
  problem: {
    quota: 'O limite de consultas do Google acabou por hoje.',
    denied: 'O Google negou o acesso.',
    unreachable: 'O Google não respondeu.',
    invalid: 'O Google recusou a consulta.',
  } satisfies Record<Problem, string> as Record<Problem, string>,
  empty: 'Nenhuma visita neste período',
  emptyText: 'Instale o coletor no site, ou escolha outro período.',
  choose: 'Escolher período',
};

export type TrafficTexts = typeof pt;

export const trafficTexts: Catalog<TrafficTexts> = {
  name: 'traffic',
  pt,
  en: () => import('./traffic.texts.en.ts'),
  es: () => import('./traffic.texts.es.ts'),
};
