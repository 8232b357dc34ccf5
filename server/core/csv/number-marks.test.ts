import { describe, expect, test } from 'vitest';
import { MarkEvidence } from './number-marks.ts';

function decide(cells: string[], { whole = false, fallback }: { whole?: boolean; fallback?: '.' | ',' } = {}) {
  const evidence = new MarkEvidence('Receita', { whole });
  cells.forEach((cell, index) => evidence.add(index + 2, cell));
  return evidence.decide(fallback);
}

describe('another row of the column proves what 1.234 is', () => {
  test.each([
    [['1.234', '12,5'], ','],
    [['1.234', '12.5'], '.'],
    [['1,234', '1,234.5'], '.'],
    [['1.234', '1.234.567'], ','],
    [['1.234', '2.345', '0.5'], '.'],
    [['R$ 1.234', 'R$ 99,90'], ','],
    [['1.234', '(12,50)'], ','],
    [['1.234', '1.5e3'], '.'],
    [['12,5', '13,5', '14.5'], ','],
    [['', '-', 'abc', '1430'], '.'],
  ] as const)('%j', (cells, mark) => {
    expect(decide([...cells])).toBe(mark);
  });
});

describe('alone it is asked for', () => {
  test.each([[['1.234']], [['1.234', '5', 'n/a']], [['1,234', '12,345']], [['12.000', '13.000']], [['1.5', '1,5']]])('%j', (cells) => {
    expect(() => decide(cells)).toThrow(/"Receita".*--decimal comma or --decimal point/);
    expect(decide(cells, { fallback: ',' })).toBe(',');
    expect(decide(cells, { fallback: '.' })).toBe('.');
  });

  test('and the question says what each answer would make of it', () => {
    expect(() => decide(['7', '1.234'])).toThrow('"1.234" on line 3 is 1.234 with a decimal point and 1234 with a decimal comma');
  });
});

describe('whole things', () => {
  test('cannot be a fraction, which proves the other reading', () => {
    expect(decide(['1.234', '987'], { whole: true })).toBe(',');
    expect(decide(['1,234', '987'], { whole: true })).toBe('.');
  });

  test('are asked for where both readings are whole, or they contradict each other', () => {
    expect(() => decide(['12.000'], { whole: true })).toThrow('--decimal');
    expect(() => decide(['1.234', '1,234'], { whole: true })).toThrow('--decimal');
  });
});

test('what the data proves stands above what the person said', () => {
  expect(decide(['1.234', '12,5'], { fallback: '.' })).toBe(',');
});
