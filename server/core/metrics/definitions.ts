import type { Text } from '../input.ts';
import type { CountId, Counts } from './counts.ts';

/** Money is centavos, a rate a fraction of 1, a ratio how many times. */
export type Unit = 'count' | 'money' | 'rate' | 'seconds' | 'ratio';
export type Better = 'higher' | 'lower' | 'neither';

type Terms = { readonly [id in CountId]?: 1 | -1 };

export interface MetricDefinition {
  readonly unit: Unit;
  readonly better: Better;
  /** What is added up over the days of a range. */
  readonly sum: Terms;
  /** What the sum is divided by, itself added up over the same days: a ratio of sums, never a mean of ratios. */
  readonly per?: Terms;
  readonly name: Text;
  readonly definition: Text;
  readonly formula: Text;
}

const text = (pt: string, en: string, es: string): Text => ({ pt, en, es });

/**
 * Every figure of the product, once. Sources: CTR, CPC, CPA, CPL, ROAS and ROI as ad platforms define them; bounce and
 * visit as Plausible does (30 minutes of idleness, one page and no interaction), unless a client chooses otherwise.
 */
export const metrics = {
  visitors: {
    unit: 'count',
    better: 'higher',
    sum: { visitors: 1 },
    name: text('Visitantes', 'Visitors', 'Visitantes'),
    definition: text(
      'Pessoas diferentes que visitaram o site em cada dia. Num período, é a soma dos dias: quem veio em dois dias conta duas vezes.',
      'Different people who visited the site on each day. Over a period it is the sum of the days: somebody who came on two days counts twice.',
      'Personas distintas que visitaron el sitio cada día. En un período es la suma de los días: quien vino dos días cuenta dos veces.',
    ),
    formula: text('Soma dos visitantes de cada dia', 'Sum of each day’s visitors', 'Suma de los visitantes de cada día'),
  },
  new_visitors: {
    unit: 'count',
    better: 'higher',
    sum: { new_visitors: 1 },
    name: text('Novos visitantes', 'New visitors', 'Nuevos visitantes'),
    definition: text(
      'Visitantes que vieram ao site pela primeira vez.',
      'Visitors who came to the site for the first time.',
      'Visitantes que llegaron al sitio por primera vez.',
    ),
    formula: text('Soma dos novos visitantes de cada dia', 'Sum of each day’s new visitors', 'Suma de los nuevos visitantes de cada día'),
  },
  sessions: {
    unit: 'count',
    better: 'higher',
    sum: { sessions: 1 },
    name: text('Visitas', 'Visits', 'Visitas'),
    definition: text(
      'Idas ao site. Uma visita termina depois de 30 minutos sem atividade.',
      'Visits to the site. A visit ends after 30 minutes without activity.',
      'Visitas al sitio. Una visita termina tras 30 minutos sin actividad.',
    ),
    formula: text('Soma das visitas de cada dia', 'Sum of each day’s visits', 'Suma de las visitas de cada día'),
  },
  pageviews: {
    unit: 'count',
    better: 'higher',
    sum: { pageviews: 1 },
    name: text('Páginas vistas', 'Page views', 'Páginas vistas'),
    definition: text('Páginas abertas no site, repetições incluídas.', 'Pages opened on the site, repeats included.', 'Páginas abiertas en el sitio, incluidas las repetidas.'),
    formula: text('Soma das páginas vistas de cada dia', 'Sum of each day’s page views', 'Suma de las páginas vistas de cada día'),
  },
  bounce_rate: {
    unit: 'rate',
    better: 'lower',
    sum: { bounces: 1 },
    per: { sessions: 1 },
    name: text('Rejeição', 'Bounce rate', 'Rebote'),
    definition: text(
      'Parte das visitas que viram uma página só. Se o que foi feito nela conta, é escolha do cliente, impressa no cartão de visitas.',
      'Share of visits that saw a single page. Whether what was done on it counts is the client’s choice, printed on the card of visits.',
      'Parte de las visitas que vieron una sola página. Si cuenta lo que se hizo en ella es elección del cliente, impresa en la tarjeta de visitas.',
    ),
    formula: text('Visitas de uma página só ÷ visitas', 'Single-page visits ÷ visits', 'Visitas de una sola página ÷ visitas'),
  },
  avg_session_seconds: {
    unit: 'seconds',
    better: 'higher',
    sum: { session_seconds: 1 },
    per: { sessions: 1 },
    name: text('Tempo por visita', 'Time per visit', 'Tiempo por visita'),
    definition: text(
      'Quanto dura uma visita, em média. Visitas de uma página só contam zero.',
      'How long a visit lasts on average. Single-page visits count as zero.',
      'Cuánto dura una visita en promedio. Las visitas de una sola página cuentan cero.',
    ),
    formula: text('Tempo total ÷ visitas', 'Total time ÷ visits', 'Tiempo total ÷ visitas'),
  },
  conversions: {
    unit: 'count',
    better: 'higher',
    sum: { conversions: 1 },
    name: text('Conversões', 'Conversions', 'Conversiones'),
    definition: text(
      'Vezes em que um visitante fez o que o site pede, como comprar ou pedir contato.',
      'Times a visitor did what the site asks for, such as buying or asking for contact.',
      'Veces en que un visitante hizo lo que el sitio pide, como comprar o pedir contacto.',
    ),
    formula: text('Soma das conversões de cada dia', 'Sum of each day’s conversions', 'Suma de las conversiones de cada día'),
  },
  conversion_rate: {
    unit: 'rate',
    better: 'higher',
    sum: { conversions: 1 },
    per: { sessions: 1 },
    name: text('Taxa de conversão', 'Conversion rate', 'Tasa de conversión'),
    definition: text(
      'Conversões para cada visita. Passa de 100 % quando uma visita converte mais de uma vez.',
      'Conversions for each visit. It passes 100% when a visit converts more than once.',
      'Conversiones por cada visita. Supera el 100 % cuando una visita convierte más de una vez.',
    ),
    formula: text('Conversões ÷ visitas', 'Conversions ÷ visits', 'Conversiones ÷ visitas'),
  },
  leads: {
    unit: 'count',
    better: 'higher',
    sum: { leads: 1 },
    name: text('Leads', 'Leads', 'Leads'),
    definition: text('Pessoas que deixaram o contato.', 'People who left their contact.', 'Personas que dejaron su contacto.'),
    formula: text('Soma dos leads de cada dia', 'Sum of each day’s leads', 'Suma de los leads de cada día'),
  },
  qualified_leads: {
    unit: 'count',
    better: 'higher',
    sum: { qualified_leads: 1 },
    name: text('Leads qualificados', 'Qualified leads', 'Leads calificados'),
    definition: text(
      'Leads que chegaram pelo menos à etapa de qualificação.',
      'Leads that reached at least the qualified stage.',
      'Leads que llegaron al menos a la etapa de calificación.',
    ),
    formula: text('Soma dos leads qualificados de cada dia', 'Sum of each day’s qualified leads', 'Suma de los leads calificados de cada día'),
  },
  cost_per_lead: {
    unit: 'money',
    better: 'lower',
    sum: { ad_spend_cents: 1 },
    per: { leads: 1 },
    name: text('Custo por lead', 'Cost per lead', 'Costo por lead'),
    definition: text('Quanto de anúncio custou cada lead.', 'How much advertising each lead cost.', 'Cuánto costó en anuncios cada lead.'),
    formula: text('Gasto em anúncios ÷ leads', 'Ad spend ÷ leads', 'Gasto en anuncios ÷ leads'),
  },
  ad_spend: {
    unit: 'money',
    better: 'neither',
    sum: { ad_spend_cents: 1 },
    name: text('Gasto em anúncios', 'Ad spend', 'Gasto en anuncios'),
    definition: text(
      'O que as plataformas cobraram pelos anúncios, sem os honorários da ARCO.',
      'What the platforms charged for the ads, without ARCO’s fee.',
      'Lo que cobraron las plataformas por los anuncios, sin los honorarios de ARCO.',
    ),
    formula: text('Soma do gasto de cada dia', 'Sum of each day’s spend', 'Suma del gasto de cada día'),
  },
  impressions: {
    unit: 'count',
    better: 'higher',
    sum: { impressions: 1 },
    name: text('Impressões', 'Impressions', 'Impresiones'),
    definition: text('Vezes em que um anúncio apareceu.', 'Times an ad was shown.', 'Veces en que se mostró un anuncio.'),
    formula: text('Soma das impressões de cada dia', 'Sum of each day’s impressions', 'Suma de las impresiones de cada día'),
  },
  clicks: {
    unit: 'count',
    better: 'higher',
    sum: { clicks: 1 },
    name: text('Cliques', 'Clicks', 'Clics'),
    definition: text('Vezes em que alguém clicou num anúncio.', 'Times somebody clicked an ad.', 'Veces en que alguien hizo clic en un anuncio.'),
    formula: text('Soma dos cliques de cada dia', 'Sum of each day’s clicks', 'Suma de los clics de cada día'),
  },
  ctr: {
    unit: 'rate',
    better: 'higher',
    sum: { clicks: 1 },
    per: { impressions: 1 },
    name: text('CTR', 'CTR', 'CTR'),
    definition: text('De cada vez que o anúncio apareceu, quantas foram clicadas.', 'Of the times an ad was shown, how many were clicked.', 'De las veces que se mostró el anuncio, cuántas recibieron clic.'),
    formula: text('Cliques ÷ impressões', 'Clicks ÷ impressions', 'Clics ÷ impresiones'),
  },
  cpc: {
    unit: 'money',
    better: 'lower',
    sum: { ad_spend_cents: 1 },
    per: { clicks: 1 },
    name: text('Custo por clique', 'Cost per click', 'Costo por clic'),
    definition: text('Quanto custou cada clique nos anúncios.', 'How much each click on the ads cost.', 'Cuánto costó cada clic en los anuncios.'),
    formula: text('Gasto em anúncios ÷ cliques', 'Ad spend ÷ clicks', 'Gasto en anuncios ÷ clics'),
  },
  cpa: {
    unit: 'money',
    better: 'lower',
    sum: { ad_spend_cents: 1 },
    per: { conversions: 1 },
    name: text('Custo por conversão', 'Cost per conversion', 'Costo por conversión'),
    definition: text('Quanto de anúncio custou cada conversão.', 'How much advertising each conversion cost.', 'Cuánto costó en anuncios cada conversión.'),
    formula: text('Gasto em anúncios ÷ conversões', 'Ad spend ÷ conversions', 'Gasto en anuncios ÷ conversiones'),
  },
  roas: {
    unit: 'ratio',
    better: 'higher',
    sum: { attributed_revenue_cents: 1 },
    per: { ad_spend_cents: 1 },
    name: text('ROAS', 'ROAS', 'ROAS'),
    definition: text(
      'Quantos reais de venda voltaram para cada real de anúncio. Só conta a receita atribuída às campanhas.',
      'How much in sales came back for each unit of ad spend. Only revenue attributed to the campaigns counts.',
      'Cuánto volvió en ventas por cada unidad gastada en anuncios. Solo cuentan los ingresos atribuidos a las campañas.',
    ),
    formula: text('Receita atribuída ÷ gasto em anúncios', 'Attributed revenue ÷ ad spend', 'Ingresos atribuidos ÷ gasto en anuncios'),
  },
  revenue: {
    unit: 'money',
    better: 'higher',
    sum: { revenue_cents: 1 },
    name: text('Receita', 'Revenue', 'Ingresos'),
    definition: text('Vendas confirmadas, sem as canceladas.', 'Confirmed sales, without cancelled ones.', 'Ventas confirmadas, sin las canceladas.'),
    formula: text('Soma da receita de cada dia', 'Sum of each day’s revenue', 'Suma de los ingresos de cada día'),
  },
  roi: {
    unit: 'rate',
    better: 'higher',
    sum: { attributed_revenue_cents: 1, ad_spend_cents: -1, fee_cents: -1 },
    per: { ad_spend_cents: 1, fee_cents: 1 },
    name: text('ROI', 'ROI', 'ROI'),
    definition: text(
      'O que sobrou da receita atribuída, depois de pagar anúncios e honorários, para cada real investido.',
      'What was left of attributed revenue, after paying for ads and fee, for each unit invested.',
      'Lo que quedó de los ingresos atribuidos, tras pagar anuncios y honorarios, por cada unidad invertida.',
    ),
    formula: text(
      '(Receita atribuída − anúncios − honorários) ÷ (anúncios + honorários)',
      '(Attributed revenue − ads − fee) ÷ (ads + fee)',
      '(Ingresos atribuidos − anuncios − honorarios) ÷ (anuncios + honorarios)',
    ),
  },
} as const satisfies Record<string, MetricDefinition>;

export type MetricId = keyof typeof metrics;
export const metricIds = Object.keys(metrics) as [MetricId, ...MetricId[]];

export const definitionOf = (metric: MetricId): MetricDefinition => metrics[metric];

/** The counts that a metric is made of. */
export function countsOf(metric: MetricId): CountId[] {
  const { sum, per } = definitionOf(metric);
  return [...new Set([...Object.keys(sum), ...Object.keys(per ?? {})])] as CountId[];
}

/** What a metric adds up, and what it divides that by; the second is null for a plain sum. Null where a count is unknown. */
export function partsOf(metric: MetricId, summed: Counts): { sum: number; per: number | null } | null {
  const definition = definitionOf(metric);
  const sum = combine(definition.sum, summed);
  const per = definition.per ? combine(definition.per, summed) : null;
  return sum === null || (definition.per && per === null) ? null : { sum, per };
}

/** A metric over summed counts: null where a count is unknown or what it is divided by is zero. Money is whole centavos, half away from zero. */
export function evaluate(metric: MetricId, summed: Counts): number | null {
  const parts = partsOf(metric, summed);
  if (!parts) return null;
  const { sum, per } = parts;
  if (per === null) return sum;
  if (per === 0) return null;
  const value = sum / per;
  return definitionOf(metric).unit === 'money' ? Math.sign(value) * Math.round(Math.abs(value)) : value;
}

function combine(terms: Terms, summed: Counts): number | null {
  let result = 0;
  for (const [id, sign] of Object.entries(terms) as [CountId, 1 | -1][]) {
    const count = summed[id];
    if (count === null || count === undefined) return null;
    result += sign * count;
  }
  return result;
}
