import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect } from 'vitest';
import { system } from '../core/access.ts';
import { eachDay, weekday } from '../core/dates.ts';
import { withClient } from '../core/db.ts';
import { test } from '../test/arco.ts';

const file = fileURLToPath(new URL('../../../shared/data/daily_visitors.csv', import.meta.url));

describe('forecast evaluate', () => {
  test('replays the first of each month, and holds it against the days that came', async ({ arco, database }) => {
    const slug = `c-${randomUUID()}`;
    await arco('client', 'create', slug, '--name', 'Padaria');
    const [client] = await database.owner<{ id: string }[]>`select id from clients where slug = ${slug}`;
    await withClient(database.sql, client!.id, system, (sql) => {
      const days = eachDay('2025-01-01', '2025-12-15').map((date, at) => ({
        clientId: sql.clientId,
        date,
        source: 'import',
        visitors: ([0, 6].includes(weekday(date)) ? 120 : 400) + ((at * 7919) % 83),
      }));
      return sql`insert into client_metrics ${sql(days)}`;
    });
    const { code, json } = await arco('forecast', 'evaluate', '--client', slug, '--metric', 'visitors', '--from', '2025-10-01', '--origins', '4', '--horizon', '56', '--json');
    expect(code).toBe(0);
    const answer = json() as object as { maeRatioToSeasonalNaive: number; coverage80: number; model: string; origins: { asOf: string; days: number }[] };
    expect(Object.keys(answer).toSorted()).toEqual(['coverage80', 'maeRatioToSeasonalNaive', 'model', 'origins']);
    expect(answer.origins.map(({ asOf, days }) => [asOf, days])).toEqual([['2025-10-01', 56], ['2025-11-01', 45], ['2025-12-01', 15]]);
    expect(Object.keys(answer.origins[0]!).toSorted()).toEqual(['asOf', 'coverage80', 'days', 'maeRatio', 'model']);
    expect(answer.maeRatioToSeasonalNaive).toBeLessThan(1);
    expect(answer.coverage80).toBeGreaterThan(0.6);
  });

  test.skipIf(!existsSync(file))('on the published visitors of 2018, at most half the error of the seasonal naive forecast', async ({ arco, slug }) => {
    expect(await arco('import', 'metrics', file, '--client', slug)).toMatchObject({ code: 0 });
    const { json } = await arco('forecast', 'evaluate', '--client', slug, '--metric', 'visitors', '--from', '2018-01-01', '--origins', '12', '--horizon', '56', '--json');
    const { maeRatioToSeasonalNaive: ratio, coverage80 } = json() as object as { maeRatioToSeasonalNaive: number; coverage80: number };
    expect(ratio).toBeLessThanOrEqual(0.5);
    expect(coverage80).toBeGreaterThanOrEqual(0.7);
    expect(coverage80).toBeLessThanOrEqual(0.9);
  });

  test('names what is wrong with what was asked', async ({ arco }) => {
    const { code, err } = await arco('forecast', 'evaluate', '--client', 'moda', '--metric', 'visitors', '--from', '2025-10-01', '--origins', '0', '--horizon', '56');
    expect([code, err]).toEqual([2, '--origins: expected how many months are replayed, from 1 to 120, got "0"']);
  });
});
