import type { Compared, Hidden } from '../../server/modules/benchmarks/benchmarks.schema.ts';
import type { Catalog } from '../core/locale.ts';

type Unknown = NonNullable<Compared['unknown']>;
/** `above` and `below` are the worse side: of a cost above, of a rate below. */
export type Word = 'better' | 'same' | 'above' | 'below';

const pt = {
  heading: 'Você e o setor',
  explain: (name: string) => `Como sabemos: ${name}`,
  lower: 'menos é melhor',
  clients: { better: 'Melhor que o setor', same: 'Igual ao setor', above: 'Acima do setor', below: 'Abaixo do setor' } satisfies Record<Word, string> as Record<Word, string>,
  published: { better: 'Melhor que a referência', same: 'Igual à referência', above: 'Acima da referência', below: 'Abaixo da referência' } satisfies Record<Word, string> as Record<Word, string>,
  unknown: {
    no_benchmark: 'Sem comparação',
    few_days: 'Poucos dias para comparar',
    currency: 'A referência está em outra moeda',
    definition: 'A referência conta outra coisa',
  } satisfies Record<Unknown, string> as Record<Unknown, string>,
  median: (value: string) => `mediana ${value}`,
  companies: (count: string) => `${count} empresas`,
  sample: (count: string) => `n ${count}`,
  all: 'todos os setores',
  scale: (name: string, value: string, median: string) => `${name}: você ${value}, mediana ${median}`,
  between: (low: string, high: string) => `entre ${low} e ${high}`,
  hidden: (reason: Hidden['reason'], count: string, needed: string): string =>
    reason === 'few'
      ? `Ainda há poucas empresas do setor para comparar: ${count} de ${needed}`
      : reason === 'dominated'
        ? 'Uma só empresa pesa mais de um quarto no setor: mostrar o número a mostraria'
        : 'Diga à ARCO qual é o setor da empresa, e a comparação aparece aqui',
  legend: 'A faixa cinza reúne a metade central, o traço é a mediana. O ponto é você, com a margem.',
  details: 'De onde vem a comparação',
  you: 'Você, com 95 % de confiança',
  half: 'Metade central',
  range: 'Mediana do setor, com 95 % de confiança',
  source: 'Fonte',
  counts: 'O que conta',
  ofClients: 'Clientes da ARCO que contribuem, cada um com o mesmo peso',
  consent: 'Contribuir com os números, sem o nome',
  shared: 'Entram só as taxas e os custos de cada mês, numa mediana de 15 empresas ou mais. Nome, vendas e visitas não aparecem. Dá para sair quando quiser.',
  saved: (contributes: boolean): string => (contributes ? 'Os números contam a partir do próximo cálculo do mês' : 'Os números não contam mais'),
  failed: 'Não deu para salvar. A escolha continua como estava.',
  empty: 'Ainda não há um mês completo para comparar',
  emptyText: 'Com visitas ou anúncios registrados num mês inteiro, a comparação aparece aqui.',
};

export type BenchmarksTexts = typeof pt;

export const benchmarksTexts: Catalog<BenchmarksTexts> = {
  name: 'benchmarks',
  pt,
  en: () => import('./benchmarks.texts.en.ts'),
  es: () => import('./benchmarks.texts.es.ts'),
};
