import { describe, expect } from 'vitest';
import { misfits } from './support/layout.ts';
import { show, states } from './support/states.ts';
import { test } from './support/test.ts';
import { widgets } from './support/visitor.ts';

const write = { scopes: ['score:read', 'actions:read', 'actions:write', 'goals:read', 'goals:write', 'metrics:read', 'live:read', 'traffic:read', 'forecast:read', 'benchmarks:read'] };
const widths = [160, 200, 320, 720];
const metrics = ['revenue', 'avg_session_seconds', 'impressions', 'roi'];
const style = `${widths.map((width) => `.w${width} { inline-size: ${width}px }`).join('\n')} main > div { display: grid; gap: 16px; margin: 16px }`;
const body = widths.map((width) => `<div class="w${width}"><arco-score loading="eager"></arco-score><arco-actions loading="eager"></arco-actions><arco-goals loading="eager"></arco-goals>${metrics.map((metric) => `<arco-metric loading="eager" metric="${metric}"></arco-metric>`).join('')}<arco-live loading="eager"></arco-live><arco-traffic loading="eager"></arco-traffic><arco-forecast loading="eager"></arco-forecast><arco-benchmarks loading="eager"></arco-benchmarks></div>`).join('');

describe('from 160 pixels on nothing sticks out, no figure is cut, every button can be hit', () => {
  for (const state of states) {
    test(state, async ({ own, visit }) => {
      const visitor = await show(state, own, visit, { body, style, token: write });
      expect(await misfits(visitor.page.locator(widgets))).toEqual([]);
      expect(await visitor.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBeLessThanOrEqual(0);
    });
  }
});

test('in the other languages too', async ({ arco, visit }) => {
  for (const lang of ['en', 'es']) {
    const visitor = await visit();
    await visitor.goto(arco.host.page({ body, style, lang, token: write }).url);
    await visitor.all('ready');
    expect(await misfits(visitor.page.locator(widgets)), lang).toEqual([]);
  }
});

test('on a screen of 320 pixels what opens fits, and every button of it can be reached', async ({ arco, visit }) => {
  const visitor = await visit({ viewport: { width: 320, height: 480 } });
  const { page } = visitor;
  await visitor.goto(arco.host.page({ body: '<arco-goals></arco-goals>', token: write }).url);
  await visitor.all('ready');

  const fits = async (part: string) => {
    const dialog = page.locator('dialog[open], dialog:popover-open');
    const { x, y, width, height } = (await dialog.boundingBox())!;
    expect([x >= 0, x + width <= 320, y >= 0, y + height <= 480], `${part} at ${x}, ${y}, ${width} × ${height}`).toEqual([true, true, true, true]);
    expect(await dialog.evaluate((element) => element.scrollWidth - element.clientWidth), `${part} scrolls sideways`).toBe(0);
    for (const button of await page.locator(part).getByRole('button').all()) {
      await button.scrollIntoViewIfNeeded();
      const at = (await button.boundingBox())!;
      const isReached = at.y >= 0 && at.y + at.height <= 480.5 && at.x >= 0 && at.x + at.width <= 320.5;
      expect(isReached, `${await button.textContent()} of ${part} at ${JSON.stringify(at)}`).toBe(true);
    }
  };
  await page.getByRole('button', { name: 'Nova meta' }).click();
  await page.getByLabel('Período').selectOption({ label: 'Outras datas' });
  await fits('arco-ui-goal-editor');
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Receita', exact: true }).click();
  await page.locator('canvas').waitFor();
  await fits('arco-ui-goal-history');
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.getByRole('button', { name: /^Como sabemos/ }).click();
  await page.getByRole('dialog').locator('summary').first().click();
  await page.getByText('Fontes').first().waitFor();
  await fits('arco-ui-explain');
});
