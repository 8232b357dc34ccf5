import { describe, expect, test } from 'vitest';
import { addDays, eachDay, weekday } from '../dates.ts';
import vectors from '../../test/vectors.json' with { type: 'json' };
import { project, type SeriesDay } from './projection.ts';

const { shape_mon_to_sun: shape, level, true_month: truth } = vectors.month_end.weekday_index_oct2025;
const valueOf = (date: string) => level * shape[(weekday(date) + 6) % 7]!;
const sums = (from: string, to: string, value: (date: string) => number = valueOf): SeriesDay[] =>
  eachDay(from, to).map((date) => ({ date, sum: value(date), per: null }));

describe('a month with a weekly shape', () => {
  test.each([3, 5, 10, 12, 20])('ends where it ends, as seen from its day %i', (day) => {
    const today = addDays('2025-10-01', day);
    const history = sums('2025-08-01', addDays(today, -1));
    const soFar = history.filter(({ date }) => date >= '2025-10-01');
    const projection = project(history, soFar, eachDay(today, '2025-10-31'))!;
    expect(projection.expected).toBeCloseTo(truth, 9);
    // It never erred on this series.
    expect(projection.high - projection.low).toBeCloseTo(0, 9);
  });
});

test('says nothing on less than two weeks', () => {
  const history = sums('2025-10-01', '2025-10-13');
  expect(project(history, history, ['2025-10-14'])).toBeNull();
});

test('a rate is projected as a ratio of sums', () => {
  const history = eachDay('2025-08-01', '2025-10-10').map((date) => ({ date, sum: 3, per: 100 }));
  const soFar = history.filter(({ date }) => date >= '2025-10-01').map((day) => ({ ...day, sum: 5 }));
  const projection = project([...history.slice(0, -10), ...history.slice(-10)], soFar, eachDay('2025-10-11', '2025-10-31'))!;
  expect(projection.expected).toBeCloseTo((10 * 5 + 21 * 3) / 3100, 9);
});

test('nothing happens where nothing ever did', () => {
  const history = sums('2025-08-01', '2025-10-10', () => 0);
  expect(project(history, [], ['2025-10-11'])).toEqual({ low: 0, expected: 0, high: 0 });
});

/** A small generator with a fixed seed (mulberry32): the same months on every run. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

test('the interval holds the truth about eight times in ten', () => {
  const random = randomFrom(20_251_123);
  let held = 0;
  let total = 0;
  for (let month = 0; month < 300; month += 1) {
    // A level that drifts a little each day, a weekly shape, and noise.
    let drift = 1;
    const year = sums('2025-07-01', '2025-10-31', (date) => {
      drift *= 1 + (random() - 0.5) * 0.03;
      return valueOf(date) * 20 * drift * (0.8 + 0.4 * random());
    });
    const today = addDays('2025-10-02', Math.floor(random() * 26));
    const history = year.filter(({ date }) => date < today);
    const projection = project(history, history.filter(({ date }) => date >= '2025-10-01'), eachDay(today, '2025-10-31'))!;
    const end = year.filter(({ date }) => date >= '2025-10-01').reduce((sum, day) => sum + day.sum, 0);
    total += 1;
    if (end >= projection.low && end <= projection.high) held += 1;
  }
  expect(held / total).toBeGreaterThan(0.7);
  expect(held / total).toBeLessThan(0.93);
});
