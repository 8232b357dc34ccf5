import type { ScoreDetailsTexts } from './score-details.texts.ts';

const es: ScoreDetailsTexts = {
  loading: 'Buscando el historial',
  failed: 'No se pudo buscar el historial',
  retry: 'Intentar de nuevo',
  history: 'Score por día',
  score: 'Score',
  none: 'El historial empieza cuando termine el primer día.',
  weightsChanged: 'Pesos nuevos',
  revised: (count, days) => (count === 1 ? '1 día se revisó con datos que llegaron después.' : `${days} días se revisaron con datos que llegaron después.`),
  bands: 'Hasta 50 necesita atención, de 51 a 75 puede mejorar, desde 76 está saludable.',
  how: 'Cómo lo sabemos',
  formula: 'El score es el promedio de las partes que se pueden calcular, cada una de 0 a 100 y con su peso. Con menos del 60\u202f% del peso no hay score.',
  weight: (percent) => `peso ${percent}`,
  version: (version) => `Versión ${version} de los pesos`,
  standard: 'Pesos estándar',
  updated: 'Actualizado',
  restated: 'Revisado con datos que llegaron después',
  partial: 'Hoy cuenta lo que se hizo hasta ahora, y números hasta ayer.',
  basis: {
    engagement: (read) => `${read('handled')} de ${read('actions')} acciones de los últimos 30 días hechas, aplazadas o descartadas, y ${read('reviewed')} de ${read('goals')} metas abiertas. Entrar al portal no cuenta.`,
    campaigns: (read) => `En los últimos 30 días, cada real en anuncios trajo ${read('roas')} en ingresos atribuidos; ${read('target')} valen 100 puntos.`,
    conversion: (read) => `Tasa de ${read('rate')} en los últimos 30 días contra ${read('before')} en los 90 anteriores. Igual vale 50 puntos; 20\u202f% mejor, 100.`,
    goals: (read) => `Se espera que ${read('goals')} metas en curso lleguen, en promedio, al ${read('expected')} de su objetivo.`,
  },
};

export default es;
