import type { LiveFactsTexts } from './live-facts.texts.ts';

const es: LiveFactsTexts = {
  heading: 'Cómo lo sabemos',
  now: 'Visitantes ahora',
  nowText: 'Visitantes distintos que abrieron una página o hicieron algo en el sitio en los últimos 5 minutos. Cada uno cuenta en la última página que vio.',
  conversions: 'Conversiones',
  conversionsText: 'Las que el sitio registró en las últimas 2 horas.',
  rate: 'Tasa de conversión',
  rateText: (from, to) => `Conversiones ÷ visitas de las 24 horas completas entre ${from} y ${to}, contra las mismas horas una semana antes.`,
  counts: (conversions, visits) => `${conversions} ÷ ${visits} visitas`,
  minutes: 'Barras',
  minutesText: 'Páginas abiertas en cada minuto. La última barra todavía crece.',
  source: 'Fuente',
  sourceText: 'Solo el recolector ARCO. Los robots y tu propio equipo quedan fuera.',
  counted: 'Contado a las',
};

export default es;
