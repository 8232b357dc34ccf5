import type { ExplainTexts } from './explain.texts.ts';

const es: ExplainTexts = {
  heading: 'Cómo lo sabemos',
  loading: 'Buscando…',
  failed: 'No pudimos obtener la explicación.',
  retry: 'Reintentar',
  formula: 'Fórmula',
  period: 'Período',
  sources: 'Fuentes',
  behind: 'Base',
  updated: 'Actualizado',
  completeDays: (count, days) => (count === 1 ? '1 día completo' : `${days} días completos`),
  missingDays: (count, days) => (count === 1 ? '1 día sin datos' : `${days} días sin datos`),
  partial: 'Hoy todavía es parcial y queda fuera de las variaciones.',
  revised: (count, days) => (count === 1 ? '1 día se revisó después de publicarse.' : `${days} días se revisaron después de publicarse.`),
  noSource: 'Ninguna fuente envió esta cifra en este período.',
  source: { collector: 'Recolector ARCO', ga4: 'Google Analytics 4', import: 'Archivo importado', manual: 'Ingresado a mano' },
  days: (count, days) => (count === 1 ? '1 día' : `${days} días`),
};

export default es;
