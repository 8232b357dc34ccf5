import type { Caller } from '../../core/access.ts';
import { audit } from '../../core/audit.ts';
import { announce } from '../../core/changes.ts';
import type { Day } from '../../core/dates.ts';
import type { ClientSql } from '../../core/db.ts';
import { AppError } from '../../core/errors.ts';
import { standardWeights } from './score-days.ts';
import { insertWeights, listWeights } from './score.queries.ts';
import type { Weights } from './score.schema.ts';

/** The weights that hold from now on. */
export async function currentWeights(sql: ClientSql): Promise<Weights> {
  return (await listWeights(sql)).at(-1) ?? standardWeights;
}

export type EditedWeights = Omit<Weights, 'fromOn'>;

/** Makes a version of weights that holds from today on; what was shown until now stays as it was computed. `version` is the one that was edited. */
export async function changeWeights(sql: ClientSql, caller: Caller, edited: EditedWeights, today: Day, requestId?: string): Promise<Weights> {
  const former = await currentWeights(sql);
  const next = { ...edited, version: edited.version + 1, fromOn: today };
  if (former.version !== edited.version || !(await insertWeights(sql, next, caller.label))) {
    throw new AppError('conflict', 'Somebody changed these weights in the meantime');
  }
  await audit(sql, caller, { action: 'score.updateWeights', subject: null, former, value: next, ...(requestId ? { requestId } : {}) });
  await announce(sql, 'score');
  return next;
}
