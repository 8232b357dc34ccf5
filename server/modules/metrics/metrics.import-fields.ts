import { plain } from '../../core/csv/text.ts';
import { counts, countIds, type CountId } from '../../core/metrics/counts.ts';
import { countsOf, metricIds, type MetricId } from '../../core/metrics/definitions.ts';

/** What a column can be: the name that `--map` takes, which is the count's, money being given in reais and not in centavos. */
export interface Field {
  name: string;
  count: CountId;
  kind: 'whole' | 'fractional' | 'money';
}

export const fields: Field[] = countIds.map((count) => ({
  name: count.replace(/_cents$/, ''),
  count,
  kind: counts[count].unit === 'money' ? 'money' : count === 'conversions' ? 'fractional' : 'whole',
}));

/** How exports in Portuguese, English and Spanish head a column, beside the field's own name. Case, accents and punctuation do not matter. */
const synonyms: Record<CountId, string> = {
  visitors: 'unique visitors, unique visits, uniques, users, total users, active users, visitantes, visitantes únicos, visitas únicas, usuários, usuários ativos, usuários totais, total de usuários, usuarios activos, usuarios totales, total de usuarios, usuarios únicos',
  new_visitors: 'new users, first time visits, first time visitors, first visits, novos visitantes, visitantes novos, novos usuários, usuários novos, primeiras visitas, nuevos visitantes, visitantes nuevos, nuevos usuarios, usuarios nuevos, primeras visitas',
  sessions: 'visits, total visits, sessões, total de sessões, visitas, total de visitas, sesiones, total de sesiones',
  pageviews: 'page views, page loads, views, screen page views, visualizações, visualizações de página, visualizações de páginas, páginas vistas, páginas visualizadas, exibições de página, visualizaciones, visualizaciones de página, visualizaciones de páginas, vistas de página, vistas de páginas, vistas',
  bounces: 'single page visits, single page sessions, rejeições, rebotes, visitas de uma página só, visitas de una sola página',
  session_seconds: 'total session seconds, total session duration, total time on site, tempo total das visitas, duração total das sessões, tiempo total de las visitas, duración total de las sesiones',
  conversions: 'total conversions, total conversion, key events, goal completions, conversões, total de conversões, eventos principais, conversiones, total de conversiones, eventos clave',
  leads: 'total leads, new leads, contatos, cadastros, leads gerados, novos leads, total de leads, contactos, leads generados, nuevos leads',
  qualified_leads: 'mql, mqls, leads qualificados, leads calificados, leads cualificados',
  ad_spend_cents: 'spend, spent, cost, amount spent, total spent, total cost, ads cost, ad cost, advertising cost, custo, custo total, gasto, gastos, gasto total, valor gasto, valor usado, quantia gasta, valor investido, investimento, investimento em anúncios, investimento em mídia, gasto em anúncios, gasto com anúncios, custo dos anúncios, costo, coste, costo total, coste total, importe gastado, inversión, inversión publicitaria, gasto en anuncios, gasto publicitario, costo de anuncios',
  fee_cents: 'agency fee, management fee, honorários, taxa de agência, taxa da agência, fee da agência, honorarios, honorarios de agencia',
  impressions: 'impr, impressões, exibições, impresiones',
  clicks: 'link clicks, ad clicks, cliques, cliques no link, cliques em links, clics, clics en el enlace, clics en enlaces',
  revenue_cents: 'total revenue, gross revenue, purchase revenue, receita, receitas, receita total, receita bruta, faturamento, faturamento total, faturamento bruto, ingresos, ingresos totales, ingreso total, facturación, facturación total',
  attributed_revenue_cents: 'conversion value, conv value, total conversion value, purchase conversion value, purchases conversion value, ad revenue, receita atribuída, receita de anúncios, valor de conversão, valor da conversão, valor das conversões, valor de conversão de compras, valor de conversão da compra, ingresos atribuidos, valor de conversión, valor de las conversiones, valor de conversión de compras',
};

/** Best first: `Day` heads dates in one export and weekdays in the next to a `Date`. */
const dateNames = [
  'date, data, fecha',
  'day, dia, día, calendar date, reporting date, report date, date day, data do relatório, fecha del informe',
  'reporting starts, início dos relatórios, inicio del informe, day index, índice do dia, período, periodo, period',
];

const weekdayNames = 'day, weekday, week day, day of week, day of the week, day name, dow, wday, dia, dia da semana, dia semana, día, día de la semana, día semana';

const key = (name: string) => plain(name).replaceAll(' ', '');
const keys = (names: string) => names.split(',').map(key);

const byKey = new Map(fields.flatMap((field) => [field.name, ...synonyms[field.count].split(',')].map((name) => [key(name), field])));
const dateKeys = dateNames.map(keys);
const weekdayKeys = new Set(keys(weekdayNames));

const currencies = new Set(Intl.supportedValuesOf('currency'));

/** The currency that a header states, such as `Amount spent (BRL)` or `Receita em R$`, and the header without it. */
export function splitCurrency(header: string): { name: string; currency: string | undefined } {
  const [, name, bracketed, bare] = /^(.*?)[\s_]*(?:[([](R\$|US\$|[A-Z]{3})[)\]]|(?:\b(?:em|en|in)\s+)?(R\$|US\$))$/.exec(header) ?? [];
  const sign = bracketed ?? bare ?? '';
  const currency = { R$: 'BRL', US$: 'USD' }[sign] ?? sign;
  return name && currencies.has(currency) ? { name, currency } : { name: header, currency: undefined };
}

export function fieldHeaded(header: string): Field | undefined {
  return byKey.get(key(splitCurrency(header).name));
}

/** How good a name for the date column a header is, 0 being the best; `undefined` for none. */
export function dateRank(header: string): number | undefined {
  const rank = dateKeys.findIndex((names) => names.includes(key(header)));
  return rank < 0 ? undefined : rank;
}

export function headsWeekdays(header: string): boolean {
  return weekdayKeys.has(key(header));
}

const rateNames: [MetricId, string][] = [
  ['bounce_rate', 'taxa de rejeição, rejeição, tasa de rebote, porcentaje de rebote'],
  ['avg_session_seconds', 'avg session duration, average session duration, duração média da sessão, duración media de la sesión, duración promedio de la sesión'],
  ['conversion_rate', 'session conversion rate, taxa de conversão, tasa de conversión'],
  ['cost_per_lead', 'cpl, custo por lead, costo por lead, coste por lead'],
  ['ctr', 'click through rate, taxa de cliques, tasa de clics'],
  ['cpc', 'avg cpc, cost per click, custo por clique, cpc médio, costo por clic, coste por clic'],
  ['cpa', 'cost per conversion, cost per result, custo por conversão, custo por resultado, costo por conversión, costo por resultado'],
  ['roas', 'return on ad spend, retorno do investimento em publicidade'],
  ['roi', 'return on investment, retorno sobre investimento'],
];

const fieldNames = new Set(fields.map(({ name }) => name));
const rateKeys = new Map<string, MetricId>([
  ...metricIds.filter((id) => !fieldNames.has(id)).map((id): [string, MetricId] => [key(id), id]),
  ...rateNames.flatMap(([id, names]) => keys(names).map((name): [string, MetricId] => [name, id])),
]);

/** Why a rate is not imported, where a name is that of one. */
export function refusesRate(name: string): string | undefined {
  const rate = rateKeys.get(key(splitCurrency(name).name));
  if (rate) {
    const parts = countsOf(rate).map((count) => fields.find((field) => field.count === count)!.name);
    return `${rate} is computed and not stored: import the counts it is made of (${parts.join(', ')})`;
  }
  const isRate = /%|\b(rate|ratio|average|avg|per|taxa|media|medio|tasa|promedio)\b/.test(plain(name));
  return isRate ? 'it looks like a rate, and rates are computed from counts and not stored' : undefined;
}
