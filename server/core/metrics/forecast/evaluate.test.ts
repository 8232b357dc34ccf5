import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { addDays, eachDay } from '../../dates.ts';
import type { DayFigure } from '../figures.ts';
import { evaluate } from './evaluate.ts';

const file = new URL('../../../../../shared/data/daily_visitors.csv', import.meta.url);

/** Unique visits of the published file, whose days follow each other without a gap. */
function figures(times = 1, later = 0): DayFigure[] {
  const rows = readFileSync(file, 'utf8').trim().split(/\r?\n/).slice(1);
  return rows.map((row, at) => {
    const value = Number(row.split(',')[5]) * times;
    return { date: addDays('2014-09-14', at + later), source: 'import', importId: null, updatedAt: '', revised: false, counts: { visitors: value }, value };
  });
}

describe.skipIf(!existsSync(file))('a site’s unique visitors, replayed from the first of each month', () => {
  test('2018, eight weeks ahead: at most half the error of the seasonal naive forecast, and intervals that hold', () => {
    const began = performance.now();
    const { maeRatioToSeasonalNaive: ratio, coverage80, model, origins } = evaluate('visitors', figures(), '2018-01-01', 12, 56);
    process.stderr.write(`2018, 12 origins, 56 days: ${model}, MAE ratio ${ratio!.toFixed(3)}, coverage ${coverage80!.toFixed(3)}, ${Math.round(performance.now() - began)} ms\n`);
    expect(origins.map(({ days }) => days)).toEqual([...Array(11).fill(56), 31]);
    expect(ratio).toBeLessThanOrEqual(0.5);
    expect(coverage80).toBeGreaterThanOrEqual(0.7);
    expect(coverage80).toBeLessThanOrEqual(0.9);
  });

  test.each([
    ['2017-01-01', 56, 0.7],
    ['2018-01-01', 28, 0.55],
    ['2018-01-01', 14, 0.7],
  ])('from %s, %i days ahead, it beats the seasonal naive forecast too', (from, horizon, most) => {
    const { maeRatioToSeasonalNaive: ratio, coverage80 } = evaluate('visitors', figures(), from, 12, horizon);
    expect(ratio).toBeLessThanOrEqual(most);
    expect(coverage80).toBeGreaterThanOrEqual(0.7);
    expect(coverage80).toBeLessThanOrEqual(0.9);
  });

  test('seven times as many are forecast as well', () => {
    const [once, seven] = [evaluate('visitors', figures(), '2018-01-01', 12, 56), evaluate('visitors', figures(7), '2018-01-01', 12, 56)];
    expect(seven.maeRatioToSeasonalNaive).toBeCloseTo(once.maeRatioToSeasonalNaive!, 6);
    expect(seven.coverage80).toBe(once.coverage80);
  });

  test('so are the same days a quarter later', () => {
    const { maeRatioToSeasonalNaive: ratio, coverage80 } = evaluate('visitors', figures(1, 91), '2018-01-01', 12, 56);
    expect(ratio).toBeLessThanOrEqual(0.5);
    expect(coverage80).toBeGreaterThanOrEqual(0.7);
    expect(coverage80).toBeLessThanOrEqual(0.9);
  });
});

test('an origin without history, or without days to be held against, is left out', () => {
  const days: DayFigure[] = eachDay('2026-01-01', '2026-04-10').map((date) => ({ date, source: 'import', importId: null, updatedAt: '', revised: false, counts: { leads: 5 }, value: 5 }));
  const { origins, maeRatioToSeasonalNaive } = evaluate('leads', days, '2026-01-01', 12, 28);
  expect(origins.map(({ asOf, days: scored }) => [asOf, scored])).toEqual([['2026-02-01', 28], ['2026-03-01', 28], ['2026-04-01', 10]]);
  expect(maeRatioToSeasonalNaive).toBeNull();
});
