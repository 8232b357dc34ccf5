import * as z from 'zod';
import { system } from '../core/access.ts';
import { enter, type ClientSql, type Sql } from '../core/db.ts';
import { forgetOfClient, forgetShared } from '../privacy/retention.jobs.ts';
import { changeRetention, horizonOf, readRetention, type Kept } from '../privacy/retention.ts';
import { command } from './command.ts';
import { UsageError } from './flags.ts';
import { table as columns } from './output.ts';

interface Line {
  table: string;
  days: number | null;
  rows: number;
  /** Rows that are older. */
  due: number;
}

export const retentionCommand = command({
  name: 'retention',
  summary: 'Shows how long each table keeps its rows, and how many are too old; or changes how long',
  input: z.strictObject({
    table: z.string().min(1).optional().describe('a table whose days to change, such as product_events'),
    days: z
      .union([z.literal(['forever', 'default']), z.coerce.number().int().nonnegative()])
      .optional()
      .describe('a number of days, forever, or default'),
  }),
  example: 'arco retention --table product_events --days 365',
  async run({ table, days }, session) {
    if ((table === undefined) !== (days === undefined)) throw new UsageError('--table and --days belong together');
    const owner = await session.owner();
    if (table !== undefined) {
      const wanted = days === 'forever' ? null : days === 'default' ? undefined : days;
      await owner.begin((tx) => changeRetention(tx, table, wanted));
    }
    const lines = await survey(owner, new Date());
    const rows = lines.map((line) => [line.table, line.days === null ? 'forever' : String(line.days), String(line.rows), String(line.due)]);
    return { json: { tables: lines }, text: columns(['table', 'days', 'rows', 'too old'], rows) };
  },
});

/**
 * The jobs delete what is too old every day, but for the record of changes: the role that they work as adds to it and
 * deletes nothing there, and no function of the owner's may touch a client's table. So the owner comes by, as from a
 * timer once a month.
 */
export const retentionApply = command({
  name: 'retention apply',
  summary: 'Deletes what is too old now, also of the record of changes, which no job does',
  input: z.strictObject({}),
  example: 'arco retention apply',
  async run(_input, session) {
    const owner = await session.owner();
    const now = new Date();
    const deleted = await forgetShared(owner, now);
    for (const by of ['client', 'owner'] as const) {
      await eachClient(owner, async (sql) => {
        for (const [table, count] of Object.entries(await forgetOfClient(sql, by, now))) deleted[table] = (deleted[table] ?? 0) + count;
      });
    }
    const rows = Object.entries(deleted).map(([table, count]) => [table, String(count)]);
    return { json: { deleted }, text: columns(['table', 'deleted'], rows) };
  },
});

/** A transaction for each client, as the owner, whom row-level security holds for as well. */
async function eachClient(owner: Sql, run: (sql: ClientSql) => Promise<void>): Promise<void> {
  const clients = await owner<{ id: string }[]>`select id from clients order by id`;
  for (const { id } of clients) {
    await owner.begin(async (tx) => {
      await enter(tx, id, system);
      await run(Object.assign(tx, { clientId: id }) as unknown as ClientSql);
    });
  }
}

async function survey(owner: Sql, now: Date): Promise<Line[]> {
  const kept = await readRetention(owner);
  const isolated = await isolatedTables(owner);
  const lines = new Map(kept.map(({ kept: { table }, days }) => [table, { table, days, rows: 0, due: 0 }]));
  const add = (table: string, [count]: readonly Count[]) => {
    const line = lines.get(table)!;
    line.rows += count!.rows;
    line.due += count!.due;
  };
  for (const each of kept) if (!isolated.has(each.kept.table)) add(each.kept.table, await countOf(owner, each.kept, each.days, now));
  await eachClient(owner, async (sql) => {
    for (const each of kept) {
      if (!isolated.has(each.kept.table)) continue;
      add(each.kept.table, await countOf(sql, each.kept, each.days, now, sql.clientId));
    }
  });
  return [...lines.values()];
}

interface Count {
  rows: number;
  due: number;
}

const countOf = (sql: Sql | ClientSql, { table, column }: Kept, days: number | null, now: Date, client?: string) => sql<Count[]>`
  select count(*) as rows, count(*) filter (where ${days === null ? sql`false` : sql`${sql(column)} < ${horizonOf(days, now)}`}) as due
  from ${sql(table)}
  where ${client === undefined ? sql`true` : sql`client_id = ${client}`}
`;

/** Names of the tables that show nothing before a client is entered. */
async function isolatedTables(owner: Sql): Promise<Set<string>> {
  const tables = await owner<{ name: string }[]>`
    select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and relforcerowsecurity
  `;
  return new Set(tables.map(({ name }) => name));
}
