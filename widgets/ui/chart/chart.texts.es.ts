import type { ChartTexts } from './chart.texts.ts';

const es: ChartTexts = {
  role: 'gráfico',
  keys: 'Las flechas leen día a día',
  table: 'Ver como tabla',
  chart: 'Ver como gráfico',
  day: 'Día',
  between: (low, high) => `entre ${low} y ${high}`,
  none: 'sin datos',
  lowest: (value, day) => `Menor: ${value} el ${day}`,
  highest: (value, day) => `Mayor: ${value} el ${day}`,
  latest: (value) => `Último: ${value}`,
};

export default es;
