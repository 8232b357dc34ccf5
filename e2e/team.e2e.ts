import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import { expectAccessible } from './support/axe.ts';
import { tabTo } from './support/keyboard.ts';
import { password } from './support/session.ts';
import { test } from './support/test.ts';

test('an owner invites somebody without a mouse, after saying again who they are', async ({ own, visit }) => {
  const visitor = await visit();
  visitor.allow(/status of 403/);
  const { page } = visitor;
  const { keyboard } = page;
  await visitor.goto(`${own.url}/portal/equipe/`);
  await visitor.state('arco-members', 'ready');
  await expectAccessible(page, 'team');
  await own.owner`update auth.sessions set confirmed_at = now() - interval '1 hour'`;
  const email = `${randomUUID()}@moda.example`;
  await tabTo(page, /^button Convidar alguém$/);
  await keyboard.press('Enter');
  await tabTo(page, /^input Nome/);
  await keyboard.type('Júlia Prado');
  await tabTo(page, /^input E-mail/);
  await keyboard.type(email);
  await keyboard.press('Enter');
  await page.getByRole('dialog', { name: 'Confirme que é você' }).waitFor();
  await tabTo(page, /^input Senha/);
  await keyboard.type(password);
  await keyboard.press('Enter');
  await page.locator('arco-members').getByText(email, { exact: true }).waitFor();
  const [member] = await own.owner<{ role: string }[]>`select role from memberships join people on people.id = person_id where email = ${email}`;
  expect(member).toEqual({ role: 'viewer' });
  expect(await (await fetch(`${own.url}/dev/mail`)).text()).toContain(`To: ${email}`);
});

test('who only looks has no such page', async ({ arco, visit }) => {
  const visitor = await visit({ person: 'vendas@moda.example' });
  await visitor.goto(`${arco.url}/portal/equipe/`);
  expect(new URL(visitor.page.url()).pathname).toBe('/portal/');
  await visitor.page.locator('[data-account]:visible').click();
  expect(await visitor.page.getByRole('link', { name: 'Equipe e chaves' }).count()).toBe(0);
  await visitor.page.getByRole('link', { name: 'Conta e segurança' }).waitFor();
});

test('a secret key is made, shown once, and works', async ({ own, visit }) => {
  const visitor = await visit();
  const { page } = visitor;
  await visitor.goto(`${own.url}/portal/equipe/`);
  await visitor.state('arco-keys', 'ready');
  await page.getByRole('button', { name: 'Criar chave' }).click();
  await page.getByRole('radio', { name: /Secreta/ }).check();
  await page.locator('arco-keys').getByRole('button', { name: /^Criar/ }).last().click();
  const shown = page.locator('arco-keys').getByText(/^sk_live_/).first();
  const value = (await shown.innerText()).trim();
  const minted = await fetch(`${own.url}/api/embed/tokens`, { method: 'POST', headers: { authorization: `Bearer ${value}`, 'content-type': 'application/json' }, body: JSON.stringify({ client: 'moda', origins: ['https://loja.example'] }) });
  expect(minted.status).toBe(200);
  await page.reload();
  await visitor.state('arco-keys', 'ready');
  expect(await page.locator('arco-keys').getByText(value).count()).toBe(0);
});
