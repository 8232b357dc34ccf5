import type { ScoreTexts } from './score.texts.ts';

const es: ScoreTexts = {
  heading: 'Score ARCO',
  open: 'Cómo lo sabemos: Score ARCO',
  band: { attention: 'Necesita atención', fair: 'Puede mejorar', healthy: 'Saludable' },
  of: '/100',
  score: (points, band) => `${points} de 100 puntos, ${band}`,
  part: { engagement: 'Uso del portal', campaigns: 'Campañas', conversion: 'Conversión', goals: 'Metas', weights: 'Nuevos pesos', data: 'Datos' },
  value: (name, points) => `${name}: ${points} de 100`,
  outOf: ' de 100',
  since: (date) => `desde el ${date.replace(' ', ' de ')}`,
  change: (sign, amount) => (sign > 0 ? `subió ${amount}` : sign < 0 ? `bajó ${amount}` : 'no cambió'),
  good: ', bueno',
  bad: ', malo',
  sources: (points, more) => `De dónde vinieron los ${points} puntos de ${more ? 'más' : 'menos'}`,
  parts: 'De qué está hecho el score',
  gaps: (points, one) => `Los huecos del arco son ${one ? 'el punto que falta' : `los ${points} puntos que faltan`}.`,
  full: 'El arco está completo.',
  noBase: 'Primer mes con score',
  incomplete: 'Datos insuficientes',
  incompleteText: (percent) => `Solo se puede calcular el ${percent} del score. Faltan:`,
  missing: {
    no_actions_or_goals: 'acciones o metas en los últimos 30 días',
    no_ad_spend: 'gasto en anuncios en los últimos 30 días',
    few_sessions: 'visitas suficientes en los últimos 120 días',
    no_goals: 'metas en curso',
  },
  impact: (month) => `Impacto en ${month}`,
  completeDays: (range) => `${range}, días completos`,
  versus: (range) => `vs. ${range}`,
  run: (name, low, high) => `${name} por día: menor ${low}, mayor ${high}`,
  noSource: 'Ninguna fuente conectada todavía',
  noCompleteDay: 'El primer día del mes aún no terminó',
  nothingBefore: (range) => `Nada en ${range} para comparar`,
};

export default es;
