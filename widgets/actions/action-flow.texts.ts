import type { Catalog } from '../core/locale.ts';

/** What is kept of a reason is its code, so that it reads in three languages; what a person wrote stays as it is. */
export const reasons = ['not_relevant', 'done_otherwise', 'not_worth_it', 'no_time'] as const;
export type Reason = (typeof reasons)[number];

const on = (date: string) => date.replace(' ', ' de ');

const pt = {
  worth: 'Vale',
  chance: 'Chance de dar certo',
  effort: 'Tempo',
  rank: 'Por minuto',
  sum: (money: string, chance: string, minutes: string, result: string) => `${money} × ${chance} ÷ ${minutes} min = ${result}`,
  why: 'Como sabemos',
  byRule: 'Sugerida pela ARCO, a partir dos seus números',
  by: (who: string) => `Escrita por ${who}`,
  done: 'Já fiz',
  snooze: 'Adiar',
  dismiss: 'Dispensar',
  until: 'Até quando?',
  tomorrow: 'Amanhã',
  week: 'Em uma semana',
  fortnight: 'Em duas semanas',
  otherDay: 'Outro dia',
  day: 'Dia',
  dayExpected: (from: string, to: string) => `Escolha um dia de ${from} a ${to}`,
  reasonWhy: 'Por que dispensar?',
  reasonHelp: 'A resposta melhora as próximas sugestões. A mesma não volta por 14 dias.',
  reason: {
    not_relevant: 'Não faz sentido para nós',
    done_otherwise: 'Já fizemos de outro jeito',
    not_worth_it: 'Custa mais do que vale',
    no_time: 'Sem tempo agora',
  } as Record<Reason, string>,
  other: 'Outro motivo',
  otherExpected: 'Diga o motivo em poucas palavras',
  pick: 'Escolha um motivo',
  log: 'O que já foi feito',
  show: 'Mostrar',
  states: { completed: 'Feitas', snoozed: 'Adiadas', dismissed: 'Dispensadas' },
  nothing: { completed: 'Nada feito ainda.', snoozed: 'Nada adiado.', dismissed: 'Nada dispensado.' },
  decided: (who: string | null, when: string) => (who ? `${who}, ${when}` : when),
  snoozedUntil: (date: string) => `até ${on(date)}`,
  effect: (metric: string, change: string, days: string) => `${days} dias depois: ${metric} ${change}, contra os ${days} dias antes. Não prova a causa.`,
  measuring: (days: string) => `O efeito é medido ${days} dias depois.`,
  undo: 'Desfazer',
  undoFor: (title: string) => `Desfazer: ${title}`,
  ranking: 'Como ordenamos',
  rankingText: 'Primeiro o que rende mais por minuto do seu tempo: valor esperado × chance de dar certo ÷ minutos. Empates ficam na ordem em que chegaram, e o que não tem preço vem por último.',
  chances: 'A chance de uma regra começa como um palpite nosso e se ajusta ao que aconteceu depois das suas ações. A de uma sugestão escrita é de quem a escreveu.',
  loading: 'Buscando',
  failed: 'Não deu para buscar',
  retry: 'Tentar de novo',
};

export type ActionFlowTexts = typeof pt;

export const actionFlowTexts: Catalog<ActionFlowTexts> = {
  pt,
  en: () => import('./action-flow.texts.en.ts'),
  es: () => import('./action-flow.texts.es.ts'),
};
