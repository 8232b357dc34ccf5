import type { GoalHistoryTexts } from './goal-history.texts.ts';

const es: GoalHistoryTexts = {
  loading: 'Buscando…',
  failed: 'No pudimos obtener el historial. La meta está intacta.',
  retry: 'Reintentar',
  of: (target) => `de ${target}`,
  ceiling: (target) => `tope ${target}`,
  chart: (name) => `${name} hasta cada día`,
  toDate: 'Hasta el día',
  ofDay: 'En el día',
  projection: 'Proyección',
  low: 'Proyección, mínimo',
  high: 'Proyección, máximo',
  target: (value) => `meta ${value}`,
  chance: 'En 8 de cada 10 períodos así, el final cae dentro de la franja.',
  explain: 'Cómo lo sabemos',
  edit: 'Editar meta',
  remove: 'Eliminar',
  confirm: (name) => `¿Eliminar la meta de ${name}? Su historial se va con ella.`,
  confirmed: 'Eliminar meta',
  keep: 'Volver',
};

export default es;
