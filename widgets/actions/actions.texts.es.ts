import type { ActionsTexts } from './actions.texts.ts';

const on = (date: string) => date.replace(' ', ' de ');

const es: ActionsTexts = {
  heading: 'Para hacer ahora',
  summary: (count, written) => (count === 1 ? '1 acción' : `${written} acciones, por impacto esperado`),
  open: 'Cómo lo sabemos: Para hacer ahora',
  kind: { urgent: 'Urgente', insight: 'Insight', quick_win: 'Logro rápido' },
  minutes: (minutes) => `${minutes} min`,
  title: {
    goal_at_risk: ({ within }) => `La meta de ${within} se está alejando`,
    out_of_band: ({ metric, from, below }) => `${metric} por ${below ? 'debajo' : 'encima'} de lo normal el ${on(from)}`,
    spend_without_conversions: ({ value }) => `Los anuncios gastaron ${value} sin ninguna conversión`,
    idle_days: ({ days }) => `Los anuncios llevan ${days} días parados`,
    forecast_short_of_goal: ({ within }) => `El mes debería terminar por debajo de la meta de ${within}`,
    raise_budget: ({ value }) => `${value} más en anuncios cubren lo que falta para la meta`,
  },
  text: {
    goal_at_risk: ({ value, low, high, reference }) => `Al ritmo de hoy el período termina en ${value} (entre ${low} y ${high}). La meta es ${reference}.`,
    out_of_band: ({ value, reference, days, until, below }) => `${until ? `Hasta las ${until} fueron` : 'Fueron'} ${value}; lo normal de ese día de la semana${until ? ', hasta esa hora,' : ''} es ${reference}, por la mediana de ${days} semanas. ${below ? 'Conviene ver qué cambió.' : 'Conviene ver de dónde vino y repetirlo.'}`,
    spend_without_conversions: ({ from, to, reference }) => `Del ${on(from)} al ${on(to)}. Con ese gasto lo normal serían ${reference} conversiones: revisa la página de destino y el pago.`,
    idle_days: ({ reference }) => `Antes de la parada el gasto era de ${reference} por día. Revisa el presupuesto y la forma de pago.`,
    forecast_short_of_goal: ({ value, low, high, reference }) => `La previsión es ${value} (entre ${low} y ${high}). La meta es ${reference}.`,
    raise_budget: ({ reference, days }) => `Al costo medio de los últimos ${days} días, con ${reference} de gasto. Gastar más suele rendir menos: aumenta poco a poco.`,
  },
  protects: (money) => `Protege ~${money}`,
  brings: (money) => `Puede traer ~${money}`,
  unpriced: 'Sin valor en dinero',
  act: 'Ver qué hacer',
  done: 'Ya lo hice',
  snooze: 'Aplazar',
  dismiss: 'Descartar',
  more: 'Más opciones',
  doneFor: (title) => `Ya lo hice: ${title}`,
  snoozeFor: (title) => `Aplazar: ${title}`,
  dismissFor: (title) => `Descartar: ${title}`,
  all: (count) => `Ver las ${count}`,
  fewer: 'Ver solo las tres primeras',
  log: 'Lo que ya se hizo',
  completed: (title) => `Hecha: ${title}`,
  dismissed: (title) => `Descartada: ${title}`,
  snoozed: (title, date) => `Aplazada hasta el ${on(date)}: ${title}`,
  reopened: (title) => `De vuelta en la lista: ${title}`,
  undo: 'Deshacer',
  somebody: 'Otra persona',
  taken: (who, state, title) => `${who} ya ${state === 'completed' ? 'lo hizo' : state === 'dismissed' ? 'lo descartó' : state === 'snoozed' ? 'lo aplazó' : 'lo devolvió a la lista'}: ${title}`,
  failed: (title) => `No se pudo guardar. Nada cambió en: ${title}`,
  empty: 'Nada para hacer ahora',
  emptyText: 'En cuanto algo merezca tu atención, aparece aquí.',
};

export default es;
