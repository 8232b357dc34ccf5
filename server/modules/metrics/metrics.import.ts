import type { Caller } from '../../core/access.ts';
import { formatDay } from '../../core/csv/calendar.ts';
import type { OrderDecision } from '../../core/csv/date-order.ts';
import { dateOrderNamed } from '../../core/csv/dates.ts';
import type { DecimalMark } from '../../core/csv/numbers.ts';
import { openSource, type FileInput, type Source } from '../../core/csv/source.ts';
import { openTable, type Dialect } from '../../core/csv/table.ts';
import type { Sql } from '../../core/db.ts';
import type { MappedColumn } from './metrics.import-mapping.ts';
import { watchReading, type Progress } from './metrics.import-progress.ts';
import { readDays, type Reading, type Refusal } from './metrics.import-read.ts';
import { surveyTable, type Survey } from './metrics.import-survey.ts';
import { writeDays } from './metrics.import-write.ts';

export interface ImportOptions {
  sql: Sql;
  /** `currency` is ISO 4217; amounts in another are refused. */
  client: { id: string; currency: string };
  input: FileInput;
  /** Column to field name, or to an empty text to leave the column out. The other columns are mapped by their headers. */
  map?: Record<string, string>;
  /** Order of the numbers in a date, such as `D/M/Y`. Without it the data must prove one. */
  dateFormat?: string;
  /** Settles what `1.234` is in columns where no value proves it. */
  decimal?: 'comma' | 'point';
  /** Writes the valid rows although others are refused. */
  skipInvalid?: boolean;
  /** Reports what would happen, and writes nothing. */
  dryRun?: boolean;
  caller?: Caller;
  onProgress?: (progress: Progress) => void;
}

export interface ImportReport {
  /** Rows below the header: the sum of the next three and of the refused, unless nothing was written because of those. */
  read: number;
  added: number;
  changed: number;
  unchanged: number;
  /** One entry a row, the first thousand of them; lines count from 1, the header's where nothing stands above it. */
  refused: Refusal[];
  /** First and last day of the valid rows, `yyyy-mm-dd`. */
  first: string | null;
  last: string | null;
  refusedCount: number;
  dryRun: boolean;
  /** The entry in `imports`, or null where nothing changed. */
  importId: string | null;
  mapping: MappedColumn[];
  dialect: Dialect;
  dateOrder: Pick<OrderDecision, 'order' | 'provedBy' | 'evidence'>;
}

/**
 * Imports a file of daily figures. Nothing is written unless every row is valid (or `skipInvalid`), and then all of it
 * in one transaction; importing the same file again changes nothing.
 * Throws `invalid_input` for what is wrong with the file as a whole.
 */
export async function importMetrics(options: ImportOptions): Promise<ImportReport> {
  const source = await openSource(options.input);
  try {
    const { survey, reading } = await readSource(source, options);
    const refused = reading.refusedCount > 0 && !options.skipInvalid;
    const outcome = refused
      ? { added: 0, changed: 0, unchanged: 0, importId: null }
      : await writeDays(source, reading, options);
    const { order, provedBy, evidence } = survey.dates;
    const { first, last } = reading.days;
    return {
      read: reading.rows,
      added: outcome.added,
      changed: outcome.changed,
      unchanged: outcome.unchanged,
      refused: reading.refused,
      first: first === undefined ? null : formatDay(first),
      last: last === undefined ? null : formatDay(last),
      refusedCount: reading.refusedCount,
      dryRun: options.dryRun ?? false,
      importId: outcome.importId,
      mapping: survey.mapping.columns,
      dialect: survey.table.dialect,
      dateOrder: { order, provedBy, evidence },
    };
  } finally {
    await source.close();
  }
}

const marks: Record<'comma' | 'point', DecimalMark> = { comma: ',', point: '.' };

async function readSource(source: Source, options: ImportOptions): Promise<{ survey: Survey; reading: Reading }> {
  const { client, onProgress } = options;
  const watch = (phase: Progress['phase']) => watchReading(phase, source.bytes, onProgress);
  const survey = await surveyTable(await openTable(source), {
    map: options.map ?? {},
    currency: client.currency,
    dateOrder: options.dateFormat === undefined ? undefined : dateOrderNamed(options.dateFormat),
    mark: options.decimal && marks[options.decimal],
    ...watch('prove'),
  });
  const reading = await readDays(survey, { currency: client.currency, ...watch('read') });
  return { survey, reading };
}
