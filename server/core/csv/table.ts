import { AppError } from '../errors.ts';
import { readDate } from './dates.ts';
import { detectDelimiter, isPreamble, type Delimiter } from './dialect.ts';
import type { Encoding } from './encoding.ts';
import { readNumber } from './numbers.ts';
import { readRecords, type Row } from './records.ts';
import type { Source } from './source.ts';
import { quoted } from './text.ts';

export interface Column {
  index: number;
  /** As it stands in the header; empty for a nameless one. */
  name: string;
  /** Names this column and no other: `Visits`, `Visits (column 5)` where two are called so, `column 38` where it is nameless. */
  label: string;
}

export interface Dialect {
  encoding: Encoding;
  delimiter: Delimiter;
  /** Line of the header. */
  headerLine: number;
}

/** A file of rows under a header. */
export interface Table {
  dialect: Dialect;
  columns: Column[];
  /** The rows below the header, from the first, each time it is called. */
  rows(onBytes?: (bytes: number) => void): AsyncGenerator<Row>;
}

const START = 64 * 1024;

/** Finds out how a file is written and reads its header. */
export async function openTable(source: Source): Promise<Table> {
  const { start, whole } = await readStart(source);
  const delimiter = detectDelimiter(start, whole);
  const header = await findHeader(source, delimiter);
  if (!header) throw new AppError('invalid_input', `${quoted(source.name)} has no header: it is empty but for blank lines`);
  refuseData(header);
  return {
    dialect: { encoding: source.encoding, delimiter, headerLine: header.line },
    columns: name(header.cells),
    async *rows(onBytes) {
      for await (const row of readRecords(source.text(onBytes), delimiter)) if (row.line > header.line) yield row;
    },
  };
}

async function readStart(source: Source): Promise<{ start: string; whole: boolean }> {
  let start = '';
  for await (const piece of source.text()) {
    start += piece;
    if (start.length >= START) return { start, whole: false };
  }
  return { start, whole: true };
}

async function findHeader(source: Source, delimiter: Delimiter): Promise<Row | undefined> {
  for await (const row of readRecords(source.text(), delimiter)) {
    if (!isPreamble(row.cells.join(delimiter))) return row;
  }
  return undefined;
}

/** A first line of data would be lost as a header, and its names would mean nothing. */
function refuseData({ line, cells }: Row): void {
  const data = cells.find((cell) => typeof readDate(cell) !== 'string');
  const filled = cells.filter((cell) => cell !== '');
  if (data === undefined && !filled.every((cell) => readNumber(cell))) return;
  throw new AppError('invalid_input', `There is no header: line ${line} holds data (${quoted(data ?? filled[0]!)}), and names such as "date" and "visitors" are expected`);
}

function name(header: string[]): Column[] {
  const times = new Map<string, number>();
  for (const cell of header) times.set(cell, (times.get(cell) ?? 0) + 1);
  return header.map((cell, index) => {
    const unique = cell !== '' && times.get(cell) === 1;
    return { index, name: cell, label: unique ? cell : cell === '' ? `column ${index + 1}` : `${cell} (column ${index + 1})` };
  });
}

/** Why a row does not fit under the header, if it does not. Nameless columns at the end may be missing. */
export function misfit(columns: Column[], cells: string[]): string | undefined {
  const needed = columns.findLastIndex(({ name }) => name !== '') + 1;
  const filled = cells.findLastIndex((cell) => cell !== '') + 1;
  if (cells.length >= needed && filled <= columns.length) return undefined;
  return `the line has ${cells.length} cells where the header has ${columns.length}`;
}
