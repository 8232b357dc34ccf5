import * as z from 'zod';
import { system } from '../core/access.ts';
import { withClient } from '../core/db.ts';
import { metricsChanged } from '../core/metrics/changed.ts';
import { command } from './command.ts';
import { client, day } from './fields.ts';
import { UsageError } from './flags.ts';

export const trafficRebuild = command({
  name: 'traffic rebuild',
  summary: 'Makes the visits and counts of days again from the hits that are kept; the same comes out, unless something had gone wrong',
  input: z.strictObject({ client, from: day, to: day }),
  example: 'arco traffic rebuild --client moda --from 2026-11-01 --to 2026-11-07',
  async run({ client: slug, from, to }, session) {
    if (from > to) throw new UsageError(`--to: expected ${from} (--from) or later, got "${to}"`, [{ path: '--to', expected: `${from} or later` }]);
    const found = await session.client(slug);
    const days = await withClient(await session.service(), found.id, system, async (sql) => {
      const [row] = await sql<{ days: string[] }[]>`select arco.rebuild_traffic(${sql.clientId}::uuid, ${found.timeZone}, ${from}, ${to})::text[] as days`;
      for (const each of row!.days) await sql`select arco.unfold_traffic(${sql.clientId}::uuid, ${each})`;
      if (row!.days.length > 0) await metricsChanged(sql);
      return row!.days;
    });
    const text = days.length === 0 ? 'No hits of these days are kept: nothing was changed' : `Made again: ${days.join(', ')}`;
    return { json: { days }, text };
  },
});
