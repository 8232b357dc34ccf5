import * as z from 'zod';
import { system } from '../core/access.ts';
import { importMetrics, type ImportOptions, type ImportReport } from '../modules/metrics/metrics.import.ts';
import { command, type Answer } from './command.ts';
import { client } from './fields.ts';
import type { Session } from './session.ts';

/** One line per kind of file. */
const kinds = { metrics: importMetrics } satisfies Record<string, (options: ImportOptions) => Promise<ImportReport>>;
type Kind = keyof typeof kinds;

const kindNames = Object.keys(kinds) as [Kind, ...Kind[]];
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
    dryRun: z.boolean().default(false).describe('report what would happen, and write nothing'),
  }),
  example: 'arco import metrics visitors.csv --client moda --map "Sessions=sessions"',
  async run({ kind, file, client: slug, map, dateFormat, decimal, skipInvalid, dryRun }, session) {
    const found = await session.client(slug);
    const report = await kinds[kind]({
      sql: await session.service(),
      client: found,
      input: file === '-' ? { stream: process.stdin } : { path: file },
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
