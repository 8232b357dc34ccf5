import { expect } from 'vitest';
import type { ListedGoals } from '../server/modules/goals/goals.schema.ts';
import { focused, tabTo } from './support/keyboard.ts';
import { test } from './support/test.ts';

const token = { scopes: ['goals:read', 'goals:write', 'metrics:read'] };
const body = '<arco-goals></arco-goals>';

test('a goal is made, read, changed and removed without a mouse, and the focus is never lost', async ({ own, visit }) => {
  const { url } = own.host.page({ body, token });
  const visitor = await visit();
  const { page } = visitor;
  const { keyboard } = page;
  const targetOf = async () => (await own.query<ListedGoals>('goals.list', {})).goals.find(({ metric }) => metric === 'pageviews')?.target;
  const events = () => page.evaluate(() => (window as unknown as { told: string[] }).told);
  await visitor.goto(url);
  await visitor.all('ready');
  await page.evaluate(() => {
    const told: string[] = Object.assign(window, { told: [] as string[] }).told;
    for (const verb of ['create', 'select', 'update', 'remove']) document.addEventListener(`arco-goal-${verb}`, ({ type }) => told.push(type));
  });

  await tabTo(page, /^button Nova meta$/);
  await keyboard.press('Enter');
  await page.getByRole('dialog', { name: 'Nova meta' }).waitFor();
  await tabTo(page, /^select Indicador$/);
  await page.getByLabel('Indicador').locator('option', { hasText: 'Páginas vistas' }).waitFor({ state: 'attached' });
  await keyboard.type('Páginas');
  await tabTo(page, /^input Alvo$/);
  await keyboard.press('Enter');
  expect(await focused(page)).toBe('input Alvo');
  await page.getByText('Escreva um número maior que zero').waitFor();
  await keyboard.type('90.000');
  await keyboard.press('Enter');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await expect.poll(() => focused(page)).toBe('button Nova meta');
  await page.getByRole('status').filter({ hasText: 'Meta de Páginas vistas salva' }).waitFor({ state: 'attached' });
  expect(await targetOf()).toBe(90_000);

  await tabTo(page, /^button Páginas vistas$/, 'Shift+Tab');
  await keyboard.press('Enter');
  await page.getByRole('dialog', { name: 'Páginas vistas' }).waitFor();
  await page.getByRole('application').waitFor();
  await tabTo(page, /^application Páginas vistas até cada dia/);
  const spoken = page.locator('arco-ui-chart [aria-live]');
  await keyboard.press('Home');
  expect(await spoken.textContent()).toMatch(/1 nov/);
  await keyboard.press('ArrowRight');
  expect(await spoken.textContent()).toMatch(/2 nov/);
  await keyboard.press('ArrowRight');
  await keyboard.press('ArrowLeft');
  expect(await spoken.textContent()).toMatch(/2 nov/);
  await keyboard.press('End');
  expect(await spoken.textContent()).toMatch(/30 nov/);
  await tabTo(page, /^button Ver como tabela$/);
  await keyboard.press('Enter');
  expect(await page.getByRole('table').getByRole('row').count()).toBe(31);
  await keyboard.press('Escape');
  await expect.poll(() => focused(page)).toBe('button Páginas vistas');

  await keyboard.press('Enter');
  await tabTo(page, /^button Editar meta$/);
  await keyboard.press('Enter');
  await page.getByRole('dialog', { name: 'Meta de Páginas vistas' }).waitFor();
  await tabTo(page, /^input Alvo$/);
  await keyboard.press('Control+A');
  await keyboard.type('120.000');
  await keyboard.press('Enter');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await expect.poll(() => focused(page)).toBe('button Páginas vistas');
  expect(await targetOf()).toBe(120_000);

  await keyboard.press('Enter');
  await tabTo(page, /^button Remover$/);
  await keyboard.press('Enter');
  // The safe answer has the focus.
  await expect.poll(() => focused(page)).toBe('button Voltar');
  await keyboard.press('Shift+Tab');
  expect(await focused(page)).toBe('button Remover meta');
  await keyboard.press('Enter');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.getByRole('status').filter({ hasText: 'Meta de Páginas vistas removida' }).waitFor({ state: 'attached' });
  await expect.poll(() => focused(page)).toBe('button Nova meta');
  expect(await targetOf()).toBeUndefined();
  expect(await events()).toEqual(['arco-goal-create', 'arco-goal-select', 'arco-goal-select', 'arco-goal-update', 'arco-goal-select', 'arco-goal-remove']);
});

test('the first goal of a client is made from its empty state', async ({ own, visit }) => {
  const client = await own.newClient();
  const { url } = own.host.page({ body, token: { ...token, client } });
  const visitor = await visit();
  const { page } = visitor;
  await visitor.goto(url);
  await visitor.all('empty');
  await tabTo(page, /^button Definir meta$/);
  await page.keyboard.press('Enter');
  await page.getByLabel('Indicador').locator('option', { hasText: 'Visitantes' }).first().waitFor({ state: 'attached' });
  await tabTo(page, /^input Alvo$/);
  await page.keyboard.type('500');
  await page.keyboard.press('Enter');
  await visitor.all('ready');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await expect.poll(() => focused(page)).not.toBe('nothing');
});

test('the explanation opens and closes at its button', async ({ arco, visit }) => {
  const { url } = arco.host.page({ body: '<arco-metric metric="revenue"></arco-metric>' });
  const visitor = await visit();
  const { page } = visitor;
  await visitor.goto(url);
  await visitor.all('ready');
  const panel = page.getByRole('dialog', { name: 'Como sabemos' });
  await tabTo(page, /^button Como sabemos/);
  await page.keyboard.press('Enter');
  await panel.getByText('Fontes').waitFor();
  await page.keyboard.press('Escape');
  await panel.waitFor({ state: 'detached' });
  await expect.poll(() => focused(page)).toMatch(/^button Como sabemos/);

  await page.keyboard.press('Enter');
  await tabTo(page, /^button Fechar$/);
  await page.keyboard.press('Enter');
  await panel.waitFor({ state: 'detached' });
  await expect.poll(() => focused(page)).toMatch(/^button Como sabemos/);
});

test('a goal that somebody else changed first is not overwritten unawares', async ({ own, visit }) => {
  const { url } = own.host.page({ body, token });
  const visitor = await visit();
  visitor.allow(/status of 409/);
  const { page } = visitor;
  await visitor.goto(url);
  await visitor.all('ready');
  await page.getByRole('button', { name: 'Leads', exact: true }).click();
  await page.getByRole('button', { name: 'Editar meta' }).click();
  const dialog = page.locator('arco-ui-goal-editor');
  await dialog.getByLabel('Alvo').fill('77');
  await own.owner`update client_goals set target = 61, version = version + 1 where metric = 'leads' and starts_on = '2026-11-01'`;
  await dialog.getByRole('button', { name: 'Salvar meta' }).click();
  await dialog.getByText('agora é 61').waitFor();
  expect(await dialog.getByLabel('Alvo').inputValue()).toBe('77');
});
