import { randomUUID } from 'node:crypto';
import { describe, expect } from 'vitest';
import { system } from '../../core/access.ts';
import { eachDay, type Day } from '../../core/dates.ts';
import { withClient } from '../../core/db.ts';
import { arco } from '../../privacy/test/arco.ts';
import { test as base, type TestClient, type TestDatabase } from '../../test/fixtures.ts';
import { benchmarksJobs, computeMonth, settledMonth } from './benchmarks.jobs.ts';
import { upsert } from './benchmarks.queries.ts';

/** Noon of 5 November 2026 in São Paulo: October is over, and has settled. */
const now = new Date('2026-11-05T15:00:00Z');
const october = '2026-10-01';

interface Figures {
  /** Of each day. */
  sessions?: number;
  conversions?: number;
  adSpendCents?: number;
  clicks?: number;
  impressions?: number;
}

interface Peers {
  /** A sector of its own, so that tests do not see each other. */
  sector: string;
  /** A client of the sector, with the same figures on every day of October. */
  join(figures: Figures, options?: { contributes?: boolean; timeZone?: string; currency?: string; sector?: string }): Promise<TestClient>;
  /** So many more that contribute, each with its figures, and that nobody signs in to. */
  crowd(count: number, figures?: (index: number) => Figures): Promise<string[]>;
}

/** 1,000 visits a day, converting 10, 11, 12… of them. */
const ladder = (index: number): Figures => ({ sessions: 1_000, conversions: 10 + index });
const wholeMonth = eachDay('2026-10-01', '2026-10-31');

async function fill({ owner }: TestDatabase, ids: readonly string[], figures: (index: number) => Figures, days: Day[] = wholeMonth): Promise<void> {
  const rows = ids.flatMap((clientId, index) => days.map((date) => ({ clientId, date, source: 'import', ...figures(index) })));
  await owner`insert into client_metrics ${owner(rows)}`;
}

const test = base.extend<{ peers: Peers }>({
  peers: async ({ database, newClient }, use) => {
    const { owner } = database;
    const sector = `setor ${randomUUID()}`;
    await use({
      sector,
      join: async (figures, { contributes = true, ...options } = {}) => {
        const client = await newClient({ sector, ...options });
        await fill(database, [client.id], () => figures);
        if (contributes) await client.as({ now }).benchmarks.setConsent({ contribute: true });
        return client;
      },
      crowd: async (count, figures = ladder) => {
        const rows = Array.from({ length: count }, () => ({ slug: `c-${randomUUID()}`, name: 'Loja', sector }));
        const clients = await owner<{ id: string }[]>`insert into clients ${owner(rows)} returning id`;
        const ids = clients.map(({ id }) => id);
        await owner`insert into benchmark_consents ${owner(ids.map((clientId) => ({ clientId, givenAt: now, givenBy: 'system' })))}`;
        await fill(database, ids, figures);
        return ids;
      },
    });
    // The next computation visits every client there is.
    await owner`delete from client_metrics`;
    await owner`delete from benchmark_consents`;
  },
});

const compute = ({ sql }: TestDatabase) => computeMonth(sql, october, now);
const rates = async (client: TestClient) => (await client.as({ now }).benchmarks.get()).metrics.find(({ metric }) => metric === 'conversion_rate')!;

describe('what is shown of a sector', () => {
  test('is nothing of fourteen, and quartiles of fifteen, equally weighted', async ({ peers, database }) => {
    const first = await peers.join(ladder(0));
    await peers.crowd(13, (index) => ladder(index + 1));
    await compute(database);
    expect(await rates(first)).toMatchObject({ benchmarks: [], verdict: 'unknown', unknown: 'no_benchmark', hidden: { reason: 'few', contributors: 14, needed: 15 } });

    await peers.crowd(1, () => ({ sessions: 100, conversions: 2.4 }));
    await compute(database);
    const { benchmarks, hidden } = await rates(first);
    // 1.0 to 2.3 % and 2.4 %: the eighth of fifteen, however few visits the last has. Its 4th and 12th bound the median.
    expect(hidden).toBeNull();
    expect(benchmarks).toEqual([
      expect.objectContaining({ source: 'clients', sector: peers.sector, country: 'BR', year: 2026, month: 10, n: 15, definition: null, comparable: true }),
    ]);
    const { median, q1, q3, low, high } = benchmarks[0]!;
    expect([q1, low, median, high, q3].map((value) => Math.round(value! * 1e6) / 1e6)).toEqual([0.0135, 0.013, 0.017, 0.021, 0.0205]);
  });

  test('is nothing where one contributor has 26 % of the visits, and all of it at 25 %', async ({ peers, database }) => {
    // 15 others of 100 visits a day: 500 of 2,000 are a quarter.
    await peers.crowd(15, () => ({ sessions: 100, conversions: 1 }));
    const large = await peers.join({ sessions: 500, conversions: 5 });
    await compute(database);
    expect(await rates(large)).toMatchObject({ hidden: null, benchmarks: [{ n: 16 }] });

    await database.owner`update client_metrics set sessions = 528 where client_id = ${large.id}`;
    await compute(database);
    expect(await rates(large)).toMatchObject({ hidden: { reason: 'dominated', contributors: 16 }, benchmarks: [] });
  });

  test('is of those alone who contribute, in the same country and, of money, the same currency', async ({ peers, database }) => {
    await peers.crowd(14);
    const first = await peers.join({ sessions: 1_000, conversions: 20 }, { contributes: false });
    await peers.join({ sessions: 1_000, conversions: 20 }, { timeZone: 'Europe/Lisbon' });
    await compute(database);
    expect((await rates(first)).hidden).toEqual({ reason: 'few', contributors: 14, needed: 15 });

    await peers.crowd(14, (index) => ({ adSpendCents: 10_000, clicks: 50 + index }));
    await peers.join({ adSpendCents: 10_000, clicks: 50 }, { currency: 'USD' });
    await compute(database);
    const client = await peers.join({ adSpendCents: 10_000, clicks: 40 }, { contributes: false });
    const { metrics } = await client.as({ now }).benchmarks.get();
    expect(metrics.find(({ metric }) => metric === 'cpc')!.hidden).toEqual({ reason: 'few', contributors: 14, needed: 15 });
  });

  test('names the sector however it is written, and a client without one is told so', async ({ peers, database, client }) => {
    const written = await peers.join({ sessions: 1_000, conversions: 10 }, { sector: `  ${peers.sector.toUpperCase()} ` });
    await peers.crowd(14);
    await compute(database);
    expect((await rates(written)).benchmarks[0]!.n).toBe(15);
    await fill(database, [client.id], ladder);
    expect((await rates(client)).hidden).toEqual({ reason: 'no_sector', contributors: 0, needed: 15 });
  });

  test('is the same when it is computed again', async ({ peers, database }) => {
    const first = await peers.join(ladder(0));
    await peers.crowd(15);
    await compute(database);
    const state = () => database.owner`
      select (select json_agg(b order by id) from industry_benchmarks b where sector = ${peers.sector}) as shown,
        (select json_agg(g order by metric) from benchmark_groups g where sector = ${peers.sector}) as crowds,
        (select json_agg(c order by client_id, metric) from benchmark_contributions c where sector = ${peers.sector}) as given,
        (select count(*) from changes where client_id = ${first.id}) as told
    `.then((rows) => JSON.stringify(rows));
    const once = await state();
    expect(once).toContain('conversion_rate');
    await computeMonth(database.sql, october, new Date(now.getTime() + 3_600_000));
    expect(await state()).toBe(once);
  });
});

describe('the monthly job', () => {
  test('waits until a month has settled everywhere, and computes it once', async ({ peers, database }) => {
    expect([settledMonth(new Date('2026-11-03T23:59:00Z')), settledMonth(new Date('2026-11-04T00:00:00Z')), settledMonth(now)]).toEqual(['2026-09-01', october, october]);

    const [first] = await peers.crowd(15);
    const watcher = await peers.join(ladder(0), { contributes: false });
    await database.owner`delete from benchmark_runs`;
    const [job] = benchmarksJobs;
    await job!.run(database.sql, now);
    const before = (await rates(watcher)).benchmarks;
    expect(before[0]!.n).toBe(15);
    await database.owner`update client_metrics set conversions = 900 where client_id = ${first!}`;
    await job!.run(database.sql, new Date(now.getTime() + 3_600_000));
    expect((await rates(watcher)).benchmarks).toEqual(before);
  });
});

describe('who leaves', () => {
  test('is out at the next computation, and at once where too few are left', async ({ peers, database }) => {
    await peers.crowd(13);
    const [watcher, early, late] = [await peers.join(ladder(0)), await peers.join(ladder(1)), await peers.join(ladder(2))];
    await compute(database);
    await early.as({ now }).benchmarks.setConsent({ contribute: false });
    expect(await rates(watcher)).toMatchObject({ hidden: null, benchmarks: [{ n: 16 }] });
    await compute(database);
    expect(await rates(watcher)).toMatchObject({ hidden: null, benchmarks: [{ n: 15 }] });

    await late.as({ now }).benchmarks.setConsent({ contribute: false });
    expect(await rates(watcher)).toMatchObject({ hidden: { reason: 'few', contributors: 14 }, benchmarks: [] });
    const [left] = await database.owner`
      select (select count(*)::int from benchmark_contributions where client_id = ${late.id}) as given,
        (select count(*)::int from industry_benchmarks where sector = ${peers.sector}) as shown
    `;
    expect(left).toEqual({ given: 0, shown: 0 });
  });

  test('leaves one behind who is then too large: that is hidden at once too', async ({ peers, database }) => {
    const large = await peers.join({ sessions: 400, conversions: 4 });
    const small = { sessions: 80, conversions: 1 };
    const leavers = [await peers.join(small), await peers.join(small)] as const;
    await peers.crowd(14, () => small);
    await compute(database);
    expect((await rates(large)).hidden).toBeNull();
    // 400 of 1,680 is below a quarter; of 1,600 exactly one; of 1,520 above.
    await leavers[0].as({ now }).benchmarks.setConsent({ contribute: false });
    expect((await rates(large)).hidden).toBeNull();
    await leavers[1].as({ now }).benchmarks.setConsent({ contribute: false });
    expect((await rates(large)).hidden).toMatchObject({ reason: 'dominated', contributors: 15 });
  });

  test('twelve at once: each is counted once', async ({ peers, database }) => {
    const clients: TestClient[] = [];
    for (let index = 0; index < 12; index += 1) clients.push(await peers.join(ladder(index)));
    await peers.crowd(3);
    const watcher = await peers.join(ladder(0), { contributes: false });
    await compute(database);
    await Promise.all(clients.flatMap((client) => [1, 2].map(() => client.as({ now }).benchmarks.setConsent({ contribute: false }))));
    expect((await rates(watcher)).hidden).toMatchObject({ contributors: 3 });
  });
});

describe('consent', () => {
  test('is given and taken back by an owner, and written down', async ({ client, database }) => {
    const api = client.as({ now });
    expect((await api.benchmarks.get()).consent).toEqual({ contributes: false, since: null, canChange: true });
    expect(await api.benchmarks.setConsent({ contribute: true })).toEqual({ contributes: true, since: now.toISOString(), canChange: true });
    await api.benchmarks.setConsent({ contribute: true });
    expect(await api.benchmarks.setConsent({ contribute: false })).toEqual({ contributes: false, since: null, canChange: true });
    const audited = await database.owner`select caller, value from audit_log where client_id = ${client.id} and action = 'benchmarks.setConsent' order by at, id`;
    expect([...audited]).toEqual([true, false].map((contribute) => ({ caller: client.personId, value: { contribute } })));
    const kept = await database.owner`select given_by, revoked_by, revoked_at is not null as revoked from benchmark_consents where client_id = ${client.id}`;
    expect([...kept]).toEqual([{ givenBy: client.personId, revokedBy: client.personId, revoked: true }]);
  });

  test('is not for who only reads, for managers or for keys, whatever a token says', async ({ client, database }) => {
    for (const role of ['viewer', 'manager', 'agent', 'key'] as const) {
      const api = client.as({ now, caller: { role, id: client.personId } });
      await expect(api.benchmarks.setConsent({ contribute: true }), role).rejects.toMatchObject({ reason: 'forbidden' });
    }
    await database.owner`update memberships set role = 'viewer' where client_id = ${client.id}`;
    await expect(client.as({ now }).benchmarks.setConsent({ contribute: true })).rejects.toMatchObject({ reason: 'forbidden' });
  });
});

describe('benchmarks.get', () => {
  test('says better, same and worse by the interval, over the last complete month', async ({ peers, database }) => {
    await peers.crowd(15);
    await compute(database);
    const verdicts = async (conversions: number) => {
      const client = await peers.join({ sessions: 1_000, conversions }, { contributes: false });
      const answer = await client.as({ now }).benchmarks.get();
      expect(answer).toMatchObject({ from: '2026-10-01', to: '2026-10-31', country: 'BR', sector: peers.sector, currency: 'BRL' });
      return answer.metrics.find(({ metric }) => metric === 'conversion_rate')!.verdict;
    };
    // The median lies between 1.3 and 2.1 %; of 31,000 visits an interval reaches about 0.16 to either side.
    expect([await verdicts(10), await verdicts(12), await verdicts(17), await verdicts(22), await verdicts(23)]).toEqual(['worse', 'same', 'same', 'same', 'better']);
  });

  test('judges a cost the other way round, and published figures only in the same currency and by the same definition', async ({ peers, database: { sql }, database }) => {
    const published = { source: 'published', sector: peers.sector, country: 'BR', year: 2025, sourceName: 'Estudo', sourceUrl: 'https://example.com/', definition: 'Gasto ÷ leads', updatedAt: now } as const;
    await upsert(sql, { ...published, metric: 'cpc', currency: 'BRL', median: 150 });
    await upsert(sql, { ...published, metric: 'ctr', currency: null, median: 0.02, comparable: false });
    const client = await peers.join({ adSpendCents: 20_000, clicks: 200, impressions: 10_000 }, { contributes: false });
    const read = async () => Object.fromEntries((await client.as({ now }).benchmarks.get()).metrics.map((each) => [each.metric, each]));
    const { cpc, ctr } = await read();
    expect(cpc).toMatchObject({ value: 100, interval: { low: 100, high: 100, method: 'ratio' }, verdict: 'better', benchmarks: [{ source: 'published', name: 'Estudo', year: 2025, month: null }] });
    expect(ctr).toMatchObject({ verdict: 'unknown', unknown: 'definition' });

    await upsert(sql, { ...published, metric: 'cpc', currency: 'BRL', median: 100 });
    expect((await read())['cpc']!.verdict).toBe('same');
    await database.owner`delete from industry_benchmarks where sector = ${peers.sector} and metric = 'cpc'`;
    await upsert(sql, { ...published, metric: 'cpc', currency: 'USD', country: 'US', median: 526 });
    expect((await read())['cpc']).toMatchObject({ verdict: 'unknown', unknown: 'currency', benchmarks: [{ country: 'US', currency: 'USD' }] });
  });

  test('puts the clients of the sector before what was published, and its own sector before all', async ({ peers, database }) => {
    const common = { source: 'published', metric: 'conversion_rate', country: 'US', year: 2025, currency: null, sourceUrl: 'https://example.com/', definition: 'x', updatedAt: now } as const;
    await upsert(database.sql, { ...common, sector: 'all', sourceName: 'Geral', median: 0.0752 });
    await peers.crowd(15);
    const first = await peers.join(ladder(0), { contributes: false });
    expect((await rates(first)).benchmarks.map(({ name }) => name)).toEqual(['Geral']);
    await upsert(database.sql, { ...common, sector: peers.sector, sourceName: 'Setor', median: 0.04 });
    await compute(database);
    const { benchmarks, verdict } = await rates(first);
    expect(benchmarks.map(({ source, name }) => [source, name])).toEqual([['clients', null], ['published', 'Setor']]);
    expect(verdict).toBe('worse');
    await database.owner`delete from industry_benchmarks where source_name = 'Geral'`;
  });

  test('asks for enough days where a ratio scatters by day, and has no metric without data', async ({ client, database }) => {
    await fill(database, [client.id], () => ({ adSpendCents: 1_000, clicks: 10 }), eachDay('2026-10-01', '2026-10-06'));
    const { metrics } = await client.as({ now }).benchmarks.get({ from: '2026-10-01', to: '2026-10-31' });
    expect(metrics.map(({ metric, interval, days }) => ({ metric, interval, days }))).toEqual([{ metric: 'cpc', interval: null, days: 6 }]);
    expect((await client.as({ now }).benchmarks.get({ from: '2026-11-05', to: '2026-11-05' })).metrics).toEqual([]);
    await expect(client.as({ now }).benchmarks.get({ from: '2026-10-01' })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  });

  test('tells nobody another client’s figures: its name, its value, or who is in', async ({ peers, database }) => {
    const others = await peers.crowd(15, (index) => (index === 3 ? { sessions: 1_000, conversions: 20.654321 } : ladder(index)));
    const mine = await peers.join(ladder(0));
    await compute(database);
    const told = JSON.stringify(await mine.as({ now }).benchmarks.get());
    for (const other of others) expect(told).not.toContain(other);
    expect(told).not.toContain('654321');
    const seen = await withClient(database.sql, mine.id, system, (sql) => sql`
      select distinct client_id from benchmark_contributions where client_id = any(${[mine.id, ...others]}::uuid[])
    `);
    expect(seen.map(({ clientId }) => clientId)).toEqual([mine.id]);
  });
});

describe('arco benchmarks compute', () => {
  test('computes a month that is over', async ({ database }) => {
    expect(await arco(database, 'benchmarks', 'compute', '--month', '2026-09')).toMatchObject({ code: 0, json: { year: 2026, month: 9, shown: 0 } });
    const ahead = new Date(Date.now() + 40 * 86_400_000).toISOString().slice(0, 7);
    expect(await arco(database, 'benchmarks', 'compute', '--month', ahead)).toMatchObject({ code: 1, json: { error: { reason: 'invalid_input' } } });
  });
});
