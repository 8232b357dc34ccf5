import { describe, expect } from 'vitest';
import { show, states } from './support/states.ts';
import { test } from './support/test.ts';

const goals = { body: '<arco-goals></arco-goals>' };
const all = { body: ['arco-score', 'arco-actions', 'arco-goals', 'arco-metric', 'arco-live', 'arco-traffic', 'arco-forecast', 'arco-benchmarks'].map((tag) => `<${tag} loading="eager"></${tag}>`).join('') };

describe('each state, by its real cause', () => {
  for (const state of states) {
    test(state, async ({ own, visit }) => {
      const visitor = await show(state, own, visit, all);
      // A score says what is missing in place of being empty.
      for (const tag of ['arco-actions', 'arco-goals', 'arco-metric', 'arco-live', 'arco-traffic', 'arco-forecast', 'arco-benchmarks', ...(state === 'empty' ? [] : ['arco-score'])]) {
        expect(await visitor.page.evaluate(([selector, name]) => document.querySelector(`${selector}:state(${name})`) !== null, [tag, state])).toBe(true);
      }
    });
  }
});

describe('arco-ready', () => {
  test('comes once the figures are on the screen, and once for each answer', async ({ arco, visit }) => {
    const { url } = arco.host.page({
      body: '<arco-goals></arco-goals>',
      script: `
        document.addEventListener('arco-ready', ({ target }) => {
          window.shown = target.shadowRoot.querySelector('[part=list]')?.getBoundingClientRect().height;
          window.state = target.getAttribute('state');
        });
      `,
    });
    const visitor = await visit();
    await visitor.goto(url);
    await visitor.ready();
    const at = await visitor.page.evaluate(() => {
      const { shown, state } = window as unknown as { shown: number; state: string };
      return { shown, state };
    });
    expect(at.shown).toBeGreaterThan(50);
    expect(at.state).toBe('ready');
    expect((await visitor.seen()).ready).toEqual(['arco-goals']);
  });

  test('also says that there is nothing to show', async ({ own, visit }) => {
    const visitor = await show('empty', own, visit, goals);
    await visitor.ready();
    await visitor.page.getByText('Nenhuma meta neste período').first().waitFor();
    expect((await visitor.seen()).errors).toEqual([]);
  });

  for (const state of ['error', 'unauthorized'] as const) {
    test(`never comes after a failure: ${state}`, async ({ own, visit }) => {
      const visitor = await show(state, own, visit, goals);
      await visitor.page.waitForFunction(() => window.seen.errors.length > 0);
      expect((await visitor.seen()).ready).toEqual([]);
    });
  }
});

describe('arco-error', () => {
  test('says why a server failed, and with what to ask for help', async ({ own, visit }) => {
    const visitor = await show('error', own, visit, goals);
    const [error] = (await visitor.seen()).errors;
    expect(error).toEqual({ tag: 'arco-goals', reason: 'internal', retryable: true, status: 500, requestId: expect.stringMatching(/^[\da-f-]{36}$/) });
    await visitor.page.getByText(error!.requestId!.slice(-8)).waitFor();
  });

  test('says that a scope is missing', async ({ own, visit }) => {
    const visitor = await show('unauthorized', own, visit, goals);
    expect((await visitor.seen()).errors).toEqual([expect.objectContaining({ reason: 'scope_missing', retryable: false, status: 403 })]);
    await visitor.page.getByText('Sem acesso a este quadro').first().waitFor();
  });

  test('says that a publishable key reaches only what is published', async ({ arco, visit }) => {
    const { url } = arco.host.page({ ...goals, head: `<script type="module" src="${arco.url}/sdk/v1/arco.js" data-key="pk_test_demo_moda"></script>` });
    const visitor = await visit();
    visitor.allow(/status of 403/);
    await visitor.goto(url);
    await visitor.state('arco-goals', 'unauthorized');
    expect((await visitor.seen()).errors).toEqual([expect.objectContaining({ reason: 'scope_missing', status: 403 })]);
    await visitor.page.locator('arco-goals [part=badge]').getByText('Teste').waitFor();
  });

  test('says that the page is of another origin than the token', async ({ arco, visit }) => {
    const { url } = arco.host.page({ ...goals, token: { origins: ['https://outra-loja.example'] } });
    const visitor = await visit();
    visitor.allow(/status of 403/);
    await visitor.goto(url);
    await visitor.state('arco-goals', 'unauthorized');
    expect((await visitor.seen()).errors).toEqual([expect.objectContaining({ reason: 'origin_refused', retryable: false, status: 403 })]);
  });

  test('says that the key was revoked, once it is', async ({ own, visit }) => {
    const client = await own.newClient();
    const { url } = own.host.page({ ...goals, token: { client } });
    const visitor = await visit();
    visitor.allow(/status of 401/);
    await visitor.goto(url);
    await visitor.state('arco-goals', 'empty');
    await own.revokeKeyOf(client);
    await visitor.reload();
    await visitor.state('arco-goals', 'unauthorized');
    expect((await visitor.seen()).errors).toEqual([expect.objectContaining({ retryable: false, status: 401 })]);
    await visitor.page.getByText('Sua sessão terminou').waitFor();
  });
});

describe('a failure', () => {
  test('is over with the button, without a reload of the page', async ({ own, visit }) => {
    const visitor = await show('error', own, visit, goals);
    await own.breakReads(false);
    await visitor.page.getByRole('button', { name: 'Tentar de novo' }).click();
    await visitor.state('arco-goals', 'ready');
    await visitor.ready();
  });

  test('of one widget leaves the others alone', async ({ own, visit }) => {
    const visitor = await show('unauthorized', own, visit, goals);
    await visitor.page.evaluate(() => document.querySelector('main')!.insertAdjacentHTML('beforeend', '<arco-metric metric="leads" mock></arco-metric>'));
    await visitor.state('arco-metric', 'ready');
    await visitor.state('arco-goals', 'unauthorized');
  });

  test('of a server that is down when the widget comes is over by itself', async ({ own, visit }) => {
    const { url } = own.host.page({ body: '', tag: 'data-preload="goals"' });
    const visitor = await visit();
    visitor.allow(/ERR_CONNECTION_REFUSED/, /status of 502/);
    await visitor.goto(url);
    await visitor.page.waitForFunction(() => customElements.get('arco-goals'));
    await own.down();
    await visitor.page.evaluate(() => document.querySelector('main')!.append(document.createElement('arco-goals')));
    await visitor.state('arco-goals', 'error');
    expect((await visitor.seen()).errors).toEqual([expect.objectContaining({ reason: 'unavailable', retryable: true })]);

    await own.up();
    await visitor.state('arco-goals', 'ready');
  });

  test('after data keeps the data, says from when it is, and is over by itself', async ({ own, visit }) => {
    const visitor = await show('stale', own, visit, { ...goals, token: { scopes: ['goals:read', 'goals:write'] } });
    const widget = visitor.page.locator('arco-goals');
    expect(await widget.getByText(/^Dados salvos de \d\d:\d\d$/).first().isVisible()).toBe(true);
    expect(await widget.getByRole('listitem').count()).toBeGreaterThan(0);
    // Nothing can be written while what is shown may be old.
    expect(await widget.getByRole('button', { name: 'Nova meta' }).count()).toBe(0);

    await own.up();
    await visitor.state(widget, 'ready');
    expect(await widget.getByText(/Dados salvos/).count()).toBe(0);
  });
});

test('what is shown belongs to the period that is named, also while another is on its way', async ({ arco, visit }) => {
  const { url } = arco.host.page({ body: '<arco-metric metric="revenue" from="2026-10-01" to="2026-10-31"></arco-metric>' });
  const visitor = await visit();
  await visitor.goto(url);
  await visitor.ready();
  const october = await visitor.page.locator('[part=figure]').innerText();
  await visitor.page.route('**/api/trpc/**', () => {});
  const asked = visitor.page.waitForRequest('**/api/trpc/**');
  await visitor.page.locator('arco-metric').evaluate((widget) => {
    widget.setAttribute('from', '2026-09-01');
    widget.setAttribute('to', '2026-09-30');
  });
  await asked;
  const card = await visitor.page.locator('arco-metric').evaluate((widget) => ({
    text: widget.shadowRoot!.querySelector('[part=card]')!.textContent,
    busy: widget.shadowRoot!.querySelector('[aria-busy=true]') !== null,
  }));
  const squeezed = (text: string) => text.replace(/\s/g, '');
  const isMixed = squeezed(card.text).includes(squeezed(october)) && /set/.test(card.text) && !card.busy;
  expect(isMixed, `${squeezed(october)} is October's, and the card says: ${card.text}`).toBe(false);
});
