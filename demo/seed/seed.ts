import { system } from '../../server/core/access.ts';
import { findClient } from '../../server/core/clients.ts';
import { withClient, type Sql } from '../../server/core/db.ts';
import { contentsOf, markDemo } from '../../server/run/contents.ts';
import { fillActions } from './actions.ts';
import { fillBenchmarks } from './benchmarks.ts';
import { fillDirectory } from './directory.ts';
import { fillGoals } from './goals.ts';
import { fillHistory } from './history.ts';
import { shops } from './shops.ts';

export interface SeedOptions {
  /** A connection of the owner's role. */
  owner: Sql;
  /** A connection of the service's role. */
  service: Sql;
  now: Date;
  log: (line: string) => void;
}

/**
 * Brings the demo to `now`: fills an empty database, and adds to a filled one the hours that have passed since. What is
 * there stays as it is. One that was interrupted is completed by the next.
 */
export async function seedDemo({ owner, service, now, log }: SeedOptions): Promise<void> {
  if ((await contentsOf(owner)) !== 'demo') await markDemo(owner, 'started');
  await fillDirectory(owner);
  await fillBenchmarks(service, now);
  for (const shop of shops) {
    const client = (await findClient(service, { slug: shop.slug }))!;
    const filled = await withClient(service, client.id, system, async (sql) => {
      const history = await fillHistory(sql, client, shop, now);
      if (history) {
        await fillGoals(sql, client, history, now);
        await fillActions(sql, client, history, now);
      }
      return history;
    });
    if (filled) log(`${shop.name}: ${filled.from} to ${filled.to}`);
  }
  await markDemo(owner, 'finished');
}
