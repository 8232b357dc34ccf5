import { describe, expect, test } from 'vitest';
import { addDays, eachDay, weekday, type Day } from '../../dates.ts';
import type { Counts } from '../counts.ts';
import { evaluate as valueOf, type MetricId } from '../definitions.ts';
import { sumCounts, type DayFigure } from '../figures.ts';
import vectors from '../../../test/vectors.json' with { type: 'json' };
import { forecast, type Forecast } from './forecast.ts';

const figure = (metric: MetricId, date: Day, counts: Counts): DayFigure => ({ date, source: 'import', importId: null, updatedAt: '', revised: false, counts, value: valueOf(metric, counts) });
const made = (answer: ReturnType<typeof forecast>): Forecast => {
  if (typeof answer === 'string') throw new Error(answer);
  return answer;
};
/** Between 0.75 and 1.25, the same on every run. */
const noise = (date: Day) => 0.75 + ((Math.imul(Number(date.replaceAll('-', '')), 2_654_435_761) >>> 0) / 2 ** 32) * 0.5;
const { shape_mon_to_sun: shape, level, true_month: truth } = vectors.month_end.weekday_index_oct2025;
const october = (date: Day) => level * shape[(weekday(date) + 6) % 7]!;

describe('the month’s end', () => {
  test.each([3, 5, 10, 12, 20])('of a month with a weekly shape is what it will be, as seen from its day %i', (day) => {
    const asOf = addDays('2025-10-01', day);
    const figures = eachDay('2025-08-01', addDays(asOf, -1)).map((date) => figure('leads', date, { leads: october(date) }));
    const remaining = eachDay(asOf, '2025-10-31').length;
    const known = sumCounts('leads', figures.filter(({ date }) => date >= '2025-10-01'));
    const { low, expected, high } = made(forecast('leads', figures, asOf, remaining)).end(known, remaining);
    expect(expected).toBeCloseTo(truth, 9);
    expect(high - low).toBeCloseTo(0, 9);
  });

  test('of a rate is the ratio of sums, and moves less as the month fills up', () => {
    const figures = eachDay('2025-06-01', '2025-10-20').map((date) => figure('conversion_rate', date, { conversions: 4 * noise(date), sessions: 100 }));
    const ahead = made(forecast('conversion_rate', figures, '2025-10-21', 11));
    const early = ahead.end({}, 11);
    const late = ahead.end({ conversions: 60, sessions: 2_000 }, 11);
    expect(late.expected).toBeGreaterThan(0.03);
    expect(late.expected).toBeLessThan(early.expected);
    expect(late.high - late.low).toBeCloseTo(((early.high - early.low) * 1100) / 3100, 6);
  });

  test('of a return may be a loss', () => {
    const figures = eachDay('2025-06-01', '2025-10-20').map((date) => figure('roi', date, { attributed_revenue_cents: Math.round(100 * noise(date)), ad_spend_cents: 900, fee_cents: 100 }));
    const { low, expected } = made(forecast('roi', figures, '2025-10-21', 11)).end({}, 11);
    expect(expected).toBeLessThan(-0.8);
    expect(low).toBeLessThan(expected);
  });

  test('never takes back what was counted', () => {
    const figures = eachDay('2025-06-01', '2025-10-20').map((date) => figure('leads', date, { leads: Number(date.endsWith('5')) }));
    const { low, expected, high } = made(forecast('leads', figures, '2025-10-21', 11)).end({ leads: 40 }, 11);
    expect(low).toBeGreaterThanOrEqual(40);
    expect(expected).toBeGreaterThanOrEqual(low);
    expect(high).toBeGreaterThan(expected);
  });
});

describe('says why it does not speak', () => {
  const days = (from: Day, to: Day) => eachDay(from, to).map((date) => figure('leads', date, { leads: 3 }));

  test.each([
    ['no_data', []],
    ['history', days('2025-10-01', '2025-10-20')],
    ['stale', days('2025-01-01', '2025-10-01')],
  ])('%s', (problem, figures) => {
    expect(forecast('leads', figures, '2025-10-21', 10)).toBe(problem);
  });
});

test('a gap is neither zero nor a reason to stop', () => {
  const figures = eachDay('2025-06-01', '2025-10-18').filter((date) => !date.startsWith('2025-09-1')).map((date) => figure('leads', date, { leads: 10 }));
  const { days } = made(forecast('leads', figures, '2025-10-21', 11));
  expect(days.every(({ expected }) => Math.abs(expected - 10) < 1e-9)).toBe(true);
});

test('eight in ten months of noise end inside the interval', () => {
  let held = 0;
  let months = 0;
  for (let series = 0; series < 60; series += 1) {
    const from = addDays('2020-01-01', series * 37);
    const all = eachDay(from, addDays(from, 229)).map((date) => figure('leads', date, { leads: 20 * october(date) * noise(date) * noise(addDays(date, 5 * series)) }));
    const asOf = addDays(from, 200 + (series % 20));
    const ahead = made(forecast('leads', all, asOf, 10)).end({}, 10);
    const came = sumCounts('leads', all.filter(({ date }) => date >= asOf && date < addDays(asOf, 10))).leads!;
    months += 1;
    if (came >= ahead.low && came <= ahead.high) held += 1;
  }
  expect(held / months).toBeGreaterThan(0.68);
  expect(held / months).toBeLessThan(0.95);
});
