import { connect, type Sql } from '../../../core/db.ts';

export interface Counted {
  sql: Sql;
  /** How many times a live card was counted. */
  counts: () => number;
}

/** A pool whose counting of live cards is itself counted. */
export function countedPool(url: string): Counted {
  let count = 0;
  const debug = (statement: string) => {
    if (statement.includes('from live_minutes')) count += 1;
  };
  return { sql: connect(url, { max: 2, debug }), counts: () => count };
}
