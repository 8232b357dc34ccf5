import * as z from 'zod';
import { AppError } from '../core/errors.ts';
import { importBenchmarks } from '../modules/benchmarks/benchmarks.import.ts';
import { announceToAll, computeMonth, settledMonth } from '../modules/benchmarks/benchmarks.jobs.ts';
import { command } from './command.ts';

/** What a person reads of a long list; `--json` has it all. */
const SHOWN = 20;

export const benchmarksImport = command({
  name: 'benchmarks import',
  summary: 'Imports published figures of sectors; nothing is written unless every line is valid, and twice changes nothing',
  positionals: ['file'],
  input: z.strictObject({
    file: z.string().min(1).describe('the path of a CSV file with the columns sector, metric, country, year, median, source, url, definition, or - for standard input'),
  }),
  example: 'arco benchmarks import search-ads-2025.csv',
  async run({ file }, session) {
    const sql = await session.service();
    const report = await importBenchmarks(sql, file === '-' ? { stream: process.stdin } : { path: file }, new Date());
    const { read, added, changed, unchanged, refused, refusedCount } = report;
    if (added + changed > 0) await announceToAll(sql);
    for (const { line, field, reason } of refused.slice(0, SHOWN)) session.note(`line ${line}, ${field}: ${reason}`);
    if (refusedCount > SHOWN) session.note(`… and ${refusedCount - SHOWN} more refused lines`);
    if (refusedCount > 0) {
      session.note(`Nothing was written: ${refusedCount} of ${read} lines are refused`);
      return { json: report, text: '', refused: true };
    }
    return { json: report, text: `${read} lines read: ${added} added, ${changed} changed, ${unchanged} unchanged` };
  },
});

export const benchmarksCompute = command({
  name: 'benchmarks compute',
  summary: 'Computes what the sectors of contributing clients came to in a month, as the monthly job does',
  input: z.strictObject({
    month: z
      .string()
      .regex(/^(19|20|21)\d\d-(0[1-9]|1[0-2])$/)
      .optional()
      .describe('a month, such as 2026-10; by default the last that is over'),
  }),
  example: 'arco benchmarks compute --month 2026-10',
  async run({ month }, session) {
    const now = new Date();
    if (month && month >= now.toISOString().slice(0, 7)) {
      throw new AppError('invalid_input', `${month} is not over yet`, { fields: [{ path: '--month', expected: 'a month that is over' }] });
    }
    const computed = await computeMonth(await session.service(), month ? `${month}-01` : settledMonth(now), now);
    const { year, contributors, shown, hidden } = computed;
    const clients = contributors === 1 ? '1 client contributes' : `${contributors} clients contribute`;
    return { json: computed, text: `${year}-${String(computed.month).padStart(2, '0')}: ${clients}, ${shown} figures are shown, ${hidden} are not` };
  },
});
