import { DateOrderEvidence, type OrderDecision } from '../../core/csv/date-order.ts';
import { readDate, type DateOrder } from '../../core/csv/dates.ts';
import { MarkEvidence } from '../../core/csv/number-marks.ts';
import type { DecimalMark } from '../../core/csv/numbers.ts';
import { misfit, type Column, type Table } from '../../core/csv/table.ts';
import { WeekdayEvidence } from '../../core/csv/weekdays.ts';
import { AppError } from '../../core/errors.ts';
import { headsWeekdays } from './metrics.import-fields.ts';
import { mapColumns, type Mapping } from './metrics.import-mapping.ts';
import type { Watch } from './metrics.import-progress.ts';

/** What a first reading of the whole file proved: which column is what, and how its dates and numbers are written. */
export interface Survey {
  table: Table;
  mapping: Mapping;
  dates: OrderDecision;
  /** Decimal mark of each mapped column, in their order. */
  marks: DecimalMark[];
}

export interface SurveyOptions extends Watch {
  map: Record<string, string>;
  currency: string;
  dateOrder: DateOrder | undefined;
  mark: DecimalMark | undefined;
}

const SAMPLE_ROWS = 100;

export async function surveyTable(table: Table, options: SurveyOptions): Promise<Survey> {
  const sample = await firstRows(table);
  if (sample.length === 0) throw new AppError('invalid_input', `There is nothing below the header on line ${table.dialect.headerLine}`);
  const holdsDates = ({ index }: Column) => sample.some((cells) => readDate(cells[index] ?? '') !== 'not_a_date');
  const mapping = mapColumns(table.columns, { ...options, holdsDates });

  const used = new Set([mapping.date, ...mapping.metrics.map(({ column }) => column)]);
  const weekdays = table.columns
    .filter((column) => !used.has(column))
    .map(({ index, label, name }) => new WeekdayEvidence(index, label, { numbers: headsWeekdays(name) }));
  const order = new DateOrderEvidence(weekdays);
  const marks = mapping.metrics.map(({ column, field }) => new MarkEvidence(column.label, { whole: field.kind === 'whole' }));

  let rows = 0;
  for await (const { line, cells } of table.rows(options.onBytes)) {
    options.onRow(++rows);
    if (misfit(table.columns, cells)) continue;
    const text = cells[mapping.date.index] ?? '';
    const date = readDate(text);
    if (typeof date !== 'string') order.add(line, text, date, cells);
    mapping.metrics.forEach(({ column }, index) => marks[index]!.add(line, cells[column.index] ?? ''));
  }
  return { table, mapping, dates: order.decide(options.dateOrder), marks: marks.map((mark) => mark.decide(options.mark)) };
}

async function firstRows(table: Table): Promise<string[][]> {
  const rows: string[][] = [];
  for await (const { cells } of table.rows()) if (rows.push(cells) === SAMPLE_ROWS) break;
  return rows;
}
