import { randomUUID } from 'node:crypto';
import { describe, expect } from 'vitest';
import { createKey } from '../embed/keys.ts';
import { testApp } from '../test/app.ts';
import { test as base, type TestClient, type TestDatabase } from '../test/fixtures.ts';

const chrome = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36';
const page = 'https://loja.example/produto';

type Headers = Record<string, string>;

interface Site {
  key: string;
  secret: string;
  post: (body: unknown, headers?: Headers) => Promise<{ status: number; body: Record<string, unknown>; headers: Record<string, unknown> }>;
  /** As a server with the secret key. */
  send: Site['post'];
  rows: () => Promise<Record<string, unknown>[]>;
}

async function siteOf(database: TestDatabase, client: TestClient, options: Parameters<typeof testApp>[1] = {}): Promise<Site> {
  const app = await testApp(database, { trustProxy: ['127.0.0.1'], ...options });
  const { value: key } = await createKey(database.owner, { clientId: client.id, kind: 'publishable', origins: ['https://loja.example'] });
  const { value: secret } = await createKey(database.owner, { clientId: client.id, kind: 'secret' });
  const request = async (body: unknown, headers: Headers) => {
    const answer = await app.inject({ method: 'POST', url: '/api/collect', payload: typeof body === 'string' ? body : JSON.stringify(body), headers: { 'content-type': 'application/json', ...headers } });
    return { status: answer.statusCode, body: answer.json() as Record<string, unknown>, headers: answer.headers };
  };
  return {
    key,
    secret,
    post: (body, headers = {}) => request(body, { origin: 'https://loja.example', 'user-agent': chrome, 'x-forwarded-for': '200.160.2.3', ...headers }),
    send: (body, headers = {}) => request(body, { authorization: `Bearer ${secret}`, ...headers }),
    rows: () => database.owner`select * from realtime_events where client_id = ${client.id} order by at, id`,
  };
}

const test = base.extend<{ site: Site }>({
  site: async ({ database, client }, use) => use(await siteOf(database, client)),
});

test('a page view is kept with where it came from, and with nothing that names anybody', async ({ site, database: { owner }, client }) => {
  const { key, post, rows } = site;
  const answer = await post({ key, type: 'pageview', url: `${page}?utm_source=Instagram&utm_medium=Social&utm_campaign=Ver%C3%A3o&email=ana@x.example#a`, referrer: 'https://l.instagram.com/' });
  expect(answer).toMatchObject({ status: 202, body: { accepted: 1, duplicates: 0 }, headers: { 'access-control-allow-origin': '*' } });
  const [row] = await rows();
  expect(row).toMatchObject({ type: 'pageview', page: '/produto', source: 'instagram', medium: 'social', campaign: 'Verão', device: 'desktop', country: 'BR', excluded: null, consented: false });
  const everything = JSON.stringify([row, ...(await owner`select * from visits where client_id = ${client.id}`), ...(await owner`select * from current_visits where client_id = ${client.id}`)]);
  for (const secret of ['200.160.2', 'Chrome/131', 'ana@x', 'l.instagram.com']) expect(everything).not.toContain(secret);
});

test('who comes is one visitor for a day, and nobody once its salt is gone', async ({ database, client }) => {
  let now = new Date('2026-11-20T15:00:00Z');
  const { key, post, rows } = await siteOf(database, client, { clock: () => now });
  await database.owner`select arco.prepare_day('2026-11-20'), arco.prepare_day('2026-11-21')`;
  const view = () => post({ key, type: 'pageview', url: page });
  await view();
  await view();
  await post({ key, type: 'pageview', url: page }, { 'x-forwarded-for': '200.160.2.4' });
  now = new Date('2026-11-21T15:00:00Z');
  await view();
  const hits = Object.values(Object.groupBy(await rows(), ({ visitor }) => String(visitor))).map((of) => of!.length);
  expect(hits.toSorted()).toEqual([1, 1, 2]);
});

describe('hits', () => {
  test('come as text as well, as a beacon sends them, one or a hundred', async ({ site: { key, post, rows } }) => {
    const hits = Array.from({ length: 100 }, () => ({ key, type: 'event', name: 'scroll', url: page }));
    expect(await post(JSON.stringify(hits), { 'content-type': 'text/plain;charset=UTF-8' })).toMatchObject({ status: 202, body: { accepted: 100, duplicates: 0 } });
    expect(await rows()).toHaveLength(100);
    expect(await post([...hits, hits[0]])).toMatchObject({ status: 400, body: { reason: 'invalid_input' } });
    expect(await post([])).toMatchObject({ status: 400 });
    expect(await post('{"key":', { 'content-type': 'text/plain' })).toMatchObject({ status: 400 });
    expect(await rows()).toHaveLength(100);
  });

  test('count once by their id, within a request and after it', async ({ site: { key, post, rows } }) => {
    const one = { key, id: randomUUID(), type: 'conversion', name: 'compra', value: 129.9, url: page };
    expect(await post([one, one])).toMatchObject({ body: { accepted: 1, duplicates: 1 } });
    expect((await Promise.all([post(one), post(one), post({ ...one, id: one.id.toUpperCase() })])).map(({ body }) => body)).toEqual(Array(3).fill({ accepted: 0, duplicates: 1 }));
    expect(await rows()).toMatchObject([{ id: one.id, name: 'compra', valueCents: 12_990, currency: 'BRL' }]);
  });

  test('are taken whole or refused whole, each mistake by its place, field and what was expected', async ({ site: { key, post, rows } }) => {
    const good = { key, type: 'pageview', url: page };
    const answer = await post([good, { ...good, url: 'javascript:alert(1)' }, { ...good, type: 'click' }, { ...good, value: -1, at: '2026-01-01T00:00:00Z' }], { 'accept-language': 'en' });
    expect(answer.status).toBe(400);
    const errors = answer.body['errors'] as { index: number; field: string; reason: string }[];
    expect(errors.map(({ index, field }) => [index, field])).toEqual([[1, 'url'], [2, 'type'], [3, 'value'], [3, '']]);
    expect(errors[0]!.reason).toBe('the address of a page, such as https://shop.example/product');
    expect(errors[1]!.reason).toContain('pageview');
    expect(await rows()).toEqual([]);
  });

  test('need a key, and its origin', async ({ site: { key, post, rows } }) => {
    const hit = { key, type: 'pageview', url: page };
    expect(await post(hit, { origin: 'https://outra.example' })).toMatchObject({ status: 403, body: { reason: 'origin_refused' } });
    expect(await post({ ...hit, key: 'pk_live_nothing' })).toMatchObject({ status: 401, body: { reason: 'token_invalid' } });
    expect(await post([hit, { ...hit, key: 'pk_live_other' }])).toMatchObject({ status: 400, body: { errors: [{ index: 1, field: 'key' }] } });
    expect(await post(hit, { authorization: `Bearer ${key}` })).toMatchObject({ status: 401 });
    expect(await rows()).toEqual([]);
  });

  test('of bots and of the client’s own people are counted apart; of who asks not to be tracked, not at all', async ({ site, database: { owner }, client }) => {
    const { key, post, rows } = site;
    await owner`insert into traffic_settings (client_id, own_networks) values (${client.id}, '{189.10.0.0/16}')`;
    const hit = { key, type: 'pageview', url: page };
    await post(hit, { 'user-agent': 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)' });
    await post(hit, { 'x-forwarded-for': '189.10.3.4' });
    await post({ ...hit, own: true });
    expect(await post(hit, { 'sec-gpc': '1' })).toMatchObject({ status: 202, body: { accepted: 0, duplicates: 0 } });
    expect((await rows()).map(({ excluded }) => excluded).toSorted()).toEqual(['bot', 'own', 'own']);
    expect(await owner`select * from client_metric_hours where client_id = ${client.id}`).toEqual([]);
  });

  test('of who asks not to be tracked count where the client has decided so', async ({ database, client }) => {
    await database.owner`insert into traffic_settings (client_id, honour_do_not_track) values (${client.id}, false)`;
    const { key, post, rows } = await siteOf(database, client);
    await post({ key, type: 'pageview', url: page }, { dnt: '1' });
    expect(await rows()).toHaveLength(1);
  });
});

describe('a server', () => {
  test('says when it was, who came and with what', async ({ site: { send, rows } }) => {
    const hit = { type: 'pageview', url: page, at: '2019-03-05T12:00:00-03:00', address: '200.160.2.3', userAgent: chrome, visitor: 'cliente-7' };
    expect(await send([hit, { ...hit, at: '2019-03-05T12:10:00-03:00' }])).toMatchObject({ status: 202, body: { accepted: 2 } });
    expect(await rows()).toMatchObject([{ at: '2019-03-05T15:00:00.000Z', day: '2019-03-05', consented: true, country: 'BR', excluded: null }, {}]);
    expect(await send({ ...hit, at: '1999-01-01T00:00:00Z' })).toMatchObject({ status: 400, body: { errors: [{ index: 0, field: 'at' }] } });
    expect(await send({ ...hit, at: new Date(Date.now() + 3_600_000).toISOString() })).toMatchObject({ status: 400 });
  });

  test('is not limited, where a page is, from one address', async ({ database, client }) => {
    const { key, post, send } = await siteOf(database, client, { collect: { perMinute: 5 } });
    const hit = { type: 'pageview', url: page };
    for (let count = 0; count < 5; count += 1) expect((await post({ key, ...hit })).status).toBe(202);
    expect(await post({ key, ...hit })).toMatchObject({ status: 429, body: { reason: 'rate_limited' } });
    expect((await post({ key, ...hit }, { 'x-forwarded-for': '200.160.2.9' })).status).toBe(202);
    expect(await send(Array(100).fill(hit))).toMatchObject({ status: 202 });
  });

  test('sends nothing for a day whose hits were dropped', async ({ site: { send }, database: { owner } }) => {
    const hit = { type: 'pageview', url: page, at: '2018-02-03T12:00:00Z' };
    expect((await send(hit)).status).toBe(202);
    await owner`update realtime_events set received_at = now() - interval '2 years' where day = '2018-02-03'`;
    expect(await owner`select arco.drop_days(now() - interval '1 year') as day`).toEqual([{ day: '2018-02-03' }]);
    expect(await send(hit)).toMatchObject({ status: 400, body: { reason: 'invalid_input', fields: [{ path: 'at' }] } });
  });
});

test('more than can be kept is refused with when to come again, and nothing of it is kept', async ({ database, client }) => {
  const { send, rows } = await siteOf(database, client, { collect: { most: 250 } });
  const hits = () => Array.from({ length: 100 }, () => ({ type: 'pageview', url: page }));
  const answers = await Promise.all(Array.from({ length: 8 }, () => send(hits())));
  const refused = answers.filter(({ status }) => status === 503);
  expect(refused.length).toBeGreaterThan(0);
  for (const { headers, body } of refused) expect([headers['retry-after'], body['reason']]).toEqual(['2', 'unavailable']);
  const kept = answers.filter(({ status }) => status === 202);
  expect(kept.length).toBeGreaterThan(1);
  expect(await rows()).toHaveLength(kept.length * 100);
});

test('requests that come together are kept in few transactions', async ({ database, client }) => {
  const { key, post, rows } = await siteOf(database, client);
  await post({ key, type: 'pageview', url: page });
  await Promise.all(Array.from({ length: 60 }, () => post({ key, type: 'pageview', url: page })));
  expect(await rows()).toHaveLength(61);
  const [{ count }] = (await database.owner`select count(distinct xmin::text)::int as count from realtime_events where client_id = ${client.id}`) as unknown as [{ count: number }];
  expect(count).toBeLessThan(30);
});
