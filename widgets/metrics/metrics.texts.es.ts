import type { MetricsTexts } from './metrics.texts.ts';

const es: MetricsTexts = {
  loading: 'Indicador',
  explain: (name) => `Cómo lo sabemos: ${name}`,
  versus: (range) => `vs. ${range}`,
  first: 'Primer mes con datos',
  fromZero: (range) => `Nada en ${range} con que comparar`,
  undivided: 'No hay por cuánto dividir en este período',
  change: (sign, amount) => (sign > 0 ? `subió ${amount}` : sign < 0 ? `bajó ${amount}` : 'sin cambios'),
  good: ', bueno',
  bad: ', malo',
  run: (low, high) => `Por día: menor ${low}, mayor ${high}`,
  partial: 'Parcial',
  partialAlone: 'fuera de las variaciones',
  partialToday: 'Hoy, parcial, queda fuera de la comparación',
  empty: (period) => `Nada registrado en ${period}`,
  emptyNext: 'En cuanto una fuente envíe esta cifra, aparecerá aquí.',
};

export default es;
