import { describe, expect } from 'vitest';
import { expectAccessible } from './support/axe.ts';
import { expectFigures } from './support/figures.ts';
import { misfits } from './support/layout.ts';
import { test } from './support/test.ts';
import { widgets, type Visitor } from './support/visitor.ts';

const november = { from: '2026-11-01', to: '2026-11-30' };

/** Scrolls over the whole page, as its widgets wait to be seen. */
async function lookThrough(visitor: Visitor): Promise<void> {
  for (const widget of await visitor.page.locator(widgets).all()) {
    await widget.scrollIntoViewIfNeeded();
    await visitor.state(widget, 'ready');
  }
}

describe("in somebody else's page, under its styles", () => {
  for (const width of [360, 1280]) {
    test(`${width} pixels: everything fits and can be read`, async ({ arco, visit }) => {
      const visitor = await visit({ viewport: { width, height: 900 } });
      await visitor.goto(arco.partnerUrl);
      await visitor.page.locator('#vue arco-goals').waitFor();
      await lookThrough(visitor);
      expect(await visitor.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBeLessThanOrEqual(0);
      expect(await misfits(visitor.page.locator(widgets))).toEqual([]);
      await expectAccessible(visitor.page, 'widgets', widgets);
    });
  }

  test('shows the figures of the API, the same in HTML, React and Vue', async ({ arco, visit }) => {
    const visitor = await visit({ viewport: { width: 1280, height: 6_000 } });
    await visitor.goto(arco.partnerUrl);
    await visitor.page.locator('#vue arco-goals').waitFor();
    await lookThrough(visitor);
    await expectFigures(visitor.page.locator('arco-metric'), arco, november);

    const quarter = { from: '2026-10-01', to: '2026-12-31' };
    for (const island of ['#react', '#vue']) {
      await visitor.page.locator(island).getByRole('button', { name: 'Trimestre' }).click();
      await expectFigures(visitor.page.locator(`${island} arco-metric`), arco, quarter);
    }
  });
});
