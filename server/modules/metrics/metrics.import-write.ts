import { system, type Caller } from '../../core/access.ts';
import { formatDay } from '../../core/csv/calendar.ts';
import type { Source } from '../../core/csv/source.ts';
import { withClient, type ClientSql, type Sql } from '../../core/db.ts';
import { insertDays, insertImport, keepRevisions, queueImports, recordOutcome, updateDays } from './metrics.import.queries.ts';
import type { Reading } from './metrics.import-read.ts';
import type { Progress } from './metrics.import-progress.ts';

export interface Outcome {
  added: number;
  changed: number;
  unchanged: number;
  importId: string | null;
}

export interface WriteOptions {
  sql: Sql;
  client: { id: string };
  dryRun?: boolean;
  caller?: Caller;
  onProgress?: (progress: Progress) => void;
}

/** Undoes a transaction that is not to leave a trace, and carries its outcome out of it. */
class NothingKept extends Error {
  readonly outcome: Outcome;

  constructor(outcome: Outcome) {
    super('Nothing is kept');
    this.outcome = outcome;
  }
}

/** Writes the days in one transaction. What is a dry run, or changes nothing, leaves no trace, not even an entry in `imports`. */
export async function writeDays(source: Source, reading: Reading, options: WriteOptions): Promise<Outcome> {
  const { sql, client, dryRun, caller = system } = options;
  try {
    return await withClient(sql, client.id, caller, async (clientSql) => {
      const outcome = await write(clientSql, caller, source, reading, options.onProgress);
      if (dryRun || outcome.added + outcome.changed === 0) throw new NothingKept({ ...outcome, importId: null });
      return outcome;
    });
  } catch (error) {
    if (error instanceof NothingKept) return error.outcome;
    throw error;
  }
}

async function write(sql: ClientSql, caller: Caller, source: Source, reading: Reading, onProgress: WriteOptions['onProgress']): Promise<Outcome> {
  const { days, rows, repeated, refusedCount } = reading;
  await queueImports(sql);
  const importId = await insertImport(sql, caller, {
    fileName: source.name,
    sha256: source.sha256,
    read: rows,
    refused: refusedCount,
    firstOn: days.first === undefined ? null : formatDay(days.first),
    lastOn: days.last === undefined ? null : formatDay(days.last),
  });
  const target = { importId, at: new Date() };
  let [added, changed, written] = [0, 0, 0];
  for (const batch of days.batches()) {
    await keepRevisions(sql, batch, target);
    changed += await updateDays(sql, batch, target);
    added += await insertDays(sql, batch, target);
    written += batch.dates.length;
    onProgress?.({ phase: 'write', rows: written, done: written / days.size });
  }
  const unchanged = days.size + repeated - added - changed;
  await recordOutcome(sql, importId, { added, changed, unchanged });
  return { added, changed, unchanged, importId };
}
