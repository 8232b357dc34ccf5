import { describe, expect, test } from 'vitest';
import { choose } from './choose.ts';
import { baseline, candidates } from './models.ts';

const known = (length: number) => Array<boolean>(length).fill(true);
const series = (length: number, value: (at: number) => number) => Float64Array.from({ length }, (_, at) => value(at));
const week = [10, 10, 10, 10, 10, 4, 3];

describe.each([baseline, ...candidates])('$name', ({ fewest, forecast }) => {
  test.each([
    ['nothing', () => 0],
    ['one in ten days', (at: number) => (at % 10 === 0 ? 1 : 0)],
    ['a weekly shape', (at: number) => week[at % 7]!],
  ])('answers numbers for days of %s, at its shortest history and at a long one', (_, value) => {
    for (const length of [fewest, 800]) {
      const ahead = forecast(series(length, value), 30);
      expect(ahead).toHaveLength(30);
      expect([...ahead].every(Number.isFinite)).toBe(true);
    }
  });
});

describe('the chosen model', () => {
  test('is the seasonal naive one, by its name, where nothing beats it', () => {
    const chosen = choose(series(100, (at) => week[at % 7]!), known(100), 28);
    expect(chosen).toMatchObject({ model: 'seasonal_naive', mase: null });
    expect(Array.from(chosen.forecast.subarray(0, 7))).toEqual([0, 1, 2, 3, 4, 5, 6].map((at) => week[(100 + at) % 7]));
  });

  test('beats it on noise around a weekly shape', () => {
    const chosen = choose(series(200, (at) => week[at % 7]! * (50 + ((at * 7919) % 31))), known(200), 28);
    expect(chosen.model).not.toBe('seasonal_naive');
    expect(chosen.mase).toBeLessThan(0.95);
  });

  test('knows the time of the year where there were two', () => {
    const chosen = choose(series(900, (at) => week[at % 7]! * (20 + 15 * Math.sin((2 * Math.PI * at) / 364)) + ((at * 7919) % 13)), known(900), 56);
    expect(['weekday_year', 'holt_winters_year']).toContain(chosen.model);
    expect(chosen.mase).toBeLessThan(0.6);
  });

  test('never looks at the days that it is held against', () => {
    const y = series(300, (at) => week[at % 7]! * (50 + ((at * 7919) % 31)));
    const { replays, model } = choose(y, known(300), 28);
    const changed = y.slice();
    const { origin, forecast } = replays[0]!;
    changed.fill(1e6, origin);
    const again = [baseline, ...candidates].find(({ name }) => name === model)!;
    expect([...again.forecast(changed.subarray(0, origin), 28)]).toEqual([...forecast]);
  });

  test('falls to nothing and no further', () => {
    const { forecast } = choose(series(60, (at) => Math.max(0, 60 - at)), known(60), 56);
    expect(Math.min(...forecast)).toBeGreaterThanOrEqual(0);
  });
});
