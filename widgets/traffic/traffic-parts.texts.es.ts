import type { TrafficPartsTexts } from './traffic-parts.texts.ts';

const es: TrafficPartsTexts = {
  series: (name) => `${name} por día`,
  kind: { launch: 'Lanzamiento', campaign: 'Campaña', note: 'Nota', restated: 'Revisado', alert: 'Alerta' },
  tabs: 'De dónde vienen las visitas',
  tab: { page: 'Páginas', source: 'Orígenes', campaign: 'Campañas', device: 'Dispositivos', country: 'Países' },
  visits: 'Visitas',
  views: 'Páginas vistas',
  conversion: 'Conversión',
  bounce: 'Rebote',
  time: 'Tiempo',
  only: (value) => `Ver solo ${value}`,
  others: (count) => `y ${count} más`,
  since: (day) => `Con un filtro, la tabla llega hasta 92 días atrás: desde ${day}.`,
  loading: 'Cargando la tabla',
  failed: 'No se pudo obtener la tabla.',
  retry: 'Intentar de nuevo',
  none: 'Nada por aquí en este período.',
  save: 'Guardar o compartir',
  csv: 'Descargar los días (CSV)',
  table: 'Descargar la tabla (CSV)',
  png: 'Descargar el gráfico (PNG)',
  link: 'Copiar el enlace de esta vista',
  copied: 'Enlace copiado',
  notCopied: 'El navegador no dejó copiar. El enlace está en la barra de direcciones.',
  noChart: 'Vuelva al gráfico para descargar la imagen.',
  day: 'Día',
};

export default es;
