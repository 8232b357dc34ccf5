import { describe, expect, test } from 'vitest';
import vectors from '../../../test/vectors.json' with { type: 'json' };
import { metricIds } from '../definitions.ts';
import { HISTORY, judge } from './judge.ts';
import { partOf, shapeOf, type Part, type Shape } from './shape.ts';
import { seeded, watch, type World } from './simulate.ts';

const count = shapeOf('sessions');
const sum = (value: number): Part => ({ sum: value, per: null });
/** The last eight of one weekday, of which alone anything is known. */
const weekly = (values: readonly number[]) => Array.from({ length: HISTORY }, (_, lag) => (lag % 7 === 6 ? sum(values[(lag - 6) / 7]!) : undefined));
const verdict = (value: number, history: readonly number[]) => judge(count, sum(value), weekly(history))?.verdict;
const { history } = vectors.anomaly.mad;

describe('by the history of one weekday', () => {
  test('the vectors hold', () => {
    expect(judge(count, sum(31), weekly(history))).toMatchObject({ verdict: 'out', value: 31, reference: 40.5, z: expect.closeTo(-4.2718, 3), weeks: 8 });
    expect(verdict(34, history)).not.toBe('out');
    expect(verdict(38, Array(8).fill(50))).not.toBe('out');
  });

  test('chance has a say where it explains the spread', () => {
    // Its own few deviations happen to be small, but not so small that it would be no luck.
    const lucky = [40, 41, 39, 40, 47, 33, 40, 46];
    expect(Math.abs(judge(count, sum(30), weekly(lucky))!.z)).toBeGreaterThan(3);
    expect(verdict(30, lucky)).not.toBe('out');
    expect(verdict(12, lucky)).toBe('out');
  });

  test('is silent of small counts, of unknown parts and without six weeks', () => {
    expect(verdict(2, [10, 11, 9, 10, 10, 11, 9, 10])).toBe('near');
    expect(judge(count, sum(31), weekly(history).map((part, lag) => (lag > 34 ? undefined : part)))).toBeNull();
    expect(judge(shapeOf('roas'), { sum: 0, per: 0 }, weekly(history))).toBeNull();
  });
});

describe('by all weekdays', () => {
  const random = seeded(7);
  /** Days of about so many visits of which a part bounced. */
  const past = (visits: number, rate: number): Part[] => Array.from({ length: HISTORY }, () => ({ sum: Math.round(visits * rate * (0.95 + random() / 10)), per: visits }));

  test('a share is judged by what it is of', () => {
    const shape = shapeOf('bounce_rate');
    expect(judge(shape, { sum: 700, per: 1_000 }, past(1_000, 0.5))).toMatchObject({ verdict: 'out', value: 0.7, reference: expect.closeTo(0.5, 1) });
    expect(judge(shape, { sum: 70, per: 100 }, past(1_000, 0.5))!.z).toBeLessThan(judge(shape, { sum: 700, per: 1_000 }, past(1_000, 0.5))!.z);
    expect(judge(shape, { sum: 7, per: 10 }, past(40, 0.5))!.verdict).not.toBe('out');
  });

  test('the return is judged, and ROI is shown', () => {
    const roi = shapeOf('roi');
    expect(partOf('roi', { attributed_revenue_cents: 300, ad_spend_cents: 80, fee_cents: 20 })).toEqual({ sum: 300, per: 100 });
    expect(judge(roi, { sum: 100_000, per: 100_000 }, past(100_000, 3))).toMatchObject({ verdict: 'out', value: 0, reference: expect.closeTo(2, 0), change: expect.closeTo(-0.67, 1) });
  });

  test('a day under way asks for more, and too little of one says nothing', () => {
    const days = Array.from({ length: HISTORY }, () => sum(500 + Math.round(40 * random())));
    expect(judge(count, sum(300), days, 0.25)!.threshold).toBeCloseTo(2 * judge(count, sum(300), days)!.threshold);
    expect(judge(count, sum(0), days, 0.1)).toBeNull();
  });

  test('every metric has parts, and says what chance does to it', () => {
    expect(metricIds.filter((metric) => shapeOf(metric).chance === 'share')).toEqual(['bounce_rate', 'conversion_rate', 'ctr']);
    expect(metricIds.filter((metric) => shapeOf(metric).chance === 'count')).toEqual(['visitors', 'new_visitors', 'sessions', 'pageviews', 'conversions', 'leads', 'qualified_leads', 'impressions', 'clicks']);
  });
});

describe('a simulated year', () => {
  const shape: Shape = count;
  const shop = [1.12, 1.18, 1.23, 1.18, 1.12, 0.67, 0.5];
  const worlds: [string, World][] = [5, 30, 100, 500, 5_000].flatMap((mean): [string, World][] => [
    [`${mean} a day by chance`, { shape, mean }],
    [`${mean} a day, scattered, growing, with weekends`, { shape, mean, scatter: 0.15, growth: 0.01, weekdays: shop }],
  ]);

  test.each(worlds)('of %s has less than one false alarm in 90 days', (_, world) => {
    const years = Array.from({ length: 6 }, (_year, seed) => watch(world, seed + 1, 365));
    expect(years.reduce((all, { opened }) => all + opened.length, 0) / ((6 * 365) / 90)).toBeLessThan(1);
  });

  test('of hourly looks has no more', () => {
    const years = Array.from({ length: 2 }, (_year, seed) => watch({ shape, mean: 100, hourly: true }, seed + 1, 365));
    expect(years.reduce((all, { opened }) => all + opened.length, 0) / ((2 * 365) / 90)).toBeLessThan(1);
  });

  test.each([
    [100, 0.75],
    [200, 0.97],
    [500, 0.97],
  ])('of %d a day tells of a drop of 40 %% on its first day', (mean, least) => {
    const found = Array.from({ length: 80 }, (_year, seed) => watch({ shape, mean, drop: { day: seed % 7, days: 2, by: 0.4 } }, seed + 100, (seed % 7) + 1).opened.some(({ day }) => day === seed % 7));
    expect(found.filter(Boolean).length / found.length).toBeGreaterThanOrEqual(least);
  });
});
