import type { Catalog } from './locale.ts';

const pt = {
  empty: ['Nada por aqui ainda', 'Assim que houver dados, eles aparecem aqui.'] as [string, string],
  denied: ['Sem acesso a este quadro', 'Peça acesso a quem administra a conta.'] as [string, string],
  signedOut: 'Sua sessão terminou. Entre de novo para ver este quadro.',
  failed: ['Não deu para buscar os dados', 'O problema é do nosso lado. Seus dados estão intactos.'] as [string, string],
  limited: ['Muitas consultas em pouco tempo', 'Seus dados estão intactos.'] as [string, string],
  gone: ['Isto não existe mais', 'Pode ter sido removido por outra pessoa.'] as [string, string],
  retrying: (seconds: string) => `Tentamos de novo em ${seconds} s.`,
  code: (id: string) => `Código ${id}`,
};

export type StatesTexts = typeof pt;

export const statesTexts: Catalog<StatesTexts> = {
  name: 'states',
  pt,
  en: () => import('./states.texts.en.ts'),
  es: () => import('./states.texts.es.ts'),
};
