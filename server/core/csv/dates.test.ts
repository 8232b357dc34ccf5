import { describe, expect, test } from 'vitest';
import { dayNumber, formatDay, weekdayNamed, weekdayOf } from './calendar.ts';
import { dateOrderNamed, readDate } from './dates.ts';

const day = (number: number) => (Number.isNaN(number) ? null : formatDay(number));

function read(text: string) {
  const cell = readDate(text);
  return typeof cell === 'string' ? cell : [day(cell['D/M/Y']), day(cell['M/D/Y']), day(cell['Y/M/D'])];
}

describe('dates that read one way only', () => {
  test.each([
    '2014-09-14', '2014-9-14', '2014/09/14', '2014.09.14', '2014 9 14', '20140914',
    '14 de setembro de 2014', '14 setembro 2014', '14/set/2014', '14-set-14', '14 de set. de 2014', '14º de setembro de 2014',
    'September 14, 2014', 'Sep 14th, 2014', '14-Sep-2014', '14 Sept 14', '2014-Sep-14', 'Sunday, 14 September 2014', 'Sun Sep 14 2014',
    '14 de septiembre de 2014', 'domingo, 14 de septiembre de 2014', '14-sep.-2014',
    '2014-09-14T00:00:00Z', '2014-09-14 00:00:00', '2014-09-14T00:00:00.000-03:00', '20140914 00:00',
  ])('%s', (text) => {
    expect(read(text)).toEqual(['2014-09-14', '2014-09-14', '2014-09-14']);
  });

  test.each([
    ['mar 3 2015', '2015-03-03'],
    ['mar, 3 mar 2015', '2015-03-03'],
    ['martes 3 de marzo de 2015', '2015-03-03'],
    ['1º de março de 2015', '2015-03-01'],
    ['29/fev/2016', '2016-02-29'],
  ])('%s is %s', (text, expected) => {
    expect(read(text)).toEqual([expected, expected, expected]);
  });
});

describe('dates that depend on the order: day first, month first, year first', () => {
  test.each([
    ['9/14/2014', [null, '2014-09-14', null]],
    ['14/9/2014', ['2014-09-14', null, null]],
    ['10-01-2014', ['2014-01-10', '2014-10-01', null]],
    ['10.01.2014', ['2014-01-10', '2014-10-01', null]],
    ['10/01-2014', ['2014-01-10', '2014-10-01', null]],
    ['5/5/2014', ['2014-05-05', '2014-05-05', null]],
    ['14/09/14', ['2014-09-14', null, '2014-09-14']],
    ['01/02/03', ['2003-02-01', '2003-01-02', '2001-02-03']],
    ['31/12/99', ['1999-12-31', null, null]],
    ['dom. 14/09/2014', ['2014-09-14', null, null]],
    ['9/14/2014 12:00:00 AM', [null, '2014-09-14', null]],
    ['9/14/2014 0:00', [null, '2014-09-14', null]],
    ['29/02/2015', [null, null, null]],
    ['31/04/2015', [null, null, null]],
  ])('%s', (text, expected) => {
    expect(read(text)).toEqual(expected);
  });
});

test.each(['', 'abc', '14', '14/09', 'setembro de 2014', '14 de setembro', '2014', '14/09/201', '140/9/2014', '1/2/3', '2014-09', '14/2014/09', '14 foo 2014', '12/34/56/78', '1,234.56', 'Sunday', '31 de 12 de 14 de 2', '0/0/0'])('%j is not a date', (text) => {
  expect(read(text)).toBe('not_a_date');
});

test.each(['2014-09-14 03:00', '9/14/2014 12:00 PM', '2014-09-14T00:00:01Z', '14/09/2014 23:59'])('%s has a time of day', (text) => {
  expect(read(text)).toBe('has_time');
});

test.each([
  ['D/M/Y', 'D/M/Y'], ['dd/mm/yyyy', 'D/M/Y'], ['DD-MM-AAAA', 'D/M/Y'], ['dmy', 'D/M/Y'],
  ['M/D/Y', 'M/D/Y'], ['mm/dd/yy', 'M/D/Y'], ['yyyy-mm-dd', 'Y/M/D'],
])('--date-format %s is %s', (text, order) => {
  expect(dateOrderNamed(text)).toBe(order);
});

test('--date-format refuses what it does not know, and says what it knows', () => {
  expect(() => dateOrderNamed('Y/D/M')).toThrow('No date format "Y/D/M". Say D/M/Y, M/D/Y or Y/M/D');
});

describe('the calendar', () => {
  test('agrees with the platform on every day of four centuries', () => {
    const different: string[] = [];
    for (let at = Date.UTC(1800, 0, 1); at < Date.UTC(2200, 0, 1); at += 86_400_000) {
      const date = new Date(at);
      const number = dayNumber(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate());
      if (formatDay(number) !== date.toISOString().slice(0, 10) || weekdayOf(number) !== date.getUTCDay()) different.push(date.toISOString());
    }
    expect(different).toEqual([]);
  });

  test.each([
    ['Sunday', 0], ['domingo', 0], ['DOM.', 0], ['segunda-feira', 1], ['2ª-feira', 1], ['2a feira', 1], ['lunes', 1], ['Tue', 2], ['terça', 2],
    ['miércoles', 3], ['Quarta-Feira', 3], ['Thurs', 4], ['jue', 4], ['sexta', 5], ['sábado', 6], ['SABADO', 6],
  ])('%s is weekday %i', (name, expected) => {
    expect(weekdayNamed(name)).toBe(expected);
  });

  test.each(['', 'someday', '2', '8ª feira', 'setembro'])('%j is no weekday', (name) => {
    expect(weekdayNamed(name)).toBeUndefined();
  });
});
