import * as z from 'zod';
import { isWhole, toScaled } from '../../core/csv/decimal.ts';
import { isUnknown, readNumber } from '../../core/csv/numbers.ts';
import { quoted } from '../../core/csv/text.ts';
import { definitionOf } from '../../core/metrics/definitions.ts';
import type { BenchmarkRow } from './benchmarks.queries.ts';
import { comparedMetrics, currencyFor, sectorOf, type ComparedMetric } from './sector.ts';

export const required = ['sector', 'metric', 'country', 'year', 'median', 'source', 'url', 'definition'] as const;
export const optional = ['q1', 'q3', 'n', 'comparable', 'published_on'] as const;
export type Field = (typeof required)[number] | (typeof optional)[number];
export type Cells = (field: Field) => string;

export interface Refusal {
  field: Field | 'line';
  reason: string;
}

export const isRefusal = (row: BenchmarkRow | Refusal): row is Refusal => 'reason' in row;

/** Thrown within a line and caught at its end: a cell is refused wherever it is read. */
class Refused extends Error {
  readonly refusal: Refusal;
  constructor(field: Refusal['field'], reason: string) {
    super(reason);
    this.refusal = { field, reason };
  }
}

const FIRST_YEAR = 1990;
const PLACES = 8;
const countries = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });

/** One line as it is stored, or what is wrong with it. */
export function readLine(cells: Cells, now: Date): BenchmarkRow | Refusal {
  try {
    const metric = readMetric(cells('metric'));
    const median = readFigure(cells, 'median', metric);
    const [q1, q3] = [readQuartile(cells, 'q1', metric, median), readQuartile(cells, 'q3', metric, median)];
    if ((q1 === null) !== (q3 === null)) throw new Refused(q1 === null ? 'q1' : 'q3', 'both quartiles are expected, or neither');
    if (q1 !== null && q1 > median.value) throw new Refused('q1', `${quoted(cells('q1'))} is more than the median`);
    if (q3 !== null && q3 < median.value) throw new Refused('q3', `${quoted(cells('q3'))} is less than the median`);
    return {
      source: 'published',
      sector: text(cells, 'sector', 100, sectorOf({ sector: cells('sector') }) ?? ''),
      metric,
      country: readCountry(cells('country')),
      year: readYear(cells('year'), now),
      currency: median.currency,
      median: median.value,
      q1,
      q3,
      n: readCount(cells('n')),
      sourceName: text(cells, 'source', 200),
      sourceUrl: readUrl(cells('url')),
      definition: text(cells, 'definition', 500),
      comparable: readComparable(cells('comparable')),
      publishedOn: readDay(cells('published_on')),
      updatedAt: now,
    };
  } catch (error) {
    if (error instanceof Refused) return error.refusal;
    throw error;
  }
}

function text(cells: Cells, field: Field, most: number, value = cells(field)): string {
  if (value === '') throw new Refused(field, 'is empty');
  if (value.length > most) throw new Refused(field, `has ${value.length} characters; at most ${most} are expected`);
  return value;
}

function readMetric(cell: string): ComparedMetric {
  const metric = comparedMetrics.find((each) => each === cell);
  if (!metric) throw new Refused('metric', `${quoted(cell)} is not one of ${comparedMetrics.join(', ')}`);
  return metric;
}

function readCountry(cell: string): string {
  const known = /^[A-Z]{2}$/.test(cell) && cell !== 'ZZ' && countries.of(cell) !== undefined;
  if (!known) throw new Refused('country', `${quoted(cell)} is not a country in two letters, such as BR or US`);
  return cell;
}

function readYear(cell: string, now: Date): number {
  const year = /^\d{4}$/.test(cell) ? Number(cell) : 0;
  const last = now.getUTCFullYear();
  if (year < FIRST_YEAR || year > last) throw new Refused('year', `${quoted(cell)} is not a year from ${FIRST_YEAR} to ${last}`);
  return year;
}

interface Figure {
  value: number;
  currency: string | null;
}

/** A figure in the unit of its metric: `6.66 %` or `0.0666`, `USD 5.26`, `134`, `4.2`. */
function readFigure(cells: Cells, field: 'median' | 'q1' | 'q3', metric: ComparedMetric): Figure {
  const cell = cells(field);
  const { unit } = definitionOf(metric);
  const example = { rate: '6.66 % or 0.0666', money: 'USD 5.26', seconds: '134', ratio: '4.2', count: '12' }[unit];
  const refuse = (why: string) => new Refused(field, `${quoted(cell)} ${why}; ${metric} is expected as ${example}`);
  const number = isUnknown(cell) ? null : readNumber(cell);
  if (!number) throw refuse(cell === '' ? 'is empty' : 'is not a number');
  if (number.point === null) throw refuse('has no decimal point');
  if (number.point.startsWith('-')) throw refuse('is negative');
  if (number.percent && unit !== 'rate') throw refuse('is a percentage');
  if (unit === 'money' ? number.currency === null || number.currency === '$' : number.currency !== null) {
    throw refuse(unit === 'money' ? 'does not say in which currency' : 'is an amount of money');
  }
  const scaled = Number(toScaled(number.point, PLACES)) / 10 ** PLACES;
  const value = Number((unit === 'money' ? scaled * 100 : number.percent ? scaled / 100 : scaled).toPrecision(12));
  if (unit === 'rate' && !number.percent && value > 1) throw refuse('is more than the whole');
  return { value, currency: currencyFor(metric, number.currency ?? '') };
}

function readQuartile(cells: Cells, field: 'q1' | 'q3', metric: ComparedMetric, median: Figure): number | null {
  if (isUnknown(cells(field))) return null;
  const { value, currency } = readFigure(cells, field, metric);
  if (currency !== median.currency) throw new Refused(field, `${quoted(cells(field))} is not in ${median.currency}, as the median is`);
  return value;
}

function readCount(cell: string): number | null {
  if (isUnknown(cell)) return null;
  // A count has no fraction, so either mark groups its digits.
  const number = readNumber(cell);
  const whole = [number?.point, number?.comma].find((each) => each && isWhole(each) && Number(each) > 0 && Number(each) <= 2 ** 31 - 1);
  if (!number || !whole || number.percent || number.currency) throw new Refused('n', `${quoted(cell)} is not a whole number such as 16446`);
  return Number(whole);
}

function readUrl(cell: string): string {
  const url = cell.length <= 500 && URL.canParse(cell) ? new URL(cell) : null;
  if (url?.protocol !== 'https:' && url?.protocol !== 'http:') throw new Refused('url', `${quoted(cell)} is not an address such as https://example.com/study`);
  return cell;
}

function readComparable(cell: string): boolean {
  if (cell !== '' && cell !== 'yes' && cell !== 'no') throw new Refused('comparable', `${quoted(cell)} is not yes or no`);
  return cell !== 'no';
}

function readDay(cell: string): string | null {
  if (cell === '') return null;
  if (!z.iso.date().safeParse(cell).success) throw new Refused('published_on', `${quoted(cell)} is not a day such as 2025-05-28`);
  return cell;
}
