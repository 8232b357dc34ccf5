import type { Text } from '../input.ts';

/** What a count is counted in: things, centavos of the client's currency, or seconds. */
export type CountUnit = 'count' | 'money' | 'seconds';

const text = (pt: string, en: string, es: string): Text => ({ pt, en, es });

/** Everything that is stored of a day or hour, by column of `client_metrics`. Rates are computed from these and never stored. */
export const counts = {
  visitors: { unit: 'count', name: text('Visitantes', 'Visitors', 'Visitantes') },
  new_visitors: { unit: 'count', name: text('Novos visitantes', 'New visitors', 'Nuevos visitantes') },
  sessions: { unit: 'count', name: text('Visitas', 'Visits', 'Visitas') },
  pageviews: { unit: 'count', name: text('Páginas vistas', 'Page views', 'Páginas vistas') },
  bounces: { unit: 'count', name: text('Visitas de uma página só', 'Single-page visits', 'Visitas de una sola página') },
  session_seconds: { unit: 'seconds', name: text('Tempo total das visitas', 'Total time of visits', 'Tiempo total de las visitas') },
  conversions: { unit: 'count', name: text('Conversões', 'Conversions', 'Conversiones') },
  leads: { unit: 'count', name: text('Leads', 'Leads', 'Leads') },
  qualified_leads: { unit: 'count', name: text('Leads qualificados', 'Qualified leads', 'Leads calificados') },
  ad_spend_cents: { unit: 'money', name: text('Gasto em anúncios', 'Ad spend', 'Gasto en anuncios') },
  fee_cents: { unit: 'money', name: text('Honorários da ARCO', 'ARCO’s fee', 'Honorarios de ARCO') },
  impressions: { unit: 'count', name: text('Impressões', 'Impressions', 'Impresiones') },
  clicks: { unit: 'count', name: text('Cliques', 'Clicks', 'Clics') },
  revenue_cents: { unit: 'money', name: text('Receita', 'Revenue', 'Ingresos') },
  attributed_revenue_cents: {
    unit: 'money',
    name: text('Receita atribuída', 'Attributed revenue', 'Ingresos atribuidos'),
  },
} as const satisfies Record<string, { unit: CountUnit; name: Text }>;

export type CountId = keyof typeof counts;
export const countIds = Object.keys(counts) as CountId[];

/** Counts of a day or a range; null is unknown, and differs from a measured zero. */
export type Counts = { readonly [id in CountId]?: number | null };

/** Where a count came from. */
export const sources = ['manual', 'import', 'collector', 'ga4'] as const;

/** The order of trust: what a person entered or brought in a file outranks what was counted by machine, unless a client says otherwise. */
export type Source = (typeof sources)[number];
