import { describe, expect, test } from 'vitest';
import vectors from '../../test/vectors.json' with { type: 'json' };
import { languages } from '../input.ts';
import { countIds, sources, type CountId, type Counts } from './counts.ts';
import { countsOf, definitionOf, evaluate, metricIds, type MetricId } from './definitions.ts';
import { figuresOf, totalOf, type DayRow } from './figures.ts';
import { completeDays, lastYear, previousWindow } from './windows.ts';

const trust = () => sources;
const day = (date: string, values: Counts, source: DayRow['source'] = 'import'): DayRow => ({
  ...(Object.fromEntries(countIds.map((id) => [id, null])) as Record<CountId, null>),
  ...values,
  date,
  source,
  importId: null,
  updatedAt: '2026-01-01T00:00:00.000Z',
  revised: null,
});

describe('every metric', () => {
  test('is one of the published ids, and they are all here', () => {
    expect([...metricIds].sort()).toEqual(
      [
        'visitors', 'new_visitors', 'sessions', 'pageviews', 'bounce_rate', 'avg_session_seconds', 'conversions', 'conversion_rate',
        'leads', 'qualified_leads', 'cost_per_lead', 'ad_spend', 'impressions', 'clicks', 'ctr', 'cpc', 'cpa', 'roas', 'revenue', 'roi',
      ].sort(),
    );
  });

  test.each(metricIds)('%s has a name, a definition and a formula in three languages', (metric) => {
    const { name, definition, formula } = definitionOf(metric);
    for (const language of languages) for (const text of [name, definition, formula]) expect(text[language].length).toBeGreaterThan(2);
  });

  test.each(metricIds)('%s is null, not zero, where a count is unknown', (metric) => {
    expect(evaluate(metric, {})).toBeNull();
  });
});

describe('ratios', () => {
  test('are ratios of sums', () => {
    const [vector] = vectors.ratios;
    const rows = vector!.days.map(({ impr, clicks }, index) => day(`2026-01-0${index + 1}`, { impressions: impr, clicks }));
    expect(totalOf('ctr', figuresOf('ctr', rows, trust))).toBeCloseTo(vector!.ctr_correct, 7);
  });

  test('are null when divided by zero', () => {
    expect(evaluate('cost_per_lead', { ad_spend_cents: 500, leads: 0 })).toBeNull();
    expect(evaluate('conversion_rate', { conversions: 0, sessions: 0 })).toBeNull();
  });

  test('may pass 100 %', () => {
    expect(evaluate('conversion_rate', { conversions: 11, sessions: 1 })).toBe(11);
  });

  test('of money are whole centavos, half away from zero', () => {
    expect(evaluate('cpc', { ad_spend_cents: 5, clicks: 2 })).toBe(3);
    expect(evaluate('cpa', { ad_spend_cents: 1000, conversions: 3 })).toBe(333);
  });

  test('of return take every cost', () => {
    const seed = vectors.money.find(({ id }) => id === 'L4')!;
    const roi = evaluate('roi', { attributed_revenue_cents: seed.revenue! * 100, ad_spend_cents: seed.investment! * 100, fee_cents: 0 });
    expect(roi! * 100).toBeCloseTo(seed.roi_pct!, 2);
    // The specification's own figures with ARCO's fee and both campaigns.
    expect(evaluate('roi', { attributed_revenue_cents: 4_320_000, ad_spend_cents: 513_000, fee_cents: 500_000 })).toBeCloseTo(3.2646, 4);
    expect(evaluate('roas', { attributed_revenue_cents: 4_320_000, ad_spend_cents: 0 })).toBeNull();
  });
});

describe('of several sources of a day', () => {
  const rows = [
    day('2026-01-01', { sessions: 100, conversions: 3 }, 'collector'),
    day('2026-01-01', { sessions: 90 }, 'ga4'),
    day('2026-01-01', { sessions: 110 }, 'import'),
    day('2026-01-02', { sessions: 80, conversions: 2 }, 'ga4'),
  ];

  test('the most trusted speaks', () => {
    expect(figuresOf('sessions', rows, trust).map(({ source, value }) => [source, value])).toEqual([['import', 110], ['ga4', 80]]);
    expect(figuresOf('sessions', rows, () => ['ga4']).map(({ value }) => value)).toEqual([90, 80]);
  });

  test('one speaks for both halves of a ratio', () => {
    const rates = figuresOf('conversion_rate', rows, trust);
    expect(rates.map(({ source, value }) => [source, value])).toEqual([['collector', 0.03], ['ga4', 0.025]]);
    expect(totalOf('conversion_rate', rates)).toBe(5 / 180);
  });

  test('a day that nobody counted is left out, and no day at all is null', () => {
    expect(figuresOf('leads', rows, trust)).toEqual([]);
    expect(totalOf('leads' as MetricId, [])).toBeNull();
  });
});

test('every count is used by a metric', () => {
  const used = new Set(metricIds.flatMap(countsOf));
  expect(countIds.filter((id) => !used.has(id))).toEqual([]);
});

describe('windows', () => {
  test('leave out today and what is to come', () => {
    expect(completeDays({ from: '2026-11-01', to: '2026-11-30' }, '2026-11-24')).toEqual({ from: '2026-11-01', to: '2026-11-23' });
    expect(completeDays({ from: '2026-10-01', to: '2026-10-31' }, '2026-11-24')).toEqual({ from: '2026-10-01', to: '2026-10-31' });
    expect(completeDays({ from: '2026-11-24', to: '2026-11-24' }, '2026-11-24')).toBeNull();
  });

  test.each([
    ['month to date', '2026-11-01', '2026-11-23', '2026-10-01', '2026-10-23'],
    ['a whole month after a shorter one', '2026-03-01', '2026-03-31', '2026-02-01', '2026-03-03'],
    ['week to date', '2026-11-23', '2026-11-25', '2026-11-16', '2026-11-18'],
    ['quarter to date', '2026-10-01', '2026-11-10', '2026-07-01', '2026-08-10'],
    ['year to date', '2026-01-01', '2026-09-30', '2025-01-01', '2025-09-30'],
    ['any seven days', '2026-11-12', '2026-11-18', '2026-11-05', '2026-11-11'],
  ])('%s is compared with as many days', (_, from, to, start, end) => {
    const expected = start === '2026-02-01' ? { from: '2026-01-29', to: '2026-02-28' } : { from: start, to: end };
    expect(previousWindow({ from, to })).toEqual(expected);
  });

  test('of a year before begin on the same date', () => {
    expect(lastYear({ from: '2024-02-29', to: '2024-03-02' })).toEqual({ from: '2023-02-28', to: '2023-03-02' });
  });
});
