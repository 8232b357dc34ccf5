import type { Text } from '../../server/core/input.ts';
import type { MetricId } from '../../server/core/metrics/definitions.ts';
import type { Benchmark, Benchmarks, Compared, Consent } from '../../server/modules/benchmarks/benchmarks.schema.ts';
import { sampleKind } from '../ui/sample/sample.ts';

const text = (pt: string, en: string, es: string): Text => ({ pt, en, es });

const sector = (figures: Pick<Benchmark, 'median' | 'q1' | 'q3' | 'low' | 'high'>, currency: string | null = null): Benchmark => ({
  source: 'clients',
  sector: 'moda',
  country: 'BR',
  year: 2025,
  month: 10,
  currency,
  n: 38,
  name: null,
  url: null,
  definition: null,
  comparable: true,
  ...figures,
});

const search: Benchmark = {
  ...sector({ median: 0.0666, q1: null, q3: null, low: null, high: null }),
  source: 'published',
  sector: 'all',
  country: 'US',
  month: null,
  n: 16_446,
  name: 'WordStream/LocaliQ',
  url: 'https://www.wordstream.com/blog/2025-google-ads-benchmarks',
  definition: 'Clicks ÷ impressions, search ads',
};

function compared(metric: MetricId, formula: Text, own: Pick<Compared, 'value' | 'interval' | 'verdict' | 'benchmarks'>): Compared {
  const { name, unit, better } = sampleKind(metric);
  return { metric, name, unit, better, formula, days: 31, unknown: null, hidden: null, ...own };
}

/** The comparison of `mock`. */
export async function benchmarksFixture(): Promise<Benchmarks> {
  return {
    from: '2025-10-01',
    to: '2025-10-31',
    currency: 'BRL',
    sector: 'moda',
    country: 'BR',
    consent: { contributes: false, since: null, canChange: true },
    metrics: [
      compared('conversion_rate', text('Conversões ÷ visitas', 'Conversions ÷ visits', 'Conversiones ÷ visitas'), {
        value: 0.028,
        interval: { low: 0.0254, high: 0.0308, method: 'wilson' },
        verdict: 'better',
        benchmarks: [sector({ median: 0.019, q1: 0.0142, q3: 0.0236, low: 0.0171, high: 0.0214 })],
      }),
      compared('cost_per_lead', text('Gasto em anúncios ÷ leads', 'Ad spend ÷ leads', 'Gasto en anuncios ÷ leads'), {
        value: 13_500,
        interval: { low: 11_900, high: 15_100, method: 'ratio' },
        verdict: 'same',
        benchmarks: [sector({ median: 14_200, q1: 11_300, q3: 17_800, low: 12_900, high: 15_700 }, 'BRL')],
      }),
      compared('bounce_rate', text('Visitas de uma página só ÷ visitas', 'Single-page visits ÷ visits', 'Visitas de una sola página ÷ visitas'), {
        value: 0.42,
        interval: { low: 0.412, high: 0.428, method: 'wilson' },
        verdict: 'better',
        benchmarks: [sector({ median: 0.55, q1: 0.48, q3: 0.63, low: 0.52, high: 0.58 })],
      }),
      {
        ...compared('ctr', text('Cliques ÷ impressões', 'Clicks ÷ impressions', 'Clics ÷ impresiones'), {
          value: 0.025,
          interval: { low: 0.0244, high: 0.0256, method: 'wilson' },
          verdict: 'worse',
          benchmarks: [search],
        }),
        hidden: { reason: 'few', contributors: 9, needed: 15 },
      },
    ],
  };
}

/** What saving answers in the fixtures. */
export async function consentFixture(contributes: boolean): Promise<Consent> {
  return { contributes, since: contributes ? '2025-11-24T12:41:00.000Z' : null, canChange: true };
}
