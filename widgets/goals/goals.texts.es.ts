import type { GoalsTexts, Span } from './goals.texts.ts';

const spans: Record<Span, string> = { day: 'el día', week: 'la semana', month: 'el mes', quarter: 'el trimestre', year: 'el año', custom: 'el período' };
const on = (date: string) => date.replace(' ', ' de ');

const es: GoalsTexts = {
  heading: (span) => `Metas de ${spans[span]}`.replace('de el ', 'del '),
  explain: (name) => `Cómo lo sabemos: ${name}`,
  left: (count, days) => (count === 1 ? 'Último día' : `Quedan ${days} días`),
  of: (target) => `de ${target}`,
  ceiling: (target) => `tope ${target}`,
  share: (percent) => `${percent} de la meta`,
  shareOfCeiling: (percent) => `${percent} del tope`,
  projection: (low, high) => `proyección ${low} a ${high}`,
  tooEarly: 'pronto para proyectar',
  reachedOn: (date) => `el ${on(date)}`,
  startsOn: (date) => `empieza el ${on(date)}`,
  endedOn: (date) => `terminó el ${on(date)}`,
  noData: 'nada registrado todavía',
  status: { reached: 'Alcanzada', missed: 'No alcanzada', on_track: 'En ritmo', at_risk: 'En riesgo', open: 'Abierta', upcoming: 'Por empezar', no_data: 'Sin registros' },
  tick: (span, percent) => `La marca indica dónde va ${spans[span]} hoy: ${percent}.`,
  ticks: 'La marca indica cuánto del período ya pasó.',
  create: 'Nueva meta',
  first: 'Definir meta',
  empty: 'Ninguna meta en este período',
  emptyEditor: 'Define cuánto quieres alcanzar. El avance aparece aquí.',
  emptyReader: 'Quien administra la cuenta puede definir la primera.',
};

export default es;
