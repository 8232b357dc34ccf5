import type { Sql } from '../../server/core/db.ts';
import { upsert, type BenchmarkRow } from '../../server/modules/benchmarks/benchmarks.queries.ts';

type Published = Pick<BenchmarkRow, 'metric' | 'median' | 'currency' | 'definition' | 'comparable'>;

// Search ads of Google and Microsoft, 16,446 campaigns in the United States from April 2024 to March 2025, every sector
// together. What its authors call averages are medians.
const figures: readonly Published[] = [
  { metric: 'ctr', median: 0.0666, currency: null, definition: 'Cliques ÷ impressões, só anúncios de busca, nos Estados Unidos', comparable: true },
  { metric: 'cpc', median: 526, currency: 'USD', definition: 'Gasto ÷ cliques, só anúncios de busca, nos Estados Unidos', comparable: true },
  { metric: 'conversion_rate', median: 0.0752, currency: null, definition: 'Conversões ÷ cliques nos anúncios de busca, e não ÷ visitas ao site, nos Estados Unidos', comparable: false },
  { metric: 'cost_per_lead', median: 7_011, currency: 'USD', definition: 'Gasto ÷ leads, só anúncios de busca, nos Estados Unidos', comparable: true },
];

/** The figures of a real study, with its name: what sectors have is never made up, not even in a demo. */
export async function fillBenchmarks(sql: Sql, now: Date): Promise<void> {
  for (const figure of figures) {
    await upsert(sql, {
      source: 'published',
      sector: 'all',
      country: 'US',
      year: 2025,
      n: 16_446,
      sourceName: 'WordStream/LocaliQ',
      sourceUrl: 'https://www.wordstream.com/blog/2025-google-ads-benchmarks',
      updatedAt: now,
      ...figure,
    });
  }
}
