import type { LiveTexts } from './live.texts.ts';

const es: LiveTexts = {
  heading: 'En vivo',
  explain: 'Cómo lo sabemos: En vivo',
  visitors: (count) => (count === 1 ? 'visitante en los últimos 5 min' : 'visitantes en los últimos 5 min'),
  conversions: 'Conversiones, últimas 2 h',
  rate: 'Tasa de conversión, últimas 24 h',
  versus: (rate) => `vs. ${rate} hace una semana`,
  noVisits: 'Ninguna visita en las últimas 24 h',
  noBase: 'Nada hace una semana para comparar',
  change: (sign, amount) => (sign > 0 ? `subió ${amount}` : sign < 0 ? `bajó ${amount}` : 'no cambió'),
  good: ', bueno',
  bad: ', malo',
  chart: 'gráfico',
  minutes: 'Páginas vistas por minuto, última media hora',
  summary: (total, most, at) => `Páginas vistas por minuto en la última media hora: ${total} en total, ${most} como máximo, a las ${at}`,
  none: 'Ninguna página vista en la última media hora',
  keys: 'Las flechas recorren los minutos',
  minute: (time, count, views) => `${time}: ${count === 1 ? '1 página vista' : `${views} páginas vistas`}`,
  running: 'hasta ahora',
  pages: 'Páginas ahora',
  sources: 'De dónde vinieron',
  direct: 'Acceso directo',
  nobody: (ago) => `Nadie en el sitio ahora. Última visita ${ago}.`,
  updated: (ago) => `Actualizado ${ago}`,
  moment: 'hace menos de 1 min',
  collector: 'Contado por el recolector ARCO, sin robots',
  empty: 'Instala el recolector para ver quién está en el sitio',
  emptyText: 'Pega esta línea en las páginas del sitio, con la clave del cliente. La primera visita aparece aquí en segundos.',
};

export default es;
