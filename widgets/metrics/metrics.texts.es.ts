import type { MetricsTexts } from './metrics.texts.ts';

const es: MetricsTexts = {
  loading: 'Indicador',
  explain: (name) => `Cómo lo sabemos: ${name}`,
  versus: (range) => `vs. ${range}`,
  first: 'Primer mes con datos',
  fromZero: (range) => `Nada en ${range} con que comparar`,
  noBase: 'Sin base para calcular en este período',
  change: (sign, amount) => (sign > 0 ? `subió ${amount}` : sign < 0 ? `bajó ${amount}` : 'sin cambios'),
  good: ', bueno',
  bad: ', malo',
  run: (low, high) => `Por día: menor ${low}, mayor ${high}`,
  partialToday: 'Hoy, parcial, queda fuera de la comparación',
};

export default es;
