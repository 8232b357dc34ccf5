import { describe, expect, test } from 'vitest';
import { readCount } from './metrics.import-cells.ts';
import { fields } from './metrics.import-fields.ts';

function read(name: string, text: string, { mark = '.', currency = 'BRL' }: { mark?: '.' | ','; currency?: string } = {}) {
  const value = readCount(text, { field: fields.find((field) => field.name === name)!, mark, currency });
  return value !== null && typeof value === 'object' ? value.code : value;
}

describe('money is whole centavos, exactly', () => {
  test.each([
    ['1.429999948', 143], ['1.820000023', 182], ['0.569999993', 57], ['28.3', 2830], ['0', 0], ['1.005', 101], ['1.004999999', 100],
    ['R$ 1,234.50', 123450], ['(R$ 5.10)', 'negative'], ['90071992547409.91', 9007199254740991], ['90071992547409.92', 'too_large'], ['1e20', 'too_large'],
    ['US$ 5', 'currency'], ['$ 5', 'currency'], ['€5', 'currency'], ['5%', 'percent'], ['5,10', 'decimal_mark'], ['five', 'not_a_number'], ['-', null], ['', null],
  ])('%s is %s', (text, expected) => {
    expect(read('ad_spend', text)).toBe(expected);
  });

  test('in the currency of the client', () => {
    expect(read('revenue', '$ 5', { currency: 'USD' })).toBe(500);
    expect(read('revenue', 'R$ 5', { currency: 'USD' })).toBe('currency');
    expect(read('revenue', '1.234,56 €', { currency: 'EUR', mark: ',' })).toBe(123456);
  });

  test('only revenue falls below zero', () => {
    expect(read('revenue', '(5.10)')).toBe(-510);
    expect(read('attributed_revenue', '-1.005')).toBe(-101);
    expect(read('fee', '-1')).toBe('negative');
  });
});

describe('counts', () => {
  test.each([
    ['1430', 1430], ['1430.0', 1430], ['1,430', 1430], ['1.43e3', 1430], ['0', 0], ['-0', 0], ['Select', null],
    ['1430.5', 'not_whole'], ['-3', 'negative'], ['3 BRL', 'currency'], ['50%', 'percent'], ['ten', 'not_a_number'],
    ['9007199254740991', 9007199254740991], ['9007199254740992', 'too_large'], ['99999999999999999999', 'too_large'],
  ])('%s is %s', (text, expected) => {
    expect(read('visitors', text)).toBe(expected);
  });
});

describe('conversions may be fractions, to six places', () => {
  test.each([
    ['11.5', 11.5], ['0.333333333', 0.333333], ['0.6666666', 0.666667], ['1e-7', 0], ['12', 12], ['999999999.999999', 999999999.999999], ['1234567890', 'too_large'], ['-1', 'negative'],
  ])('%s is %s', (text, expected) => {
    expect(read('conversions', text)).toBe(expected);
  });
});

test('a refusal says what was found and what was expected', () => {
  const visitors = { field: fields.find(({ name }) => name === 'visitors')!, mark: '.', currency: 'BRL' } as const;
  expect(readCount('12,5', visitors)).toEqual({ code: 'decimal_mark', reason: '"12,5" is no number with a decimal point, which the rest of this column uses' });
  expect(readCount('12.5', visitors)).toEqual({ code: 'not_whole', reason: '"12.5" is not whole; visitors counts whole things' });
  expect(readCount('99999999999999999999', visitors)).toEqual({ code: 'too_large', reason: '"99999999999999999999" is too large; visitors is at most 9007199254740991' });
});
