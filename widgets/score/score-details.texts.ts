import type { Catalog } from '../core/locale.ts';

type Write = (name: string) => string;

const pt = {
  loading: 'Buscando o histórico',
  failed: 'Não deu para buscar o histórico',
  retry: 'Tentar de novo',
  history: 'Score por dia',
  score: 'Score',
  none: 'O histórico começa quando o primeiro dia terminar.',
  weightsChanged: 'Pesos novos',
  revised: (count: number, days: string): string => (count === 1 ? '1 dia foi revisado com dados que chegaram depois.' : `${days} dias foram revisados com dados que chegaram depois.`),
  bands: 'Até 50 precisa de atenção, de 51 a 75 pode melhorar, de 76 em diante está saudável.',
  how: 'Como sabemos',
  formula: 'O score é a média das partes que podem ser calculadas, cada uma de 0 a 100 e com o seu peso. Com menos de 60\u202f% do peso não há score.',
  weight: (percent: string) => `peso ${percent}`,
  version: (version: string) => `Versão ${version} dos pesos`,
  standard: 'Pesos padrão',
  updated: 'Atualizado',
  restated: 'Revisado com dados que chegaram depois',
  partial: 'Hoje conta o que foi feito até agora, e números até ontem.',
  basis: {
    engagement: (read: Write) => `${read('handled')} de ${read('actions')} ações dos últimos 30 dias feitas, adiadas ou dispensadas, e ${read('reviewed')} de ${read('goals')} metas abertas. Entrar no portal não conta.`,
    campaigns: (read: Write) => `Nos últimos 30 dias, cada real em anúncios trouxe ${read('roas')} em receita atribuída; ${read('target')} valem 100 pontos.`,
    conversion: (read: Write) => `Taxa de ${read('rate')} nos últimos 30 dias contra ${read('before')} nos 90 anteriores. Igual vale 50 pontos; 20\u202f% melhor, 100.`,
    goals: (read: Write) => `${read('goals')} metas em andamento devem chegar, em média, a ${read('expected')} do alvo.`,
  },
};

export type ScoreDetailsTexts = typeof pt;

export const scoreDetailsTexts: Catalog<ScoreDetailsTexts> = {
  pt,
  en: () => import('./score-details.texts.en.ts'),
  es: () => import('./score-details.texts.es.ts'),
};
