import { expect } from 'vitest';
import type { Breakdown } from '../server/modules/traffic/traffic.schema.ts';
import { expectAccessible } from './support/axe.ts';
import { test } from './support/test.ts';

test('the portal shows traffic as the server counts it; a source filters it, and a link brings it back', async ({ own, visit }) => {
  const visitor = await visit();
  await visitor.goto(`${own.url}/portal/?from=2026-10-01&to=2026-10-31`);
  const { page } = visitor;
  const card = page.locator('arco-traffic');
  await card.scrollIntoViewIfNeeded();
  await visitor.state('arco-traffic', 'ready');

  const window = { from: '2026-10-01', to: '2026-10-31' };
  const { rows } = await own.query<Breakdown>('traffic.breakdown', { ...window, dimension: 'source' });
  const google = rows.find(({ value }) => value === 'google')!;
  const written = new Intl.NumberFormat('pt-BR').format(google.sessions);
  await card.getByRole('row', { name: `google ${written}` }).waitFor();
  await expectAccessible(page, 'the portal with traffic', 'arco-traffic');

  await card.getByRole('button', { name: /^Visitas / }).click();
  await card.getByRole('button', { name: 'Ver só google' }).click();
  await card.getByRole('button', { name: 'Remover o filtro Origem: google' }).waitFor();
  await expect.poll(() => card.locator('[part=figure]').innerText()).toBe(written);

  await page.evaluate(() => Object.defineProperty(navigator, 'clipboard', { value: { writeText: (text: string) => ((window as { copied?: string }).copied = text) } }));
  await card.getByRole('button', { name: 'Salvar ou compartilhar' }).click();
  await card.getByRole('menuitem', { name: 'Copiar link desta visão' }).click();
  const link = await page.evaluate(() => (window as { copied?: string }).copied!);
  expect(link).toContain('#arco-traffic=');

  const other = await visit();
  await other.goto(link);
  await other.page.locator('arco-traffic').scrollIntoViewIfNeeded();
  await other.page.getByRole('button', { name: 'Remover o filtro Origem: google' }).waitFor();
  await expect.poll(() => other.page.locator('arco-traffic [part=figure]').innerText()).toBe(written);
});

test('what is saved is a file of the days, and a picture', async ({ own, visit }) => {
  const visitor = await visit();
  await visitor.goto(`${own.url}/portal/`);
  const { page } = visitor;
  const card = page.locator('arco-traffic');
  await card.scrollIntoViewIfNeeded();
  await visitor.state('arco-traffic', 'ready');
  for (const [name, ending] of [['Baixar os dias (CSV)', '.csv'], ['Baixar o gráfico (PNG)', '.png']] as const) {
    await card.getByRole('button', { name: 'Salvar ou compartilhar' }).click();
    const [download] = await Promise.all([page.waitForEvent('download'), card.getByRole('menuitem', { name }).click()]);
    expect(download.suggestedFilename()).toMatch(new RegExp(`^arco-visitors-.*\\${ending}$`));
  }
});
