import { describe, expect } from 'vitest';
import type { Live } from '../server/modules/live/live.schema.ts';
import type { Metric } from '../server/modules/metrics/metrics.schema.ts';
import type { Score } from '../server/modules/score/score.schema.ts';
import { anyLoopback } from '../server/core/access.ts';
import { dayIn } from '../server/core/dates.ts';
import { createKey } from '../server/embed/keys.ts';
import type { Arco } from './support/arco.ts';
import { test } from './support/test.ts';
import { timeZone } from './support/time.ts';
import type { Visitor, VisitOptions } from './support/visitor.ts';

/** What is driven by a test says so, and would be counted as a bot. */
const person: VisitOptions = { userAgent: 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36' };

interface Kept {
  id: string;
  type: string;
  page: string;
  name: string | null;
  valueCents: number | null;
  source: string;
  campaign: string | null;
  device: string;
  consented: boolean;
  excluded: string | null;
}

/** A client without figures and a publishable key of theirs, at the present time of this machine, which is the database's. */
async function newSite(arco: Arco): Promise<{ slug: string; key: string; kept: () => Promise<Kept[]> }> {
  arco.clock.forward((Date.now() - arco.clock.now().getTime()) / 1_000);
  const slug = await arco.newClient();
  const [client] = await arco.owner<{ id: string }[]>`select id from clients where slug = ${slug}`;
  const { value: key } = await createKey(arco.owner, { clientId: client!.id, kind: 'publishable', test: true, origins: [anyLoopback] });
  const kept = async () => [
    ...(await arco.owner<Kept[]>`
      select id, type, page, name, value_cents as "valueCents", source, campaign, device, consented, excluded
      from realtime_events where client_id = ${client!.id} order by at, type desc
    `),
  ];
  return { slug, key, kept };
}

const tag = (arco: Arco, key: string, more = '') => `<script defer src="${arco.url}/sdk/v1/collect.js" data-key="${key}" ${more}></script>`;
const shop = `
  <button id="more" type="button">Vestidos</button>
  <button id="buy" type="button" data-arco-convert="compra" data-arco-value="259,90" data-arco-currency="BRL">Comprar</button>
`;
const script = `document.querySelector('#more').addEventListener('click', () => history.pushState({}, '', 'vestidos?pagina=2&utm_medium=x'));`;

/** Ends the visit as closing the tab does. */
async function close({ page }: Visitor): Promise<void> {
  const closed = page.waitForEvent('close');
  await page.close({ runBeforeUnload: true });
  await closed;
}

describe('the collector on another site', () => {
  test('brings a visit to rows, the live card, the counts of the day and the score, each hit once, and keeps nothing there', async ({ own, visit }) => {
    const { slug, key, kept } = await newSite(own);
    const { url } = own.host.page({ head: tag(own, key), body: shop, script });
    const path = new URL(url).pathname;
    const visitor = await visit(person);
    await visitor.goto(`${url}?utm_source=carta&utm_campaign=natal&email=ana@loja.example`);
    await expect.poll(kept).toHaveLength(1);

    await visitor.page.locator('#more').click();
    await visitor.page.locator('#buy').click();
    await expect.poll(kept).toHaveLength(3);
    await visitor.page.goBack();
    await expect.poll(kept).toHaveLength(4);
    const sent = visitor.requests.filter((request) => request.url().endsWith('/api/collect'));
    // What happens while an answer is on its way goes together, so how many requests there are depends on how fast it is.
    const ids = sent.flatMap((request) => (request.postDataJSON() as { id: string }[]).map(({ id }) => id));
    expect(ids.toSorted()).toEqual((await kept()).map(({ id }) => id).toSorted());
    for (const request of sent) expect(await request.headerValue('cookie')).toBeNull();
    expect(await visitor.context.cookies()).toEqual([]);
    expect(await visitor.page.evaluate(() => [Object.keys(localStorage), Object.keys(sessionStorage), document.cookie])).toEqual([[], [], '']);

    // From here on only what outlives the page can reach the server.
    await visitor.page.evaluate(() => {
      window.fetch = () => new Promise(() => {});
      window.arco!.convert('contato');
    });
    await close(visitor);
    await expect.poll(kept).toHaveLength(5);

    const hits = await kept();
    const same = { source: 'carta', campaign: 'natal', device: 'desktop', consented: false, excluded: null };
    expect(hits[0]).toMatchObject({ ...same, type: 'pageview', page: path, name: null });
    expect(hits.map(({ type, page, name, valueCents }) => [type, page, name, valueCents])).toEqual([
      ['pageview', path, null, null],
      ['pageview', `${path}vestidos`, null, null],
      ['conversion', `${path}vestidos`, 'compra', 25_990],
      ['pageview', path, null, null],
      ['conversion', path, 'contato', null],
    ]);

    const live = await own.query<Live>('live.get', {}, slug);
    expect(live).toMatchObject({ visitors: 1, conversions: 2, pages: [{ page: path, visitors: 1 }], sources: [{ source: 'carta', visitors: 1 }] });
    expect(live.minutes.reduce((sum, { pageviews }) => sum + pageviews, 0)).toBe(3);
    const today = dayIn(timeZone, own.clock.now());
    const figures = ['visitors', 'sessions', 'pageviews', 'conversions'].map(async (metric) => (await own.query<Metric>('metrics.get', { metric, from: today, to: today }, slug)).total);
    expect(await Promise.all(figures)).toEqual([1, 1, 3, 2]);

    // A score counts days that are over.
    own.clock.forward(86_400);
    const { components } = await own.query<Score>('score.get', {}, slug);
    expect(components.find(({ id }) => id === 'conversion')!.basis).toMatchObject({ rate: 2, sessions: 1 });
  });

  test('loses nothing to an outage, and counts nothing twice', async ({ own, visit }) => {
    const { key, kept } = await newSite(own);
    const { url } = own.host.page({ head: tag(own, key), body: shop, script });
    const visitor = await visit(person);
    await visitor.goto(url);
    await expect.poll(kept).toHaveLength(1);
    visitor.allow(/ERR_CONNECTION_REFUSED|ERR_EMPTY_RESPONSE|ERR_CONNECTION_RESET|ERR_NETWORK/);
    // The answer of one is lost on the way: the server has it, and the page does not know.
    await visitor.page.route('**/api/collect', async (route) => {
      await route.fetch();
      await route.abort();
    }, { times: 1 });
    visitor.allow(/ERR_FAILED/);
    await visitor.page.locator('#buy').click();
    await expect.poll(kept).toHaveLength(2);
    await own.down();
    await visitor.page.locator('#more').click();
    await visitor.page.waitForTimeout(1_500);
    await own.up();
    await expect.poll(kept).toHaveLength(3);
    await visitor.page.waitForTimeout(1_500);
    expect((await kept()).map(({ type }) => type).toSorted()).toEqual(['conversion', 'pageview', 'pageview']);
  });

  test('recognises who agreed, as a module too, and forgets them when they no longer do', async ({ own, visit }) => {
    const { key, kept } = await newSite(own);
    const { url } = own.host.page({ head: tag(own, key, 'data-manual').replace('defer', 'type="module"'), body: shop, script });
    const visitor = await visit(person);
    await visitor.goto(url);
    await visitor.page.evaluate(() => window.arco!.consent());
    await visitor.page.evaluate(() => window.arco!.pageview());
    await expect.poll(kept).toMatchObject([{ type: 'pageview', consented: true }]);
    await visitor.page.reload();
    await visitor.page.evaluate(() => window.arco!.event('video'));
    await expect.poll(kept).toMatchObject([{ consented: true }, { type: 'event', consented: true }]);
    await visitor.page.evaluate(() => window.arco!.consent(false));
    expect(await visitor.page.evaluate(() => Object.keys(localStorage))).toEqual([]);
  });

  test('counts a page that was opened in a hidden tab once it is shown', async ({ own, visit }) => {
    const { key, kept } = await newSite(own);
    const { url } = own.host.page({ head: tag(own, key), body: shop, script });
    const visitor = await visit(person);
    await visitor.page.addInitScript(() => {
      let isHidden = true;
      Object.defineProperty(document, 'hidden', { get: () => isHidden });
      Object.assign(window, { reveal: () => ((isHidden = false), document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))) });
    });
    await visitor.goto(url);
    await visitor.page.waitForTimeout(500);
    expect(await kept()).toEqual([]);
    await visitor.page.evaluate(() => (window as unknown as { reveal(): void }).reveal());
    await expect.poll(kept).toMatchObject([{ type: 'pageview' }]);
  });

  test('of a shop of the demo leaves its browser empty too', async ({ own, visit }) => {
    const visitor = await visit(person);
    await visitor.goto(new URL('/loja', own.partnerUrl).href);
    const answered = visitor.page.waitForResponse(/\/api\/collect$/);
    await visitor.page.getByRole('link', { name: 'Vestidos' }).click();
    expect((await answered).status()).toBe(202);
    expect(await visitor.page.locator('h1').textContent()).toBe('Vestidos');
    expect(await visitor.page.evaluate(() => Object.keys(localStorage))).toEqual([]);
  });
});

test('what drives a browser is counted apart', async ({ own, visit }) => {
  const { slug, key, kept } = await newSite(own);
  const { url } = own.host.page({ head: tag(own, key), body: shop, script });
  const visitor = await visit();
  await visitor.goto(url);
  await expect.poll(kept).toMatchObject([{ excluded: 'bot' }]);
  const { url: ours } = own.host.page({ head: tag(own, key, 'data-own'), body: shop, script });
  const staff = await visit(person);
  await staff.goto(ours);
  await expect.poll(async () => (await kept()).map(({ excluded }) => excluded).toSorted()).toEqual(['bot', 'own']);
  expect(await own.query<Live>('live.get', {}, slug)).toMatchObject({ visitors: 0, conversions: 0, pages: [] });
});
