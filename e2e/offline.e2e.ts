import { expect } from 'vitest';
import { test } from './support/test.ts';
import { widgets } from './support/visitor.ts';

// Eager, as not all of them fit on the screen.
const body = '<arco-score loading="eager"></arco-score><arco-actions loading="eager"></arco-actions><arco-goals loading="eager"></arco-goals><arco-metric loading="eager" metric="revenue"></arco-metric>';

test('offline the last data stays, marked as saved, and is fresh again with the network', async ({ arco, visit }) => {
  const { url } = arco.host.page({ body });
  const visitor = await visit();
  visitor.allow(/ERR_INTERNET_DISCONNECTED/);
  await visitor.goto(url);
  await visitor.all('ready');
  const figure = await visitor.page.locator('arco-metric [part=figure]').innerText();
  const asked = visitor.data().length;

  await visitor.context.setOffline(true);
  await visitor.reload();
  await visitor.all('stale');
  for (const widget of await visitor.page.locator(widgets).all()) {
    expect(await widget.getByText(/^Dados salvos de \d\d:\d\d$/).first().isVisible()).toBe(true);
  }
  expect(await visitor.page.locator('arco-metric [part=figure]').innerText()).toBe(figure);
  const [error] = (await visitor.seen()).errors;
  expect(error).toMatchObject({ reason: 'offline', retryable: true });

  await visitor.context.setOffline(false);
  await visitor.all('ready');
  expect(visitor.data().length).toBeGreaterThan(asked);
});

test('offline from the start it says so, and comes with the network', async ({ arco, visit }) => {
  const { url } = arco.host.page({ body: '', tag: 'data-preload="score actions goals metrics"' });
  const visitor = await visit();
  visitor.allow(/ERR_INTERNET_DISCONNECTED/);
  await visitor.goto(url);
  await visitor.page.waitForFunction(() => ['score', 'actions', 'goals', 'metric'].every((name) => customElements.get(`arco-${name}`)));
  await visitor.page.waitForLoadState('networkidle');

  await visitor.context.setOffline(true);
  await visitor.page.evaluate((html) => document.querySelector('main')!.insertAdjacentHTML('beforeend', html), body);
  await visitor.all('error');
  expect(await visitor.page.getByText('Você está sem conexão').first().isVisible()).toBe(true);
  await visitor.context.setOffline(false);
  await visitor.all('ready');
  expect((await visitor.seen()).ready).toHaveLength(4);
});

test('what cannot be opened offline says so at its button, and opens with the network', async ({ arco, visit }) => {
  const { url } = arco.host.page({ body: '<arco-metric metric="revenue"></arco-metric>' });
  const visitor = await visit();
  visitor.allow(/ERR_INTERNET_DISCONNECTED/);
  await visitor.goto(url);
  await visitor.all('ready');
  const explain = visitor.page.getByRole('button', { name: /^Como sabemos/ });

  await visitor.context.setOffline(true);
  await explain.click();
  await visitor.page.getByText('Você está sem conexão').first().waitFor();
  await visitor.context.setOffline(false);
  await explain.click();
  await visitor.page.getByRole('dialog', { name: 'Como sabemos' }).getByText('Fontes').waitFor();
});
