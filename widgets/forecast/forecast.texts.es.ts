import type { ForecastTexts } from './forecast.texts.ts';

// Within a sentence Spanish joins day and month: 30 de nov.
const on = (date: string) => date.replace(' ', ' de ');

const es: ForecastTexts = {
  heading: 'Previsión del mes',
  explain: 'Cómo lo sabemos: Previsión del mes',
  between: (low, high) => `entre ${low} y ${high}`,
  span: (low, high) => `(${low} a ${high})`,
  curve: (metric, current, end, range, date) => `${metric} hasta ahora: ${current}; el ${on(date)}, ${end}, ${range}.`,
  target: (value) => `meta ${value}`,
  until: (metric, day) => `${metric} hasta el día ${day}`,
  error: (n, count, error) => (n === 1 ? `El mes pasado nos equivocamos en ${error}.` : `En las últimas ${count} previsiones nos equivocamos, en promedio, en ${error}.`),
  errorShort: (count, error) => `Error medio de las últimas ${count}: ${error}`,
  noError: 'Todavía no hay meses terminados para comparar.',
  chance: '8 de cada 10 meses terminan dentro del rango.',
  how: 'Cómo prevemos',
  model: {
    seasonal_naive: 'Repetimos el mismo día de la semana pasada: nada se equivocó menos hasta ahora.',
    naive: 'Repetimos el último día.',
    drift: 'Seguimos la tendencia del primer al último día.',
    smoothing: 'Seguimos el nivel de los últimos días.',
    linear: 'Seguimos la recta de los últimos 56 días.',
    weekday_index: 'Cada día de la semana con su peso, al nivel de las últimas semanas.',
    holt_winters: 'Nivel, tendencia y día de la semana, con más peso a lo reciente.',
    weekday_year: 'La misma semana de años anteriores, al nivel de hoy.',
    holt_winters_year: 'Nivel, tendencia, día de la semana y época del año.',
  },
  mase: (share) => `En pruebas con el pasado, falló ${share} de lo que falla repetir la semana anterior.`,
  replayed: (count) => `${count} de las previsiones pasadas se rehicieron solo con los datos de entonces.`,
  missing: {
    no_data: 'Todavía sin datos',
    stale: 'Sin datos hace más de dos semanas',
    history: 'Necesita dos semanas de datos',
    ad_spend: 'Falta el gasto en anuncios',
    fee: 'Faltan los honorarios',
  },
  needs: 'Falta el gasto en anuncios para decir cuánto invertir.',
  advice: 'Qué hacer',
  short: (metric, missing, target) => `${metric}: faltan ${missing} para la meta de ${target}`,
  budget: (more, date) => `${more} más en anuncios hasta el ${on(date)} cubren lo que falta`,
  spent: (spent, days) => `Al costo medio de los últimos ${days} días, con ${spent} de gasto. Gastar más suele rendir menos.`,
  worth: (money) => `Vale ~${money}`,
  promote: 'Crear acción',
  promoteFor: (title) => `Crear acción: ${title}`,
  promoted: 'Acción creada',
  failed: 'No se pudo crear la acción. Intenta de nuevo.',
  empty: 'Todavía no hay qué prever',
  emptyText: 'La previsión aparece después de dos semanas de datos.',
};

export default es;
