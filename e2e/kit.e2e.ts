import { describe, expect } from 'vitest';
import type { Page } from 'playwright-core';
import { expectAccessible } from './support/axe.ts';
import { misfits } from './support/layout.ts';
import { test } from './support/test.ts';

/** Waits until every part and every widget is drawn, fetched languages and charts included. */
async function drawn(page: Page): Promise<void> {
  await page.locator('main h2').first().waitFor();
  await page.waitForFunction(() => {
    const widgets = [...document.querySelectorAll('main [mock], main [preview-state]')];
    const isShown = (element: Element) => element.hasAttribute('state') && (element.getAttribute('preview-state') === 'loading' || element.getAttribute('state') !== 'loading');
    const specimens = [...document.querySelectorAll('main arco-ui-specimen')];
    return widgets.length > 0 && specimens.length > 0 && widgets.every(isShown) && specimens.every((element) => element.shadowRoot?.querySelector('[part=body]')?.childElementCount);
  });
}

for (const colorScheme of ['light', 'dark'] as const) {
  test(`every part and every state of every widget passes every rule: ${colorScheme}`, { timeout: 180_000 }, async ({ arco, visit }) => {
    const { page } = await visit({ colorScheme });
    await page.goto(`${arco.url}/kit/`);
    await drawn(page);
    await expectAccessible(page, colorScheme);
  });
}

describe('the page of the kit', () => {
  test('is under the policy of our own pages', async ({ arco, visit }) => {
    const { page } = await visit();
    const answer = await page.goto(`${arco.url}/kit/`);
    const portal = await fetch(`${arco.url}/portal/`);
    const policy = answer!.headers()['content-security-policy'];
    expect(policy).toContain("default-src 'none'");
    expect(policy).toBe(portal.headers.get('content-security-policy'));
  });

  test('explains a figure of a widget, as on any page', async ({ arco, visit }) => {
    const { page } = await visit();
    await page.goto(`${arco.url}/kit/`);
    await drawn(page);
    await page.locator('.b320 > arco-metric').getByRole('button', { name: /^Como sabemos/ }).click();
    await page.getByRole('dialog', { name: 'Como sabemos' }).getByText('Fontes').waitFor();
  });

  test('changes theme and language by its own controls', async ({ arco, visit }) => {
    const { page } = await visit({ colorScheme: 'light' });
    await page.goto(`${arco.url}/kit/`);
    await drawn(page);
    const surface = () => page.locator('main arco-ui-specimen').first().evaluate((element) => getComputedStyle(element.shadowRoot!.querySelector('[part=card]')!).backgroundColor);
    const light = await surface();
    await page.getByRole('radio', { name: 'Escuro' }).check();
    expect(await surface()).not.toBe(light);
    await page.getByRole('radio', { name: 'English' }).check();
    await page.getByRole('button', { name: 'This month' }).first().waitFor();
    await page.locator('arco-goals[preview-state=error]').getByRole('button', { name: 'Try again' }).waitFor();
    // What the page itself says is still marked as what it is.
    expect(await page.getByRole('heading', { name: 'Números' }).getAttribute('lang')).toBe('pt-BR');
  });

  test('fits a phone, and so does everything on it', async ({ arco, visit }) => {
    const { page } = await visit({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });
    await page.goto(`${arco.url}/kit/`);
    await drawn(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
    expect(await misfits(page.locator('main arco-ui-specimen:visible, main [mock]:visible, main [preview-state]:visible'))).toEqual([]);
  });

  test('shows what is chosen also where the system takes the colors away, and moves nothing for who wants no motion', async ({ arco, visit }) => {
    const { page } = await visit({ forcedColors: 'active', reducedMotion: 'reduce' });
    await page.goto(`${arco.url}/kit/`);
    await drawn(page);
    const card = page.locator('arco-ui-specimen[size="320"]');
    const outline = (selector: string) => card.locator(selector).first().evaluate((element) => getComputedStyle(element).outlineStyle);
    expect([await outline('label:has(:checked)'), await outline('label:not(:has(:checked))')]).toEqual(['solid', 'none']);
    expect([await outline('.preset[aria-pressed=true]'), await outline('.preset[aria-pressed=false]')]).toEqual(['solid', 'none']);
    await card.getByRole('button', { name: 'Mais opções' }).click();
    const menu = page.getByRole('menu');
    await menu.waitFor();
    expect(await menu.evaluate((element) => getComputedStyle(element).animationDuration)).toBe('0s');
    expect(await menu.evaluate((element) => getComputedStyle(element).borderTopWidth)).toBe('1px');
  });

  test('says what was picked in a menu, opens a panel beside its button, and a sheet on a phone', async ({ arco, visit }) => {
    for (const [width, isSheet] of [[1280, false], [360, true]] as const) {
      const { page } = await visit({ viewport: { width, height: 740 } });
      await page.goto(`${arco.url}/kit/`);
      await drawn(page);
      const card = page.locator('arco-ui-specimen[size="320"]');
      await card.getByRole('button', { name: 'Mais opções' }).click();
      await page.getByRole('menuitem', { name: 'Excluir' }).click();
      await card.getByText('Escolhido: remove').waitFor();
      await card.and(page.locator('[name=Painel]')).getByRole('button').click();
      const panel = page.getByRole('dialog', { name: 'Período' });
      await panel.waitFor();
      expect(await panel.evaluate((element) => element.matches(':modal'))).toBe(isSheet);
      // What is in the panel is given to it, so it is not inside it for a search.
      await page.locator('arco-ui-popover').getByRole('button', { name: '7 dias' }).click();
      await panel.waitFor({ state: 'detached' });
    }
  });
});
