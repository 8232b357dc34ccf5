import { misfit } from '../../core/csv/table.ts';
import { quoted } from '../../core/csv/text.ts';
import { readCount, type CellRule, type Problem, type RefusalCode } from './metrics.import-cells.ts';
import { DateReader } from './metrics.import-dates.ts';
import { Days } from './metrics.import-days.ts';
import type { Watch } from './metrics.import-progress.ts';
import type { Survey } from './metrics.import-survey.ts';

/** A row that is not imported: the first thing that is wrong with it, and where. */
export interface Refusal {
  line: number;
  /** `date`, a count's field name, or `row`. */
  field: string;
  /** What was found and what was expected, in English. */
  reason: string;
  code: RefusalCode;
  /** Its column in the file, where one cell is at fault. */
  column?: string;
}

export interface Reading {
  days: Days;
  rows: number;
  /** Rows that repeat an earlier one word for word. */
  repeated: number;
  refused: Refusal[];
  refusedCount: number;
}

/** A file with everything wrong would otherwise be answered with a report longer than itself. */
const LISTED = 1_000;

/** Reads the file a second time, as the survey proved it is written. */
export async function readDays(survey: Survey, { currency, onBytes, onRow }: Watch & { currency: string }): Promise<Reading> {
  const { table, mapping } = survey;
  const reading: Reading = { days: new Days(mapping.metrics.map(({ field }) => field.count)), rows: 0, repeated: 0, refused: [], refusedCount: 0 };
  const reader = new RowReader(survey, currency);
  for await (const { line, cells } of table.rows(onBytes)) {
    onRow(++reading.rows);
    const row = reader.read(line, cells);
    if ('code' in row) {
      reading.refusedCount += 1;
      if (reading.refused.length < LISTED) reading.refused.push(row);
      continue;
    }
    const former = reading.days.add(row.day, line, row.values);
    if (former?.same) reading.repeated += 1;
    else if (former) {
      reading.refusedCount += 1;
      const reason = `${quoted(cells[mapping.date.index]!)} is on line ${former.line} already, with other figures; one row a day is expected`;
      if (reading.refused.length < LISTED) reading.refused.push({ line, field: 'date', reason, code: 'duplicate', column: mapping.date.label });
    }
  }
  return reading;
}

class RowReader {
  readonly #survey: Survey;
  readonly #dates: DateReader;
  readonly #rules: CellRule[];

  constructor(survey: Survey, currency: string) {
    this.#survey = survey;
    this.#dates = new DateReader(survey.dates);
    this.#rules = survey.mapping.metrics.map(({ field }, index) => ({ field, mark: survey.marks[index]!, currency }));
  }

  read(line: number, cells: string[]): { day: number; values: (number | null)[] } | Refusal {
    const { table, mapping } = this.#survey;
    const unfit = misfit(table.columns, cells);
    if (unfit) return { line, field: 'row', reason: unfit, code: 'cells' };

    const day = this.#dates.read(line, cells[mapping.date.index] ?? '', cells);
    if (typeof day !== 'number') return refusal(line, 'date', mapping.date.label, day);
    const values: (number | null)[] = [];
    for (const [index, { column, field }] of mapping.metrics.entries()) {
      const value = readCount(cells[column.index] ?? '', this.#rules[index]!);
      if (value !== null && typeof value !== 'number') return refusal(line, field.name, column.label, value);
      values.push(value);
    }
    return { day, values };
  }
}

function refusal(line: number, field: string, column: string, { code, reason }: Problem): Refusal {
  return { line, field, reason, code, column };
}
