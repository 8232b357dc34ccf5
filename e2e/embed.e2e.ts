import type { Request } from 'playwright-core';
import { describe, expect } from 'vitest';
import { test } from './support/test.ts';
import type { Visitor } from './support/visitor.ts';

const nameOf = (request: Request) => new URL(request.url()).pathname.replace(/-[\da-f]{8}\.js$/, '.js');

/** When each request was made and answered, in milliseconds of the page's own clock. */
async function timeline(visitor: Visitor): Promise<(part: string) => { start: number; end: number }> {
  const entries = await visitor.page.evaluate(() =>
    performance.getEntriesByType('resource').map((entry) => {
      const { name, startTime, responseEnd } = entry as PerformanceResourceTiming;
      return { name, start: startTime, end: responseEnd };
    }),
  );
  return (part) => {
    const found = entries.find(({ name }) => name.includes(part));
    if (!found) throw new Error(`Nothing was asked for like ${part}: ${entries.map(({ name }) => name).join(' ')}`);
    return found;
  };
}

describe('one script tag and one widget, on another site', () => {
  test('takes four requests to the painted figure, three deep, and the token is asked for beside the code', async ({ arco, visit }) => {
    const visitor = await visit();
    await visitor.goto(`${arco.partnerUrl}bare.html`);
    await visitor.ready();

    expect(visitor.counted().map(nameOf).toSorted()).toEqual(['/api/trpc/goals.list', '/sdk/v1/arco.js', '/sdk/v1/core.js', '/sdk/v1/goals.js']);
    const at = await timeline(visitor);
    const [loader, core, widget, mint, data] = [at('/arco.js'), at('/core-'), at('/goals-'), at('/arco-token'), at('/api/trpc/')];
    expect(core.start).toBeGreaterThanOrEqual(loader.end);
    // Beside one another: nothing waits for the code of the core.
    expect(widget.start).toBeLessThan(core.end);
    expect(mint.start).toBeLessThan(core.end);
    expect(data.start).toBeGreaterThanOrEqual(core.end);
    expect(await visitor.page.locator('arco-goals').getByRole('listitem').count()).toBeGreaterThan(0);
  });

  test('takes two requests with a preset, whatever the number of widgets', async ({ arco, visit }) => {
    const visitor = await visit();
    await visitor.goto(`${arco.partnerUrl}preset.html`);
    await visitor.ready(8);

    const [script, ...data] = visitor.counted().map(nameOf);
    expect(script).toBe('/sdk/v1/preset/goals+metrics.js');
    expect(data).toHaveLength(1);
  });

  test('is read from the same site without any cookie or storage', async ({ arco, visit }) => {
    const visitor = await visit();
    await visitor.goto(`${arco.partnerUrl}bare.html`);
    await visitor.ready();
    await visitor.page.getByRole('button', { name: /Como sabemos/ }).click();
    await visitor.page.locator('arco-ui-explain summary').first().click();
    await visitor.page.getByText('Fontes').first().waitFor();

    expect(await visitor.context.cookies()).toEqual([]);
    const kept = await visitor.page.evaluate(async () => ({
      local: Object.keys(localStorage),
      session: Object.keys(sessionStorage),
      databases: await indexedDB.databases(),
      caches: await caches.keys(),
      workers: (await navigator.serviceWorker.getRegistrations()).length,
    }));
    expect(kept).toEqual({ local: [], session: [], databases: [], caches: [], workers: 0 });
    for (const request of visitor.data()) expect(await request.headerValue('cookie')).toBeNull();
  });

  test('asks nobody but its own server', async ({ arco, visit }) => {
    const visitor = await visit();
    await visitor.goto(`${arco.partnerUrl}bare.html`);
    await visitor.ready();
    const origins = new Set(visitor.requests.map((request) => new URL(request.url()).origin));
    expect([...origins].toSorted()).toEqual([new URL(arco.partnerUrl).origin, arco.url].toSorted());
  });
});

test('an SDK loaded twice, evergreen and exact, makes no error and one mint', async ({ arco, visit }) => {
  const visitor = await visit({ viewport: { width: 1280, height: 6_000 } });
  await visitor.goto(arco.partnerUrl);
  await visitor.page.locator('#react arco-goals[state=ready]').waitFor();
  await visitor.page.locator('#vue arco-goals[state=ready]').waitFor();

  expect(visitor.requests.filter((request) => request.url().endsWith('/arco.js'))).toHaveLength(2);
  expect(visitor.requests.filter((request) => request.url().endsWith('/arco-token'))).toHaveLength(1);
  expect(await visitor.page.locator('[state=error], [state=unauthorized]').count()).toBe(0);
});

test('twenty widgets make one mint and one batch of data', async ({ arco, visit }) => {
  const metrics = ['visitors', 'sessions', 'pageviews', 'revenue', 'leads', 'ctr', 'roi', 'roas', 'cpc', 'cpa'];
  const elements = metrics.flatMap((metric) => [`<arco-metric loading="eager" metric="${metric}"></arco-metric>`, `<arco-metric loading="eager" metric="${metric}" period="quarter"></arco-metric>`]);
  const { url, mints } = arco.host.page({ body: elements.join('') });
  const visitor = await visit();
  await visitor.goto(url);
  await visitor.ready(20);

  expect(mints()).toBe(1);
  expect(visitor.data()).toHaveLength(1);
});

test('identical widgets share one question', async ({ arco, visit }) => {
  const { url } = arco.host.page({ body: '<arco-metric metric="revenue"></arco-metric>'.repeat(3) });
  const visitor = await visit();
  await visitor.goto(url);
  await visitor.ready(3);

  expect(visitor.data()).toHaveLength(1);
  expect(new URL(visitor.data()[0]!.url()).pathname).toBe('/api/trpc/metrics.get');
});

test('an unknown tag is told once, and holds nothing up', async ({ arco, visit }) => {
  const { url } = arco.host.page({ body: '<arco-crystal-ball></arco-crystal-ball><arco-goals></arco-goals><arco-crystal-ball></arco-crystal-ball>' });
  const visitor = await visit();
  const warnings: string[] = [];
  visitor.page.on('console', (message) => message.type() === 'warning' && warnings.push(message.text()));
  await visitor.goto(url);
  await visitor.ready();

  expect(warnings).toEqual([expect.stringContaining('<arco-crystal-ball>')]);
});

describe('elements that come and go', () => {
  test('are found when they are added later, also in open shadow roots', async ({ arco, visit }) => {
    const { url } = arco.host.page({ body: '<div id="later"></div><x-card></x-card>' });
    const visitor = await visit();
    await visitor.goto(url);
    await visitor.page.waitForFunction(() => performance.getEntriesByType('resource').some(({ name }) => name.endsWith('/arco.js')));
    expect(visitor.data()).toHaveLength(0);

    await visitor.page.evaluate(() => {
      document.querySelector('#later')!.append(document.createElement('arco-goals'));
    });
    await visitor.ready(1);
    await visitor.page.evaluate(() => {
      customElements.define(
        'x-card',
        class extends HTMLElement {
          connectedCallback(): void {
            this.attachShadow({ mode: 'open' }).append(document.createElement('arco-metric'));
          }
        },
      );
    });
    await visitor.state('x-card arco-metric', 'ready');
  });

  test('drop their question when they are removed, and ask again when they are back', async ({ arco, visit }) => {
    const { url } = arco.host.page({ body: '<arco-goals></arco-goals>' });
    const visitor = await visit();
    const held: (() => void)[] = [];
    await visitor.page.route('**/api/trpc/**', async (route) => {
      if (held.length === 0) await new Promise<void>((resolve) => held.push(resolve));
      // Nobody waits for the first any more.
      await route.continue().catch(() => {});
    });
    const asked = visitor.page.waitForRequest(/api\/trpc/);
    const dropped = visitor.page.waitForEvent('requestfailed');
    await visitor.goto(url);
    await asked;
    await visitor.page.evaluate(() => Object.assign(window, { widget: document.querySelector('arco-goals')! }).widget.remove());
    expect((await dropped).failure()?.errorText).toBe('net::ERR_ABORTED');
    for (const release of held) release();

    await visitor.page.evaluate(() => document.body.append((window as unknown as { widget: Element }).widget));
    await visitor.ready();
    await visitor.state('arco-goals', 'ready');
    expect(visitor.data()).toHaveLength(2);
    expect((await visitor.seen()).errors).toEqual([]);
  });

  test('below the fold ask nothing until they are scrolled to', async ({ arco, visit }) => {
    const { url } = arco.host.page({ body: '<div class="tall"></div><arco-goals loading="lazy"></arco-goals>', style: '.tall { height: 4000px }' });
    const visitor = await visit();
    await visitor.goto(url);
    await visitor.page.waitForLoadState('networkidle');
    expect(visitor.counted().map(nameOf)).toEqual(['/sdk/v1/arco.js']);

    await visitor.page.locator('arco-goals').scrollIntoViewIfNeeded();
    await visitor.ready();
  });
});

test('React in StrictMode asks once for each mount', async ({ arco, visit }) => {
  const visitor = await visit({ viewport: { width: 1280, height: 900 } });
  await visitor.goto(arco.partnerUrl);
  await visitor.page.waitForLoadState('networkidle');
  const before = visitor.data().length;
  const react = visitor.page.locator('#react');
  await react.scrollIntoViewIfNeeded();
  for (const widget of await react.locator('arco-goals, arco-metric').all()) await visitor.state(widget, 'ready');

  // Questions that were answered elsewhere on the page are asked again, but none of them twice.
  const asked = visitor.data().slice(before).flatMap((request) => questions(request));
  expect(asked.filter((question) => question.includes('"compare":"year"'))).toHaveLength(1);
  expect(new Set(asked).size).toBe(asked.length);

  const mounted = visitor.data().length;
  await react.getByRole('button', { name: 'Desmontar' }).click();
  await react.getByRole('button', { name: 'Montar' }).click();
  for (const widget of await react.locator('arco-goals, arco-metric').all()) await visitor.state(widget, 'ready');
  const again = visitor.data().slice(mounted).flatMap((request) => questions(request));
  expect(again).toHaveLength(3);
});

/** The procedures of a batch with what each was asked. */
function questions(request: Request): string[] {
  const url = new URL(request.url());
  const inputs = JSON.parse(url.searchParams.get('input') ?? '{}') as Record<string, unknown>;
  return url.pathname.split('/').at(-1)!.split(',').map((procedure, index) => `${procedure} ${JSON.stringify(inputs[index])}`);
}
