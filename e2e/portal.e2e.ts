import { describe, expect } from 'vitest';
import type { ListedGoals } from '../server/modules/goals/goals.schema.ts';
import type { Arco } from './support/arco.ts';
import { expectAccessible } from './support/axe.ts';
import { expectFigures, isPainted } from './support/figures.ts';
import { test } from './support/test.ts';
import { widgets, type Visitor } from './support/visitor.ts';

const tall = { viewport: { width: 1280, height: 6_000 } };
const november = { from: '2026-11-01', to: '2026-11-30' };
const october = { from: '2026-10-01', to: '2026-10-31' };

async function open(visitor: Visitor, arco: Arco, search = ''): Promise<void> {
  await visitor.goto(`${arco.url}/portal/${search}`);
  await visitor.all('ready');
}

/** What the page asks the browser's own bars to be, whatever the system's theme or for one of them. */
const barColours = ({ page }: Visitor) =>
  page.locator('meta[name=theme-color]').evaluateAll((found) => (found as HTMLMetaElement[]).filter(({ media }) => media !== 'not all').map(({ content }) => content));

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
    expect(await barColours(visitor)).toEqual(['#fff', '#19181f']);
    await page.getByRole('radio', { name: 'Escuro' }).check();
    expect(await barColours(visitor)).toEqual(['#19181f']);
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

describe('the way around', () => {
  test('on a phone has what the tabs have no room for under one of them', async ({ arco, visit }) => {
    const visitor = await visit({ viewport: { width: 360, height: 740 } });
    const { page } = visitor;
    await visitor.goto(`${arco.url}/portal/`);
    const tabs = page.getByRole('navigation', { name: 'Seções', exact: true });
    const more = tabs.getByRole('button', { name: 'Mais' });
    await tabs.getByRole('link', { name: 'Início' }).and(page.locator('[aria-current]')).waitFor();
    await more.click();
    const sheet = page.getByRole('dialog', { name: 'Mais' });
    await expectAccessible(page, 'more');
    await sheet.getByRole('link', { name: 'Anúncios' }).click();
    await sheet.waitFor({ state: 'hidden' });
    await page.getByRole('heading', { name: 'Anúncios', exact: true }).waitFor();
    await expect.poll(() => page.locator('#anuncios').evaluate((section) => Math.round(section.getBoundingClientRect().top))).toBeLessThan(120);
    expect(new URL(page.url()).hash).toBe('#anuncios');
    await more.and(page.locator('[aria-current]')).waitFor();
    expect(await tabs.locator('[aria-current]').count()).toBe(1);
  });

  test('leads on a wide screen to every section, one of which is where the reader is', async ({ arco, visit }) => {
    const visitor = await visit();
    const { page } = visitor;
    await visitor.goto(`${arco.url}/portal/`);
    const links = page.getByRole('complementary').getByRole('navigation').getByRole('link');
    expect(await links.allInnerTexts()).toEqual(['Início', 'Para fazer', 'Metas', 'Tráfego', 'Resultados', 'Previsão e setor', 'Anúncios', 'Site']);
    await links.getByText('Site').click();
    expect(await links.and(page.locator('[aria-current]')).allInnerTexts()).toEqual(['Site']);
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('site');
  });
});

test('shows score, then what to do, then the goals; on a wide screen the goals stand beside the score', async ({ arco, visit }) => {
  const visitor = await visit({ viewport: { width: 360, height: 740 } });
  const { page } = visitor;
  await visitor.goto(`${arco.url}/portal/`);
  const boxes = async () => {
    const [score, actions, goals, results] = await Promise.all(['section.score', '#acoes', '#metas', '#resultados'].map((place) => page.locator(place).boundingBox()));
    return { score: score!, actions: actions!, goals: goals!, results: results! };
  };
  const narrow = await boxes();
  expect(narrow.score.y).toBeLessThan(narrow.actions.y);
  expect(narrow.actions.y).toBeLessThan(narrow.goals.y);
  expect(narrow.goals.y).toBeLessThan(narrow.results.y);
  expect(new Set(Object.values(narrow).map(({ x, width }) => `${x} ${width}`)).size).toBe(1);

  await page.setViewportSize({ width: 1280, height: 900 });
  const wide = await boxes();
  expect(wide.goals.y).toBe(wide.score.y);
  expect(wide.goals.height).toBe(wide.score.height);
  expect(wide.score.width).toBeGreaterThan(wide.goals.width * 1.9);
  expect(wide.actions.width).toBeCloseTo(wide.goals.x + wide.goals.width - wide.score.x, 0);
  expect(wide.actions.y).toBeGreaterThan(wide.goals.y + wide.goals.height);
});

describe('on every screen', () => {
  for (const colorScheme of ['light', 'dark'] as const) {
    for (const width of [360, 1280]) {
      test(`${colorScheme}, ${width} pixels: nothing to scroll sideways, and axe finds nothing`, async ({ arco, visit }) => {
        const visitor = await visit({ viewport: { width, height: 900 }, colorScheme });
        const { page } = visitor;
        await visitor.goto(`${arco.url}/portal/`);
        for (const widget of await page.locator(widgets).all()) {
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

test("keeps nothing but what was chosen, and has no cookie but the session's, which scripts do not see", async ({ arco, visit }) => {
  const visitor = await visit(tall);
  await open(visitor, arco);
  expect(await visitor.context.cookies()).toEqual([expect.objectContaining({ name: 'arco.session_token', httpOnly: true, sameSite: 'Lax' })]);
  expect(await visitor.page.evaluate(() => document.cookie)).toBe('');
  expect(await visitor.page.evaluate(() => [Object.keys(localStorage), Object.keys(sessionStorage)])).toEqual([[], []]);
});
