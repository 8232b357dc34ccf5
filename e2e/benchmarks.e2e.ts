import { expect } from 'vitest';
import type { Benchmarks } from '../server/modules/benchmarks/benchmarks.schema.ts';
import { expectAccessible } from './support/axe.ts';
import { test } from './support/test.ts';

test('a partner’s page shows the references with their source, and no verdict that the numbers do not give', async ({ arco, visit }) => {
  const { url } = arco.host.page({ body: '<arco-benchmarks loading="eager"></arco-benchmarks>' });
  const visitor = await visit();
  await visitor.goto(url);
  const { page } = visitor;
  await visitor.state('arco-benchmarks', 'ready');
  const row = (name: string) => page.locator('arco-benchmarks [part=metric]').filter({ hasText: name });

  await row('CTR').getByText(/^mediana 6,66.%$/).waitFor();
  await row('CTR').getByText('WordStream/LocaliQ, EUA, 2025, n 16.446').waitFor();
  await row('Custo por clique').getByText('A referência está em outra moeda').waitFor();
  await row('Taxa de conversão').getByText('A referência conta outra coisa').waitFor();
  await page.getByText('Ainda há poucas empresas do setor para comparar: 0 de 15').waitFor();
  // Whoever brings a token of a key keeps nothing.
  expect(await page.locator('arco-benchmarks [role=switch]').count()).toBe(0);
  await expectAccessible(page, 'the references');
});

test('an owner contributes by keyboard, and leaves again', async ({ own, visit }) => {
  const visitor = await visit();
  await visitor.goto(`${own.url}/portal/`);
  const { page } = visitor;
  await visitor.state('arco-goals', 'ready');
  await page.locator('arco-benchmarks').scrollIntoViewIfNeeded();
  await visitor.state('arco-benchmarks', 'ready');
  const contributes = async () => (await own.query<Benchmarks>('benchmarks.get', {})).consent.contributes;
  const toggle = page.getByRole('switch', { name: 'Contribuir com os números, sem o nome' });

  expect(await contributes()).toBe(false);
  await toggle.focus();
  await page.keyboard.press('Space');
  await expect.poll(contributes).toBe(true);
  await page.getByText('Os números contam a partir do próximo cálculo do mês').waitFor({ state: 'attached' });
  await toggle.focus();
  await page.keyboard.press('Space');
  await expect.poll(contributes).toBe(false);
});
