import type { Annotation, Dimension } from '../../server/modules/traffic/traffic.schema.ts';
import type { Catalog } from '../core/locale.ts';

const pt = {
  series: (name: string) => `${name} por dia`,
  kind: { launch: 'Lançamento', campaign: 'Campanha', note: 'Nota', restated: 'Revisado', alert: 'Alerta' } satisfies Record<Annotation['kind'], string> as Record<
    Annotation['kind'],
    string
  >,
  tabs: 'De onde vêm as visitas',
  tab: { page: 'Páginas', source: 'Origens', campaign: 'Campanhas', device: 'Aparelhos', country: 'Países' } satisfies Record<Dimension, string> as Record<Dimension, string>,
  visits: 'Visitas',
  views: 'Páginas vistas',
  conversion: 'Conversão',
  bounce: 'Rejeição',
  time: 'Tempo',
  only: (value: string) => `Ver só ${value}`,
  others: (count: string, one: boolean): string => (one ? 'e mais 1' : `e mais ${count}`),
  since: (day: string) => `Com filtro, a tabela vai até 92 dias atrás: desde ${day}.`,
  loading: 'Carregando a tabela',
  failed: 'Não deu para buscar a tabela.',
  retry: 'Tentar de novo',
  none: 'Nada por aqui neste período.',
  save: 'Salvar ou compartilhar',
  csv: 'Baixar os dias (CSV)',
  table: 'Baixar a tabela (CSV)',
  png: 'Baixar o gráfico (PNG)',
  link: 'Copiar link desta visão',
  copied: 'Link copiado',
  notCopied: 'O navegador não deixou copiar. O link está na barra de endereço.',
  noChart: 'Volte ao gráfico para baixar a imagem.',
  day: 'Dia',
  settings: 'Como contar o site',
  bounceLegend: 'O que é rejeição',
  bounces: {
    event: 'Uma página só, em que nada foi feito',
    page: 'Uma página só, o que quer que tenha sido feito',
    engagement: 'Até 10 segundos, uma página só, sem conversão',
  } as Readonly<Record<'event' | 'page' | 'engagement', string>>,
  past: 'A escolha vale também para os dias que já passaram.',
  networks: 'Endereços da própria equipe, um por linha',
  networksHint: 'Como 203.0.113.7 ou 203.0.113.0/24. As visitas deles ficam fora da conta.',
  notNetwork: (line: string) => `${line} não é um endereço`,
  doNotTrack: 'Não contar quem pede para não ser rastreado',
  apply: 'Salvar',
  saved: 'Salvo',
  notSaved: 'Não deu para salvar. Nada mudou.',
};

export type TrafficPartsTexts = typeof pt;

export const trafficPartsTexts: Catalog<TrafficPartsTexts> = {
  pt,
  en: () => import('./traffic-parts.texts.en.ts'),
  es: () => import('./traffic-parts.texts.es.ts'),
};
