import type { Sql } from './db.ts';

/** The channel on which servers are told that there are changes to read. It carries nothing: they are in `changes`. */
export const CHANNEL = 'arco_changes';

const ringing = new WeakMap<Sql, { again: boolean }>();

/** Tells every server, this one included, to look for changes: one statement at a time, however many commit meanwhile. */
export function ring(sql: Sql): void {
  const running = ringing.get(sql);
  if (running) {
    running.again = true;
    return;
  }
  const call = { again: false };
  ringing.set(sql, call);
  void sql`select pg_notify(${CHANNEL}, '')`
    // Servers also look by themselves now and then: what is not told is found a little later.
    .catch(() => {})
    .finally(() => {
      ringing.delete(sql);
      if (call.again) ring(sql);
    });
}
