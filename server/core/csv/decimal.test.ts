import { expect, test } from 'vitest';
import { isWhole, shift, toScaled } from './decimal.ts';

test.each([
  ['1.429999948', 2, 143n],
  ['1.005', 2, 101n],
  ['2.675', 2, 268n],
  ['-1.005', 2, -101n],
  ['-0.004', 2, 0n],
  ['1.0049999999999999999999', 2, 100n],
  ['0.1', 2, 10n],
  ['0', 2, 0n],
  ['12', 2, 1200n],
  ['12.5', 0, 13n],
  ['12.4999', 0, 12n],
  ['90071992547409.915', 2, 9007199254740992n],
  ['999999999999999999999.995', 2, 100000000000000000000000n],
])('%s to %i places is %s', (decimal, places, expected) => {
  expect(toScaled(decimal, places)).toBe(expected);
});

test.each([
  ['1.5', 3, '1500'],
  ['1.5', -2, '0.015'],
  ['-12.34', 1, '-123.4'],
  ['7', 0, '7'],
  ['123', -3, '0.123'],
  ['123.456', -1, '12.3456'],
])('%s shifted by %i is %s', (decimal, exponent, expected) => {
  expect(shift(decimal, exponent)).toBe(expected);
});

test.each([['5', true], ['5.', true], ['5.000', true], ['5.0001', false], ['-2.5', false]])('%s is whole: %s', (decimal, expected) => {
  expect(isWhole(decimal)).toBe(expected);
});
