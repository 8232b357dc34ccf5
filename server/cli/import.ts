import * as z from 'zod';
import { system } from '../core/access.ts';
import { importAccessLog, type LogImportReport } from '../collect/access-log/import.ts';
import { importMetrics, type ImportOptions, type ImportReport } from '../modules/metrics/metrics.import.ts';
import type { FileInput } from '../core/csv/source.ts';
import { command, type Answer } from './command.ts';
import { client } from './fields.ts';
import type { Session } from './session.ts';

const kindNames = ['metrics', 'access-log'] as const;
/** What a person reads of a long list; `--json` has it all. */
const SHOWN = 20;

export const importCommand = command({
  name: 'import',
  summary: 'Imports a file; nothing is written unless every row is valid, and twice changes nothing',
  positionals: ['kind', 'file'],
  input: z.strictObject({
    kind: z.enum(kindNames).describe(`what the file holds: ${kindNames.join(', ')}`),
    file: z.string().min(1).describe('the path of a file, or - for standard input'),
    client,
    map: z.array(z.string().regex(/^.+=[^=]*$/s)).default([]).describe('a column and the field it is, such as Sessions=sessions; with nothing after = it is left out'),
    dateFormat: z.string().min(1).optional().describe('the order in a date, such as D/M/Y, where the file does not prove one'),
    decimal: z.enum(['comma', 'point']).optional().describe('comma or point, where the file does not prove one'),
    skipInvalid: z.boolean().default(false).describe('write the valid rows although others are refused'),
    host: z.string().regex(/^[\w.-]+$/).optional().describe('of a log, the site it is of, such as loja.example; by default the one that its pages link from most'),
    dryRun: z.boolean().default(false).describe('report what would happen, and write nothing'),
  }),
  example: 'arco import metrics visitors.csv --client moda --map "Sessions=sessions"',
  async run({ kind, file, client: slug, map, dateFormat, decimal, skipInvalid, host, dryRun }, session) {
    const found = await session.client(slug);
    const input: FileInput = file === '-' ? { stream: process.stdin } : { path: file };
    if (kind === 'access-log') {
      return describeLog(await importAccessLog({ sql: await session.service(), client: found, input, host, skipInvalid, dryRun, onProgress: reportProgress(session) }), skipInvalid, session);
    }
    const report = await importMetrics({
      sql: await session.service(),
      client: found,
      input,
      map: Object.fromEntries(map.map((pair) => [pair.slice(0, pair.lastIndexOf('=')), pair.slice(pair.lastIndexOf('=') + 1)])),
      ...(dateFormat === undefined ? {} : { dateFormat }),
      ...(decimal === undefined ? {} : { decimal }),
      skipInvalid,
      dryRun,
      caller: system,
      onProgress: reportProgress(session),
    });
    return describe(report, skipInvalid, session);
  },
});

/** Once a second at most: a large file is read in a few. */
function reportProgress(session: Session): NonNullable<ImportOptions['onProgress']> {
  const words = { prove: 'Checking', read: 'Reading', write: 'Writing' };
  let told = Date.now();
  return ({ phase, rows, done }) => {
    if (Date.now() - told < 1_000) return;
    told = Date.now();
    session.note(`${words[phase]}: ${rows} rows, ${Math.round(done * 100)} %`);
  };
}

function describeLog(report: LogImportReport, skipInvalid: boolean, session: Session): Answer {
  const { read, hits, bots, assets, refusedCount, unreadable, added, unchanged, first, last, dryRun } = report;
  if (unreadable > 0 && !skipInvalid) {
    for (const { line, field, reason } of report.refused.filter(({ field }) => field === 'line' || field === 'time').slice(0, SHOWN)) session.note(`line ${line}, ${field}: ${reason}`);
    session.note(`Nothing was written: ${unreadable} of ${read} lines cannot be read. Correct them, or write the others: --skip-invalid`);
    return { json: report, text: '', refused: true };
  }
  const range = first === null ? '' : `, from ${first} to ${last}`;
  const trial = dryRun ? ' (a trial: nothing was written)' : '';
  return { json: report, text: `${read} lines read${range}: ${hits} page views, ${bots} of bots, ${assets} assets, ${refusedCount} refused; ${added} added, ${unchanged} unchanged${trial}` };
}

function describe(report: ImportReport, skipInvalid: boolean, session: Session): Answer {
  const { read, added, changed, unchanged, refused, refusedCount, first, last, dryRun } = report;
  for (const { line, field, reason } of refused.slice(0, SHOWN)) session.note(`line ${line}, ${field}: ${reason}`);
  if (refusedCount > SHOWN) session.note(`… and ${refusedCount - SHOWN} more refused rows`);
  if (refusedCount > 0 && !skipInvalid) {
    session.note(`Nothing was written: ${refusedCount} of ${read} rows are refused. Correct them, or write the others: --skip-invalid`);
    return { json: report, text: '', refused: true };
  }
  const range = first === null ? '' : `, from ${first} to ${last}`;
  const refusals = refusedCount > 0 ? `, ${refusedCount} refused` : '';
  const trial = dryRun ? ' (a trial: nothing was written)' : '';
  return { json: report, text: `${read} rows read${range}: ${added} added, ${changed} changed, ${unchanged} unchanged${refusals}${trial}` };
}
