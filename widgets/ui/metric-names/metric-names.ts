import type { Text } from '../../../server/core/input.ts';
import type { MetricId } from '../../../server/core/metrics/definitions.ts';

const name = (pt: string, en: string, es: string): Text => ({ pt, en, es });

/** What a figure is called where the server could not say it itself. */
export const metricNames: Record<MetricId, Text> = {
  visitors: name('Visitantes', 'Visitors', 'Visitantes'),
  new_visitors: name('Novos visitantes', 'New visitors', 'Nuevos visitantes'),
  sessions: name('Visitas', 'Visits', 'Visitas'),
  pageviews: name('Páginas vistas', 'Page views', 'Páginas vistas'),
  bounce_rate: name('Rejeição', 'Bounce rate', 'Rebote'),
  avg_session_seconds: name('Tempo por visita', 'Time per visit', 'Tiempo por visita'),
  conversions: name('Conversões', 'Conversions', 'Conversiones'),
  conversion_rate: name('Taxa de conversão', 'Conversion rate', 'Tasa de conversión'),
  leads: name('Leads', 'Leads', 'Leads'),
  qualified_leads: name('Leads qualificados', 'Qualified leads', 'Leads calificados'),
  cost_per_lead: name('Custo por lead', 'Cost per lead', 'Costo por lead'),
  ad_spend: name('Gasto em anúncios', 'Ad spend', 'Gasto en anuncios'),
  impressions: name('Impressões', 'Impressions', 'Impresiones'),
  clicks: name('Cliques', 'Clicks', 'Clics'),
  ctr: name('CTR', 'CTR', 'CTR'),
  cpc: name('Custo por clique', 'Cost per click', 'Costo por clic'),
  cpa: name('Custo por conversão', 'Cost per conversion', 'Costo por conversión'),
  roas: name('ROAS', 'ROAS', 'ROAS'),
  revenue: name('Receita', 'Revenue', 'Ingresos'),
  roi: name('ROI', 'ROI', 'ROI'),
};
