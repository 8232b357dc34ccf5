import { system, type Caller } from '../../core/access.ts';
import { formatDay } from '../../core/csv/calendar.ts';
import type { Source } from '../../core/csv/source.ts';
import { withClient, type ClientSql, type Sql } from '../../core/db.ts';
import { metricsChanged } from '../../core/metrics/changed.ts';
import { changesOf, type Changes } from './metrics.import-changes.ts';
import { insertImport, insertRevisions, queueImports, recordOutcome, saveDays, storedDays } from './metrics.import.queries.ts';
import type { Reading } from './metrics.import-read.ts';
import type { Progress } from './metrics.import-progress.ts';

export interface Outcome {
  added: number;
  changed: number;
  unchanged: number;
  /** The entry in `imports`; null where nothing was written. */
  importId: string | null;
}

export interface WriteOptions {
  sql: Sql;
  client: { id: string };
  dryRun?: boolean;
  caller?: Caller;
  onProgress?: (progress: Progress) => void;
}

/** Writes the days in one transaction. A dry run, or an import that changes nothing, leaves no trace, not even an entry in `imports`. */
export function writeDays(source: Source, reading: Reading, options: WriteOptions): Promise<Outcome> {
  const { sql, client, caller = system } = options;
  return withClient(sql, client.id, caller, (clientSql) => new Writing(clientSql, caller, source, reading).run(options));
}

class Writing {
  readonly #sql: ClientSql;
  readonly #caller: Caller;
  readonly #source: Source;
  readonly #reading: Reading;
  readonly #at = new Date();
  #importId: string | null = null;

  constructor(sql: ClientSql, caller: Caller, source: Source, reading: Reading) {
    this.#sql = sql;
    this.#caller = caller;
    this.#source = source;
    this.#reading = reading;
  }

  async run({ dryRun, onProgress }: WriteOptions): Promise<Outcome> {
    const { days, repeated } = this.#reading;
    await queueImports(this.#sql);
    let [added, changed, rows] = [0, 0, 0];
    for (const batch of days.batches()) {
      const changes = changesOf(batch, await storedDays(this.#sql, batch));
      if (!dryRun && changes.batch.dates.length > 0) await this.#save(changes);
      added += changes.added;
      changed += changes.changed;
      rows += batch.dates.length;
      onProgress?.({ phase: 'write', rows, done: rows / days.size });
    }
    const unchanged = days.size + repeated - added - changed;
    if (this.#importId) {
      await recordOutcome(this.#sql, this.#importId, { added, changed, unchanged });
      await metricsChanged(this.#sql);
    }
    return { added, changed, unchanged, importId: this.#importId };
  }

  async #save({ batch, revisions }: Changes): Promise<void> {
    this.#importId ??= await this.#begin();
    const written = { importId: this.#importId, at: this.#at };
    await saveDays(this.#sql, batch, written);
    if (revisions.length > 0) await insertRevisions(this.#sql, revisions, written);
  }

  #begin(): Promise<string> {
    const { days, rows, refusedCount } = this.#reading;
    return insertImport(this.#sql, this.#caller, {
      fileName: this.#source.name,
      sha256: this.#source.sha256,
      read: rows,
      refused: refusedCount,
      firstOn: days.first === undefined ? null : formatDay(days.first),
      lastOn: days.last === undefined ? null : formatDay(days.last),
    });
  }
}
