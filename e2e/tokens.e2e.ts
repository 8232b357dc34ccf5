import { describe, expect } from 'vitest';
import type { Arco } from './support/arco.ts';
import { start } from './support/time.ts';
import { test } from './support/test.ts';
import { widgets, type Visitor } from './support/visitor.ts';

const body = '<arco-goals></arco-goals><arco-metric metric="revenue"></arco-metric>';
const mintsOf = (visitor: Visitor) => visitor.requests.filter((request) => request.url().endsWith('/arco-token'));

async function open(arco: Arco, visitor: Visitor, options: Parameters<Arco['host']['page']>[0]): Promise<() => number> {
  const { url, mints } = arco.host.page(options);
  await visitor.goto(url);
  return mints;
}

describe('a token', () => {
  test('that has expired is replaced on the way, and the reader sees nothing of it', async ({ own, visit }) => {
    const visitor = await visit();
    visitor.allow(/status of 401/);
    const mints = await open(own, visitor, { body, token: { expiresIn: 60 } });
    await visitor.all('ready');
    own.clock.forward(120);
    const answers: number[] = [];
    visitor.page.on('response', (response) => response.url().includes('/api/trpc/') && answers.push(response.status()));
    await visitor.reload();
    await expect.poll(() => answers).toEqual([401, 200]);

    await visitor.all('ready');
    expect(mints()).toBe(2);
    expect((await visitor.seen()).errors).toEqual([]);
  });

  test('that is refused twice shows no access, and does not ask for ever', async ({ own, visit }) => {
    const client = await own.newClient();
    const visitor = await visit();
    visitor.allow(/status of 401/);
    // A backend that keeps handing out what it was given once.
    const kept = await own.host.mint({ client });
    const mints = await open(own, visitor, { body: '<arco-goals></arco-goals>', token: () => kept });
    await visitor.state('arco-goals', 'empty');
    await own.revokeKeyOf(client);
    const before = visitor.data().length;
    await visitor.reload();
    await visitor.state('arco-goals', 'unauthorized');
    await visitor.page.waitForTimeout(3_000);
    // Once, and once more with what the backend handed out again; as often where the line was told first that the key is gone.
    const asked = visitor.data().length - before;
    expect(asked).toBeGreaterThanOrEqual(2);
    expect(asked).toBeLessThanOrEqual(4);
    // One more for the requests, and one or two for the line that listens, where it had not been let in before.
    expect(mints()).toBeGreaterThanOrEqual(2);
    expect(mints()).toBeLessThanOrEqual(4);
  });

  test('is renewed at four fifths of its life, before anybody is refused', async ({ arco, visit }) => {
    const visitor = await visit();
    await visitor.page.clock.install({ time: start });
    const mints = await open(arco, visitor, { body, token: { expiresIn: 900 } });
    await visitor.all('ready');
    await visitor.page.clock.fastForward('11:50');
    expect(mints()).toBe(1);
    const renewed = visitor.page.waitForResponse('**/arco-token');
    await visitor.page.clock.fastForward('00:20');
    await renewed;
    expect(mints()).toBe(2);
    expect((await visitor.seen()).errors).toEqual([]);
  });

  test('is no longer renewed once no widget is left', async ({ arco, visit }) => {
    const visitor = await visit();
    await visitor.page.clock.install({ time: start });
    await open(arco, visitor, { body, token: { expiresIn: 900 } });
    await visitor.all('ready');
    await visitor.page.locator(widgets).evaluateAll((found) => {
      for (const widget of found) widget.remove();
    });
    await visitor.page.clock.fastForward('30:00');
    expect(mintsOf(visitor)).toHaveLength(1);
  });

  for (const [words, fast] of [
    ['an hour slow', -3_600_000],
    ['a day fast', 86_400_000],
  ] as const) {
    test(`works on a machine whose clock is ${words}`, async ({ arco, visit }) => {
      const visitor = await visit({ fast });
      const mints = await open(arco, visitor, { body });
      await visitor.all('ready');
      expect(mints()).toBe(1);
      expect((await visitor.seen()).errors).toEqual([]);
    });
  }
});

describe("a host's backend", () => {
  test('that fails at first is asked again, and the widgets come by themselves', async ({ arco, visit }) => {
    const visitor = await visit();
    visitor.allow(/status of 503/);
    const mints = await open(arco, visitor, {
      body,
      token: (before) => (before < 2 ? { status: 503, body: {} } : arco.host.mint()),
    });
    await visitor.all('error');
    await visitor.all('ready');
    expect(mints()).toBe(3);
  });

  test('that knows nobody shows no access, as no fault of anybody', async ({ arco, visit }) => {
    const visitor = await visit();
    visitor.allow(/status of 401/);
    await open(arco, visitor, { body, token: () => ({ status: 401, body: {} }) });
    await visitor.all('unauthorized');
    await visitor.page.getByText('Sua sessão terminou').first().waitFor();
    expect((await visitor.seen()).ready).toEqual([]);
  });

  test('that answers rubbish is a failure with a button, not a page that breaks', async ({ arco, visit }) => {
    const visitor = await visit();
    await open(arco, visitor, { body, token: () => ({ status: 200, body: { nothing: true } }) });
    await visitor.all('error');
    await visitor.page.getByRole('button', { name: 'Tentar de novo' }).first().waitFor();
  });
});

test('fetchToken of a provider is asked with a reason, once for all its widgets', async ({ arco, visit }) => {
  const { url, mints } = arco.host.page({
    body: `<arco-provider>${body}</arco-provider>`,
    script: `
      window.reasons = [];
      await customElements.whenDefined('arco-provider');
      document.querySelector('arco-provider').fetchToken = async ({ reason, signal }) => {
        window.reasons.push(reason + ' ' + (signal instanceof AbortSignal));
        return (await fetch('arco-token', { method: 'POST' })).json();
      };
    `,
    tag: '',
    head: `<script type="module" src="${arco.url}/sdk/v1/arco.js"></script>`,
  });
  const visitor = await visit();
  await visitor.goto(url);
  await visitor.all('ready');
  expect(await visitor.page.evaluate(() => (window as unknown as { reasons: string[] }).reasons)).toEqual(['initial true']);
  expect(mints()).toBe(1);
});

test('two clients stand on one page, each with the token of its provider', async ({ arco, visit }) => {
  const neighbour = arco.host.page({ body: '', token: { client: 'padaria' } });
  const address = new URL(neighbour.url).pathname;
  const { url } = arco.host.page({
    body: `<arco-metric metric="revenue" from="2026-10-01" to="2026-10-31"></arco-metric>
      <arco-provider token-url="${address}arco-token"><arco-metric metric="revenue" from="2026-10-01" to="2026-10-31"></arco-metric></arco-provider>`,
  });
  const visitor = await visit();
  await visitor.goto(url);
  await visitor.all('ready');
  const shown = await visitor.page.locator('arco-metric').evaluateAll((widgets) => widgets.map((widget) => widget.shadowRoot!.querySelector('[part=figure]')!.textContent));
  expect(shown[0]).not.toBe(shown[1]);
  expect(mintsOf(visitor)).toHaveLength(2);
});
