import { openSource, type FileInput } from '../../core/csv/source.ts';
import { misfit, openTable } from '../../core/csv/table.ts';
import { plain, quoted } from '../../core/csv/text.ts';
import type { Sql } from '../../core/db.ts';
import { AppError } from '../../core/errors.ts';
import { upsert, type BenchmarkRow } from './benchmarks.queries.ts';
import { readLine, isRefusal, required, optional, type Cells, type Field, type Refusal } from './benchmarks.import-line.ts';

export interface ImportReport {
  read: number;
  added: number;
  changed: number;
  unchanged: number;
  /** The first thousand; lines count from 1, the header's. */
  refused: (Refusal & { line: number })[];
  refusedCount: number;
  /** The first and the last year. */
  first: number | null;
  last: number | null;
}

const MOST_REFUSED = 1_000;

/**
 * Imports figures that somebody published. Nothing is written unless every line is valid, and then all of it in one
 * transaction; the same file again changes nothing. Throws `invalid_input` for what is wrong with the file as a whole.
 */
export async function importBenchmarks(sql: Sql, input: FileInput, now: Date): Promise<ImportReport> {
  const source = await openSource(input);
  try {
    const table = await openTable(source);
    const places = placesOf(table.columns.map(({ name }) => name));
    const rows = new Map<string, BenchmarkRow>();
    const refused: ImportReport['refused'] = [];
    const lines = new Map<string, number>();
    let read = 0;
    for await (const { line, cells } of table.rows()) {
      read += 1;
      const unfit = misfit(table.columns, cells);
      const row = unfit ? ({ field: 'line', reason: unfit } as const) : readLine(cellsOf(cells, places), now);
      if (isRefusal(row)) {
        refused.push({ line, ...row });
        continue;
      }
      const key = JSON.stringify([row.sourceName, row.sector, row.metric, row.country, row.year, row.currency]);
      const twin = lines.get(key);
      if (twin !== undefined) refused.push({ line, field: 'line', reason: `the same source, sector, metric, country and year as line ${twin}` });
      lines.set(key, line);
      rows.set(key, row);
    }
    const outcome = { added: 0, changed: 0, unchanged: 0 };
    if (refused.length === 0) {
      await sql.begin(async (tx) => {
        for (const row of rows.values()) outcome[await upsert(tx, row)] += 1;
      });
    }
    const years = [...rows.values()].map(({ year }) => year).sort((a, b) => a - b);
    return { read, ...outcome, refused: refused.slice(0, MOST_REFUSED), refusedCount: refused.length, first: years[0] ?? null, last: years.at(-1) ?? null };
  } finally {
    await source.close();
  }
}

/** Where each field stands in the header. */
function placesOf(header: readonly string[]): ReadonlyMap<Field, number> {
  const names = header.map((name) => plain(name).replaceAll(' ', '_'));
  const unknown = names.find((name) => name !== '' && ![...required, ...optional].includes(name as Field));
  if (unknown !== undefined) throw wrongHeader(`The column ${quoted(unknown)} is not one of ${[...required, ...optional].join(', ')}`, unknown);
  const twice = names.find((name, index) => name !== '' && names.indexOf(name) !== index);
  if (twice !== undefined) throw wrongHeader(`The column ${quoted(twice)} stands there twice`, twice);
  const missing = required.find((field) => !names.includes(field));
  if (missing !== undefined) throw wrongHeader(`The column ${quoted(missing)} is missing; there are ${header.join(', ')}`, missing);
  return new Map(names.flatMap((name, index) => (name === '' ? [] : [[name as Field, index] as const])));
}

const wrongHeader = (message: string, column: string): AppError => new AppError('invalid_input', message, { fields: [{ path: column, expected: 'columns ' + required.join(', ') }] });

function cellsOf(cells: readonly string[], places: ReadonlyMap<Field, number>): Cells {
  return (field) => cells[places.get(field) ?? -1]?.trim() ?? '';
}
