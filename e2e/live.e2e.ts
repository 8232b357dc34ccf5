import { describe, expect } from 'vitest';
import type { ListedActions } from '../server/modules/actions/actions.schema.ts';
import type { Arco } from './support/arco.ts';
import { start } from './support/time.ts';
import { test } from './support/test.ts';
import type { Visitor, VisitOptions } from './support/visitor.ts';

const tall = { viewport: { width: 1280, height: 6_000 } };
const scopes = ['score:read', 'actions:read', 'actions:write'];
const card = ({ page }: Visitor, id: string) => page.locator(`arco-actions #t-${id}`);
/** Long enough for whatever would still be asked. */
const settle = ({ page }: Visitor) => page.waitForTimeout(1_500);

/** The portal with every widget at work, until it is told of changes. */
async function openPortal(visitor: Visitor, url: string): Promise<void> {
  await visitor.goto(`${url}/portal/`);
  await visitor.all('ready');
  await visitor.follows();
}

async function openTwo(visit: (options: VisitOptions) => Promise<Visitor>, one: string, other = one): Promise<[Visitor, Visitor]> {
  const both = [await visit(tall), await visit(tall)] as [Visitor, Visitor];
  await openPortal(both[0], one);
  await openPortal(both[1], other);
  return both;
}

const listed = async (arco: Arco) => (await arco.query<ListedActions>('actions.list', {})).actions;

/** Writes actions that are worth more than all others. */
async function write(arco: Arco, count: number): Promise<string[]> {
  const rows = await arco.owner<{ id: string }[]>`
    insert into client_actions (client_id, kind, code, params, expected_cents, probability, minutes, created_at)
    select clients.id, 'quick_win', 'custom', jsonb_build_object('title', 'Ligar para o cliente ' || n, 'text', 'Ele pediu um orçamento.'), 900000000, 1, 1, ${start}
    from clients, generate_series(1, ${count}::int) as n
    where slug = 'moda'
    returning client_actions.id
  `;
  return rows.map(({ id }) => id);
}

/** Does an action in one browser, and answers for how many milliseconds the other still showed it. */
async function completeIn(one: Visitor, other: Visitor, id: string): Promise<number> {
  await Promise.all([card(one, id), card(other, id)].map((action) => action.waitFor()));
  // By the pages' own clocks, which the way to them and back does not slow down.
  const clicked = one.page.evaluate(() => new Promise<number>((resolve) => {
    document.addEventListener('click', () => resolve(performance.timeOrigin + performance.now()), { capture: true, once: true });
  }));
  const gone = other.page.evaluate((shown) => new Promise<number>((resolve) => {
    const look = () => {
      const isShown = document.querySelector('arco-actions')!.shadowRoot!.getElementById(`t-${shown}`);
      if (isShown) requestAnimationFrame(look);
      else resolve(performance.timeOrigin + performance.now());
    };
    look();
  }), id);
  await one.page.locator('arco-actions [part=action]', { has: one.page.locator(`#t-${id}`) }).locator('[part=done]').click();
  return (await gone) - (await clicked);
}

describe('what is done in one browser', () => {
  test('is gone in the other within a second, for one question there and two here', async ({ own, visit }) => {
    const [one, other] = await openTwo(visit, own.url);
    const [first] = await listed(own);
    const before = { one: one.data().length, other: other.data().length };

    expect(await completeIn(one, other, first!.id)).toBeLessThan(1_000);
    await settle(other);
    expect(one.data().length - before.one).toBeLessThanOrEqual(2);
    expect(other.data().length - before.other).toBe(1);
    expect(new URL(other.data().at(-1)!.url()).pathname.split('/').at(-1)!.split(',').toSorted()).toEqual(['actions.list', 'score.get']);
    expect((await other.seen()).errors).toEqual([]);
  });

  test('ten times in a second is at most four questions in the other, not ten', async ({ own, visit }) => {
    const ids = await write(own, 10);
    const visitor = await visit(tall);
    await openPortal(visitor, own.url);
    await visitor.page.locator('arco-actions [part=all]').click();
    for (const id of ids) await card(visitor, id).waitFor();
    const before = visitor.data().length;

    const began = performance.now();
    await Promise.all(ids.map(async (id, at) => {
      await new Promise((resolve) => setTimeout(resolve, at * 90));
      await own.complete([id]);
    }));
    const took = performance.now() - began;
    for (const id of ids) await card(visitor, id).waitFor({ state: 'detached' });
    await settle(visitor);
    const asked = visitor.data().length - before;
    expect(asked).toBeGreaterThan(0);
    // Where the machine is busy, ten decisions take longer than a second.
    expect(asked, `in ${Math.round(took)} ms`).toBeLessThanOrEqual(Math.ceil((4 * took) / 1_000));
  });

  test('is gone in the other when each is on a server of its own', async ({ own, visit }) => {
    const there = await own.another();
    const [one, other] = await openTwo(visit, own.url, there.url);
    const [first] = await listed(own);
    const before = other.data().length;

    expect(await completeIn(one, other, first!.id)).toBeLessThan(1_000);
    await settle(other);
    expect(other.data().length - before).toBe(1);
    expect(other.sockets.every((socket) => socket.url().startsWith(there.url.replace('http', 'ws')))).toBe(true);
  });
});

test('what is done while the server is away is seen by both once it is back, by themselves', async ({ own, visit }) => {
  const [one, other] = await openTwo(visit, own.url);
  for (const visitor of [one, other]) visitor.allow(/ERR_CONNECTION_REFUSED|ERR_CONNECTION_RESET|WebSocket connection/);
  const [first] = await listed(own);
  const there = await own.another();
  await card(one, first!.id).waitFor();

  await own.down();
  await own.complete([first!.id], there.url);
  await expect.poll(() => one.connected().length + other.connected().length).toBe(0);
  expect(await card(one, first!.id).count()).toBe(1);
  await own.up();

  await Promise.all([one, other].map((visitor) => card(visitor, first!.id).waitFor({ state: 'detached' })));
  await one.follows();
  await other.follows();
});

// A laptop that is closed: its network is cut, and its clock goes on for ten minutes in which no timer runs but once.
test('a page that slept for ten minutes shows by itself what it missed', async ({ own, visit }) => {
  const ids = await write(own, 3);
  const visitor = await visit(tall);
  visitor.allow(/ERR_INTERNET_DISCONNECTED|WebSocket connection/);
  await visitor.page.clock.install({ time: start });
  await openPortal(visitor, own.url);
  await card(visitor, ids[0]!).waitFor();

  await visitor.context.setOffline(true);
  await own.complete(ids);
  own.clock.forward(600);
  await visitor.page.clock.fastForward('10:00');
  await settle(visitor);
  expect(await card(visitor, ids[0]!).count()).toBe(1);
  const before = visitor.data().length;

  await visitor.context.setOffline(false);
  for (const id of ids) await card(visitor, id).waitFor({ state: 'detached' });
  await settle(visitor);
  expect(visitor.data().length - before).toBe(1);
  expect((await visitor.seen()).errors).toEqual([]);
});

describe('the line of a page', () => {
  test('is one, loaded after the first widget is painted, however many widgets and copies of the SDK there are', async ({ own, visit }) => {
    const source = (file: string) => `<script type="module" src="${own.url}/sdk/v1/${file}" data-token-url="arco-token"></script>`;
    const { url, mints } = own.host.page({
      head: `${source('preset/goals+metrics.js')}${source('arco.js')}`,
      body: ['arco-score', 'arco-actions', 'arco-goals', 'arco-metric', 'arco-actions', 'arco-metric'].map((tag) => `<${tag} loading="eager"></${tag}>`).join(''),
      token: { scopes: [...scopes, 'goals:read', 'metrics:read'] },
      script: `document.addEventListener('arco-ready', () => (window.readyAt = performance.now()), { once: true });`,
    });
    const visitor = await visit();
    await visitor.goto(url);
    await visitor.all('ready');
    await visitor.follows();
    await settle(visitor);

    expect(visitor.sockets).toHaveLength(1);
    expect(mints()).toBe(1);
    const { readyAt, live } = await visitor.page.evaluate(() => ({
      readyAt: (window as unknown as { readyAt: number }).readyAt,
      live: performance.getEntriesByType('resource').filter(({ name }) => /\/line-[\w-]+\.js$/.test(name)).map(({ startTime }) => startTime),
    }));
    expect(live.length).toBeGreaterThan(0);
    expect(Math.min(...live)).toBeGreaterThanOrEqual(readyAt);

    const [first] = await listed(own);
    const before = visitor.data().length;
    await own.complete([first!.id]);
    await card(visitor, first!.id).first().waitFor({ state: 'detached' });
    await settle(visitor);
    expect(visitor.data().length - before).toBe(1);
  });

  test('ends with its token, and is replaced with the next, minted once', async ({ own, visit }) => {
    const { url, mints } = own.host.page({ body: '<arco-actions></arco-actions>', token: { scopes, expiresIn: 60 } });
    const visitor = await visit();
    // The token is nearly over when the line is opened with it.
    await visitor.page.route(/\/line-[\w-]+\.js$/, async (route) => {
      own.clock.forward(57);
      await route.continue();
    });
    await visitor.goto(url);
    await visitor.state('arco-actions', 'ready');
    await visitor.follows();
    await expect.poll(() => visitor.sockets.length).toBe(2);
    await visitor.follows();
    expect(visitor.sockets[0]!.isClosed()).toBe(true);
    expect(mints()).toBe(2);

    const [first] = await listed(own);
    await own.complete([first!.id]);
    await card(visitor, first!.id).waitFor({ state: 'detached' });
    expect(visitor.connected()).toHaveLength(1);
    expect((await visitor.seen()).errors).toEqual([]);
  });

  test('is refused to a page of another origin than the token', async ({ own, visit }) => {
    const { body } = await own.host.mint({ scopes });
    const { token } = body as { token: string };
    const close = (page: Visitor['page']) =>
      page.evaluate(
        ([address, credential]) =>
          new Promise<{ code: number; said: string[] }>((resolve) => {
            const said: string[] = [];
            const socket = new WebSocket(address!);
            socket.onopen = () => {
              socket.send(JSON.stringify({ method: 'connectionParams', data: { token: credential } }));
              socket.send(JSON.stringify({ id: 1, method: 'subscription', params: { path: 'changes.watch', input: {} } }));
            };
            socket.onmessage = ({ data }: MessageEvent<string>) => {
              said.push(data);
              if (data.includes('"cursor"')) socket.close();
            };
            socket.onclose = ({ code }) => resolve({ code, said });
          }),
        [`${own.url.replace('http', 'ws')}/api/trpc?connectionParams=1`, token],
      );
    const [stranger, friend] = [await visit(), await visit()];
    await stranger.goto(`${own.partnerUrl}bare.html`);
    const refused = await close(stranger.page);
    expect(refused.code).toBe(4403);
    expect(refused.said.join()).not.toContain('"cursor"');

    await friend.goto(own.host.page({ body: '' }).url);
    expect((await close(friend.page)).said.join()).toContain('"cursor"');
  });
});
