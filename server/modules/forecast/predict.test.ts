import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { addDays, type Day } from '../../core/dates.ts';
import { totalOf, within, type DayFigure } from '../../core/metrics/figures.ts';
import { predict } from './predict.ts';

const file = new URL('../../../../shared/data/daily_visitors.csv', import.meta.url);
const figureOf = (date: Day, visitors: number): DayFigure => ({ date, source: 'import', importId: null, updatedAt: '', revised: false, counts: { visitors }, value: visitors });

test.skipIf(!existsSync(file))('eight in ten months of a real site ended inside the range, as seen from their 3rd, 10th and 20th', () => {
  const figures = readFileSync(file, 'utf8').trim().split(/\r?\n/).slice(1).map((row, at) => figureOf(addDays('2014-09-14', at), Number(row.split(',')[5])));
  const held: boolean[] = [];
  for (const year of [2016, 2017, 2018]) {
    for (let month = 1; month <= 12; month += 1) {
      for (const day of ['03', '10', '20']) {
        const end = predict('visitors', figures, `${year}-${String(month).padStart(2, '0')}-${day}`);
        if (typeof end === 'string') throw new Error(end);
        const came = totalOf('visitors', within(figures, end.fromOn, end.toOn))!;
        held.push(came >= end.low && came <= end.high);
      }
    }
  }
  const share = held.filter(Boolean).length / held.length;
  process.stderr.write(`${held.length} month ends: ${(share * 100).toFixed(1)} % inside the range\n`);
  expect(share).toBeGreaterThanOrEqual(0.7);
  expect(share).toBeLessThanOrEqual(0.9);
}, 60_000);
