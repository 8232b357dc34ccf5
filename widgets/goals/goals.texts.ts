import type { GoalStatus } from '../../server/modules/goals/goals.schema.ts';
import type { Catalog } from '../core/locale.ts';
import type { Period } from '../ui/days/start.ts';

/** The period that goals are of, or other dates. */
export type Span = Period | 'custom';

const spans: Record<Span, string> = { day: 'o dia', week: 'a semana', month: 'o mês', quarter: 'o trimestre', year: 'o ano', custom: 'o período' };
// Within a sentence Portuguese joins day and month: 20 de nov.
const on = (date: string) => date.replace(' ', ' de ');

const pt = {
  heading: (span: Span) => `Metas d${spans[span]}`,
  explain: (name: string) => `Como sabemos: ${name}`,
  left: (count: number, days: string): string => (count === 1 ? 'Último dia' : `${days} dias restantes`),
  of: (target: string) => `de ${target}`,
  ceiling: (target: string) => `teto ${target}`,
  share: (percent: string) => `${percent} da meta`,
  shareOfCeiling: (percent: string) => `${percent} do teto`,
  projection: (low: string, high: string) => `projeção ${low} a ${high}`,
  tooEarly: 'cedo para projetar',
  reachedOn: (date: string) => `em ${on(date)}`,
  startsOn: (date: string) => `começa em ${on(date)}`,
  endedOn: (date: string) => `terminou em ${on(date)}`,
  noData: 'nada registrado ainda',
  status: {
    reached: 'Atingida',
    missed: 'Não atingida',
    on_track: 'No ritmo',
    at_risk: 'Em risco',
    open: 'Em aberto',
    upcoming: 'A começar',
    no_data: 'Sem registros',
  } satisfies Record<GoalStatus, string> as Record<GoalStatus, string>,
  tick: (span: Span, percent: string) => `O traço marca onde ${spans[span]} está hoje: ${percent}.`,
  ticks: 'O traço marca quanto do período já passou.',
  create: 'Nova meta',
  first: 'Definir meta',
  empty: 'Nenhuma meta neste período',
  emptyEditor: 'Defina quanto quer alcançar. O progresso aparece aqui.',
  emptyReader: 'Quem administra a conta pode definir a primeira.',
};

export type GoalsTexts = typeof pt;

export const goalsTexts: Catalog<GoalsTexts> = {
  pt,
  en: () => import('./goals.texts.en.ts'),
  es: () => import('./goals.texts.es.ts'),
};
