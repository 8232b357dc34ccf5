import { describe, expect } from 'vitest';
import type { ListedGoals } from '../server/modules/goals/goals.schema.ts';
import type { Arco } from './support/arco.ts';
import { expectAccessible } from './support/axe.ts';
import { expectFigures, isPainted } from './support/figures.ts';
import { test } from './support/test.ts';
import type { Visitor } from './support/visitor.ts';

const tall = { viewport: { width: 1280, height: 3_000 } };
const november = { from: '2026-11-01', to: '2026-11-30' };
const october = { from: '2026-10-01', to: '2026-10-31' };

async function open(visitor: Visitor, arco: Arco, search = ''): Promise<void> {
  await visitor.goto(`${arco.url}/portal/${search}`);
  await visitor.all('ready');
}

const figures = (visitor: Visitor) => visitor.page.locator('arco-metric');

test('shows every figure and goal of this month as the API has them', async ({ arco, visit }) => {
  const visitor = await visit(tall);
  await open(visitor, arco);
  await expectFigures(figures(visitor), arco, november);

  const { goals } = await arco.query<ListedGoals>('goals.list', {});
  const rows = visitor.page.locator('arco-goals [part=goal]');
  expect(await rows.count()).toBe(goals.length);
  for (const [index, { name, current, target, unit, status }] of goals.entries()) {
    const row = rows.nth(index);
    expect((await row.locator('[part=name]').innerText()).trim()).toBe(name.pt);
    const [shown = '', wanted = ''] = (await row.locator('.end').innerText()).split(/\s+de\s+/);
    expect(isPainted(shown, current, unit), `${name.pt}: ${current} painted as ${shown}`).toBe(true);
    expect(isPainted(wanted, target, unit), `${name.pt}: ${target} painted as ${wanted}`).toBe(true);
    expect((await row.locator('[part=chip]').innerText()).trim()).toBe({ reached: 'Atingida', open: 'Em aberto', at_risk: 'Em risco', on_track: 'No ritmo' }[status as string]);
  }
});

describe('the period', () => {
  test('is picked by month, changes every figure, and stands in the address', async ({ arco, visit }) => {
    const visitor = await visit(tall);
    const { page } = visitor;
    await open(visitor, arco);
    await page.locator('#period-button').click();
    const period = page.getByRole('dialog', { name: 'Período' });
    await period.getByRole('button', { name: 'Mês anterior' }).click();
    await period.getByText(/outubro de 2026/i).waitFor();
    await page.keyboard.press('Escape');
    expect(new URL(page.url()).searchParams.toString()).toBe('from=2026-10-01&to=2026-10-31');
    await expectFigures(figures(visitor), arco, october);
    expect(await page.locator('#period-button').innerText()).toContain('out');

    await page.reload();
    await visitor.all('ready');
    await expectFigures(figures(visitor), arco, october);

    await page.goBack();
    await expectFigures(figures(visitor), arco, november);
  });

  test('is picked by its days, and refused where there are none', async ({ arco, visit }) => {
    const visitor = await visit(tall);
    const { page } = visitor;
    await open(visitor, arco);
    await page.locator('#period-button').click();
    await page.getByLabel('De', { exact: true }).fill('2026-09-10');
    await page.getByLabel('Até', { exact: true }).fill('2026-09-01');
    await page.getByRole('button', { name: 'Mostrar' }).click();
    expect((await page.getByRole('alert').first().innerText()).length).toBeGreaterThan(5);
    await page.getByLabel('Até', { exact: true }).fill('2026-09-19');
    await page.getByRole('button', { name: 'Mostrar' }).click();
    await expectFigures(figures(visitor), arco, { from: '2026-09-10', to: '2026-09-19' });
    expect(new URL(page.url()).searchParams.toString()).toBe('from=2026-09-10&to=2026-09-19');
  });

  test('of an address that names none is this month', async ({ arco, visit }) => {
    const visitor = await visit(tall);
    await open(visitor, arco, '?from=2026-13-01&to=ontem');
    await expectFigures(figures(visitor), arco, november);
  });
});

describe('the person', () => {
  test('chooses theme and language, which stay, and everything follows at once', async ({ arco, visit }) => {
    const visitor = await visit(tall);
    const { page } = visitor;
    await open(visitor, arco);
    expect(await page.evaluate(() => Object.keys(localStorage))).toEqual([]);
    await page.locator('[data-account]:visible').click();
    await page.getByRole('radio', { name: 'Escuro' }).check();
    await page.getByLabel('Idioma').selectOption('en');
    await page.getByRole('heading', { name: 'Goals of the month' }).waitFor();
    await page.keyboard.press('Escape');
    const dark = await page.locator('arco-goals [part=card]').evaluate((card) => getComputedStyle(card).backgroundColor);

    await page.reload();
    await visitor.all('ready');
    await page.getByRole('heading', { name: 'Goals of the month' }).waitFor();
    expect(await page.locator('arco-goals [part=card]').evaluate((card) => getComputedStyle(card).backgroundColor)).toBe(dark);
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('en');
  });

  test('may write, being the owner', async ({ own, visit }) => {
    const visitor = await visit(tall);
    await open(visitor, own);
    await visitor.page.getByRole('button', { name: 'Nova meta' }).waitFor();
  });
});

describe('on every screen', () => {
  for (const colorScheme of ['light', 'dark'] as const) {
    for (const width of [360, 1280]) {
      test(`${colorScheme}, ${width} pixels: nothing to scroll sideways, and axe finds nothing`, async ({ arco, visit }) => {
        const visitor = await visit({ viewport: { width, height: 900 }, colorScheme });
        const { page } = visitor;
        await visitor.goto(`${arco.url}/portal/`);
        for (const widget of await page.locator('arco-goals, arco-metric').all()) {
          await widget.scrollIntoViewIfNeeded();
          await visitor.state(widget, 'ready');
        }
        expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBeLessThanOrEqual(0);
        await expectAccessible(page, 'portal');
        await page.locator('#period-button').click();
        await expectAccessible(page, 'period');
        await page.keyboard.press('Escape');
        await page.locator('[data-account]:visible').click();
        await expectAccessible(page, 'account');
      });
    }
  }
});

test('keeps nothing but what was chosen, and sets no cookie', async ({ arco, visit }) => {
  const visitor = await visit(tall);
  await open(visitor, arco);
  expect(await visitor.context.cookies()).toEqual([]);
  expect(await visitor.page.evaluate(() => [Object.keys(localStorage), Object.keys(sessionStorage)])).toEqual([[], []]);
});
