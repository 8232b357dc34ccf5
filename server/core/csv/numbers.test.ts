import { describe, expect, test } from 'vitest';
import { isUnknown, readNumber } from './numbers.ts';

/** Text, as a decimal point reads it, as a decimal comma reads it. */
test.each([
  ['0', '0', '0'],
  ['1430', '1430', '1430'],
  ['1.234', '1.234', '1234'],
  ['1,234', '1234', '1.234'],
  ['12.000', '12.000', '12000'],
  ['1.234,56', null, '1234.56'],
  ['1,234.56', '1234.56', null],
  ['1.234.567', null, '1234567'],
  ['1,234,567', '1234567', null],
  ['12,5', null, '12.5'],
  ['12.5', '12.5', null],
  ['1234.567', '1234.567', null],
  ['0.123', '0.123', null],
  ['0,123', null, '0.123'],
  ['.5', '0.5', null],
  ['5.', '5', null],
  ['1 234 567', '1234567', '1234567'],
  ['1\u00a0234,5', null, '1234.5'],
  ['1\u202f234,5', null, '1234.5'],
  ["1'234.5", '1234.5', null],
  ['1’234.5', '1234.5', null],
  ['-5', '-5', '-5'],
  ['−5', '-5', '-5'],
  ['5-', '-5', '-5'],
  ['(5)', '-5', '-5'],
  ['(1.234,50)', null, '-1234.50'],
  ['+7', '7', '7'],
  ['-0', '0', '0'],
  ['1.429999948', '1.429999948', null],
  ['1e3', '1000', '1000'],
  ['1.5E-2', '0.015', null],
  ['1,5e3', null, '1500'],
  ['1.234e2', '123.4', null],
  ['12345678901234567890', '12345678901234567890', '12345678901234567890'],
])('%j is %s with a point, %s with a comma', (text, point, comma) => {
  expect(readNumber(text)).toEqual({ point, comma, percent: false, currency: null });
});

test.each([
  ['R$ 1.234,50', '1234.50', 'BRL'],
  ['R$1.234,50', '1234.50', 'BRL'],
  ['-R$ 5,10', '-5.10', 'BRL'],
  ['R$ -5,10', '-5.10', 'BRL'],
  ['(R$ 5,10)', '-5.10', 'BRL'],
  ['R$ (5,10)', '-5.10', 'BRL'],
  ['r$ 5', '5', 'BRL'],
  ['US$ 12', '12', 'USD'],
  ['12 USD', '12', 'USD'],
  ['brl 12', '12', 'BRL'],
  ['$12', '12', '$'],
  ['12,5 €', '12.5', 'EUR'],
  ['£3', '3', 'GBP'],
])('%j is %s in %s', (text, comma, currency) => {
  expect(readNumber(text)).toMatchObject({ comma, currency });
});

test('a percentage says so', () => {
  expect(readNumber('12,5%')).toEqual({ point: null, comma: '12.5', percent: true, currency: null });
});

describe('what is no number', () => {
  test.each(['abc', '--5', '-(5)', '(5', '5)', '1.2.3', '1,23,456', '1.23.45', '1.234,567,8', 'R$', '%', '12 apples', '12abc', '1e', '0x10', '1/2', 'e5', '٣', '12:30', '.', ',', '1 2', '1  234'])('%j', (text) => {
    expect(readNumber(text)).toBeNull();
  });
});

test.each([['', true], ['-', true], ['–', true], ['N/A', true], ['n/a', true], ['NULL', true], ['Select', true], ['NaN', true], ['(not set)', true], ['0', false], ['x', false], ['não', false]])('%j is unknown: %s', (text, expected) => {
  expect(isUnknown(text)).toBe(expected);
});
