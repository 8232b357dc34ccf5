import { parse, CsvError } from 'csv-parse';
import { Readable, pipeline } from 'node:stream';
import { AppError } from '../errors.ts';

/** One record of a file: the physical line that it starts on, and its cells without the space around them. */
export interface Row {
  line: number;
  cells: string[];
}

/** Longer than this, a record is a quote that was never closed. */
const LONGEST = 1_000_000;

/** Splits text into records, blank ones left out. Memory does not grow with the text. */
export async function* readRecords(text: AsyncIterable<string>, delimiter: string): AsyncGenerator<Row> {
  const parser = parse({
    delimiter,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    relax_quotes: true,
    max_record_size: LONGEST,
  });
  // A failure of either end reaches the loop below.
  pipeline(Readable.from(text), parser, () => {});

  let line = 1;
  try {
    for await (const record of parser as AsyncIterable<string[]>) {
      const start = line;
      line += 1;
      let blank = true;
      for (const [at, cell] of record.entries()) {
        if (cell.includes('\n') || cell.includes('\r')) line += cell.split(/\r\n|\n|\r/).length - 1;
        const trimmed = cell.trim();
        record[at] = trimmed;
        // Old DOS tools end a file with the character 26.
        if (trimmed && trimmed !== '\u001a') blank = false;
      }
      if (!blank) yield { line: start, cells: record };
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new AppError('invalid_input', `The record that starts on line ${line} cannot be read: a quote in it is never closed`, { cause: error });
  }
}
