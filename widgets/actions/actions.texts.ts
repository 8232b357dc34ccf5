import type { Action, ActionKind, Rule } from '../../server/modules/actions/actions.schema.ts';
import type { Catalog } from '../core/locale.ts';

/** What a rule's card speaks of, as it is written. */
export interface Facts {
  readonly metric: string;
  /** The same within a sentence. */
  readonly within: string;
  readonly value: string;
  readonly reference: string;
  readonly low: string;
  readonly high: string;
  readonly days: string;
  readonly from: string;
  readonly to: string;
  /** The hour of the client's clock that the day was looked at, `hh:mm`; empty of a whole day. */
  readonly until: string;
  /** Whether the value is below what it is held against. */
  readonly below: boolean;
}

// Within a sentence Portuguese joins day and month: 20 de nov.
const on = (date: string) => date.replace(' ', ' de ');

const pt = {
  heading: 'Para fazer agora',
  summary: (count: number, written: string): string => (count === 1 ? '1 ação' : `${written} ações, por impacto esperado`),
  open: 'Como sabemos: Para fazer agora',
  kind: { urgent: 'Urgente', insight: 'Insight', quick_win: 'Ganho rápido' } satisfies Record<ActionKind, string> as Record<ActionKind, string>,
  minutes: (minutes: string) => `${minutes} min`,
  title: {
    goal_at_risk: ({ within }) => `A meta de ${within} está ficando fora do alcance`,
    out_of_band: ({ metric, from, below }) => `${metric} ${below ? 'abaixo' : 'acima'} do normal em ${on(from)}`,
    spend_without_conversions: ({ value }) => `Os anúncios gastaram ${value} sem nenhuma conversão`,
    idle_days: ({ days }) => `Os anúncios estão parados há ${days} dias`,
    forecast_short_of_goal: ({ within }) => `O mês deve terminar abaixo da meta de ${within}`,
    raise_budget: ({ value }) => `Mais ${value} em anúncios cobrem o que falta para a meta`,
  } as Record<Rule, (facts: Facts) => string>,
  text: {
    goal_at_risk: ({ value, low, high, reference }) => `No ritmo de hoje o período termina em ${value} (entre ${low} e ${high}). A meta é ${reference}.`,
    out_of_band: ({ value, reference, days, until, below }) => `${until ? `Até as ${until} foram` : 'Foram'} ${value}; o normal desse dia da semana${until ? ', até essa hora,' : ''} é ${reference}, pela mediana de ${days} semanas. ${below ? 'Vale ver o que mudou.' : 'Vale ver de onde veio e repetir.'}`,
    spend_without_conversions: ({ from, to, reference }) => `Com o gasto de ${on(from)} a ${on(to)} o normal seriam ${reference} conversões: confira a página de destino e o pagamento.`,
    idle_days: ({ reference }) => `Antes da parada o gasto era de ${reference} por dia. Confira o orçamento e a forma de pagamento.`,
    forecast_short_of_goal: ({ value, low, high, reference }) => `A previsão é ${value} (entre ${low} e ${high}). A meta é ${reference}.`,
    raise_budget: ({ reference, days }) => `Ao custo médio dos últimos ${days} dias, com ${reference} de gasto. Gastar mais costuma render menos: aumente aos poucos.`,
  } as Record<Rule, (facts: Facts) => string>,
  protects: (money: string) => `Protege ~${money}`,
  brings: (money: string) => `Pode trazer ~${money}`,
  unpriced: 'Sem valor em reais',
  act: 'Ver o que fazer',
  done: 'Já fiz',
  snooze: 'Adiar',
  dismiss: 'Dispensar',
  more: 'Mais opções',
  doneFor: (title: string) => `Já fiz: ${title}`,
  snoozeFor: (title: string) => `Adiar: ${title}`,
  dismissFor: (title: string) => `Dispensar: ${title}`,
  all: (count: string) => `Ver todas as ${count}`,
  fewer: 'Ver só as três primeiras',
  log: 'O que já foi feito',
  completed: (title: string) => `Feita: ${title}`,
  dismissed: (title: string) => `Dispensada: ${title}`,
  snoozed: (title: string, date: string) => `Adiada até ${on(date)}: ${title}`,
  reopened: (title: string) => `De volta à lista: ${title}`,
  undo: 'Desfazer',
  somebody: 'Outra pessoa',
  taken: (who: string, state: Action['state'], title: string): string =>
    `${who} já ${state === 'completed' ? 'fez isso' : state === 'dismissed' ? 'dispensou' : state === 'snoozed' ? 'adiou' : 'devolveu à lista'}: ${title}`,
  failed: (title: string) => `Não deu para salvar. Nada mudou em: ${title}`,
  empty: 'Nada para fazer agora',
  emptyText: 'Assim que algo merecer a sua atenção, aparece aqui.',
};

export type ActionsTexts = typeof pt;

export const actionsTexts: Catalog<ActionsTexts> = {
  name: 'actions',
  pt,
  en: () => import('./actions.texts.en.ts'),
  es: () => import('./actions.texts.es.ts'),
};
