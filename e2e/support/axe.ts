import axe, { type AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

interface AxeWindow {
  axe: { run(context: Document | Element[], options: object): Promise<AxeResults> };
}

/** Finds no violation of any rule of axe in the page, or in what a selector names of it; shadow roots included. */
export async function expectAccessible(page: Page, what: string, only?: string): Promise<void> {
  await page.evaluate(axe.source);
  const results = await page.evaluate((selector) => {
    const context = selector === undefined ? document : [...document.querySelectorAll(selector)];
    return (window as unknown as AxeWindow).axe.run(context, { preload: false });
  }, only);
  // Where the first link to another page is inside a widget, axe no longer knows a skip link: it compares places in two trees.
  const isSkipLink = (id: string, target: unknown[]) => id === 'region' && target.flat().join(' ') === '.skip';
  const found = results.violations.flatMap(({ id, nodes }) =>
    nodes.filter(({ target }) => !isSkipLink(id, target)).map(({ target, failureSummary }) => `${id}: ${target.flat().join(' ')}: ${failureSummary}`),
  );
  expect(found, what).toEqual([]);
}
