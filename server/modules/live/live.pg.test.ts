import { randomUUID } from 'node:crypto';
import { describe, expect } from 'vitest';
import { system } from '../../core/access.ts';
import { withClient } from '../../core/db.ts';
import { test, type TestClient } from '../../test/fixtures.ts';
import { visit, type Hit } from './test/hits.ts';

const now = new Date();
const ago = (seconds: number) => new Date(now.getTime() - seconds * 1_000);
const minuteOf = (at: Date) => new Date(Math.floor(at.getTime() / 60_000) * 60_000).toISOString();
const hourOf = (at: Date) => Math.floor(at.getTime() / 3_600_000) * 3_600_000;

const get = (client: TestClient) => client.as({ now }).live.get();

describe('live.get', () => {
  test('counts a visitor whose last hit was 4:59 ago, and not one of 5:01', async ({ client, database }) => {
    await visit(database.sql, client, [{ at: ago(4 * 60 + 59) }, { at: ago(5 * 60 + 1) }]);
    expect((await get(client)).visitors).toBe(1);
  });

  test('counts a visitor once, on the page that was seen last, and from where the visit came', async ({ client, database }) => {
    const [ana, bia] = [randomUUID(), randomUUID()];
    const hits: Hit[] = [
      { at: ago(200), visitor: ana, page: '/', source: 'google' },
      { at: ago(20), visitor: ana, page: '/carrinho', source: 'direct' },
      { at: ago(100), visitor: bia, page: '/', source: 'google' },
      { at: ago(90), page: '/', source: 'direct' },
      { at: ago(1), excluded: 'bot', page: '/robots' },
      { at: ago(1), excluded: 'own', page: '/admin' },
    ];
    await visit(database.sql, client, hits);
    await withClient(database.sql, client.id, system, (sql) => sql`
      insert into visits (client_id, id, visitor, consented, started_at, last_at, pageviews, events, conversions, page, source, medium, device, country)
      values (${client.id}, ${randomUUID()}, ${ana}, false, ${ago(200)}, ${ago(20)}, 2, 0, 0, '/', 'google', 'organic', 'mobile', 'BR')
    `);

    const live = await get(client);
    expect(live.visitors).toBe(3);
    expect(live.pages).toEqual([{ page: '/', visitors: 2 }, { page: '/carrinho', visitors: 1 }]);
    expect(live.sources).toEqual([{ source: 'google', visitors: 2 }, { source: 'direct', visitors: 1 }]);
    expect(live.lastHitAt).toBe(ago(1).toISOString());
  });

  test('names five pages and five sources, the busiest first', async ({ client, database }) => {
    const hits = [6, 5, 4, 3, 2, 1].flatMap((count) => Array.from({ length: count }, () => ({ at: ago(10), page: `/${count}`, source: `s${count}` })));
    await visit(database.sql, client, hits);
    const { pages, sources } = await get(client);
    expect(pages.map(({ page }) => page)).toEqual(['/6', '/5', '/4', '/3', '/2']);
    expect(sources.map(({ visitors }) => visitors)).toEqual([6, 5, 4, 3, 2]);
  });

  test('has thirty minutes, the running one last, and the conversions of two hours', async ({ client, database }) => {
    const rows = [[0, 3, 1], [29, 2, 0], [30, 9, 4], [119, 5, 2], [120, 7, 16]].map(([minutes, pageviews, conversions]) => ({ clientId: client.id, minute: minuteOf(ago(minutes! * 60)), pageviews, conversions }));
    await withClient(database.sql, client.id, system, (sql) => sql`insert into live_minutes ${sql(rows)} returning client_id`);

    const { minutes, conversions } = await get(client);
    expect(minutes).toHaveLength(30);
    expect([minutes[0], minutes[29]]).toEqual([{ minute: minuteOf(ago(29 * 60)), pageviews: 2 }, { minute: minuteOf(now), pageviews: 3 }]);
    expect(minutes.reduce((sum, { pageviews }) => sum + pageviews, 0)).toBe(5);
    expect(conversions).toBe(7);
  });

  test('compares the rate of 24 complete hours with the same a week before, as a ratio of sums', async ({ client, database }) => {
    const to = hourOf(now);
    const hour = (back: number, sessions: number, conversions: number) => ({ clientId: client.id, hour: new Date(to - back * 3_600_000), sessions, conversions });
    const rows = [hour(0, 900, 900), hour(1, 90, 1), hour(24, 10, 2), hour(25, 900, 900), hour(169, 40, 1), hour(192, 10, 0), hour(193, 900, 900)];
    await withClient(database.sql, client.id, system, (sql) => sql`insert into client_metric_hours ${sql(rows)} returning client_id`);

    expect((await get(client)).conversionRate).toEqual({
      from: new Date(to - 24 * 3_600_000).toISOString(),
      to: new Date(to).toISOString(),
      conversions: 3,
      sessions: 100,
      value: 0.03,
      previous: 0.02,
      change: 0.03 - 0.02,
    });
  });

  test('has no rate and no last hit where nothing was ever sent', async ({ client }) => {
    expect(await get(client)).toMatchObject({ visitors: 0, conversions: 0, pages: [], sources: [], conversionRate: { value: null, previous: null, change: null }, lastHitAt: null });
  });

  test('knows by its hours of a site that was last seen days ago', async ({ client, database }) => {
    const hour = new Date(hourOf(now) - 9 * 24 * 3_600_000);
    await withClient(database.sql, client.id, system, (sql) => sql`insert into client_metric_hours (client_id, hour, pageviews) values (${client.id}, ${hour}, 4)`);
    expect((await get(client)).lastHitAt).toBe(hour.toISOString());
  });

  test('shows nothing of another client', async ({ client, newClient, database }) => {
    await visit(database.sql, await newClient(), [{ at: ago(1) }]);
    expect((await get(client)).visitors).toBe(0);
  });
});
