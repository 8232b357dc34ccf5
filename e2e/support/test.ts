import { chromium, type Browser } from 'playwright-core';
import { test as base, inject } from 'vitest';
import { Arco } from './arco.ts';
import { Visitor, type VisitOptions } from './visitor.ts';

interface Fixtures {
  endpoint: string;
  template: string;
  browser: Browser;
  /** ARCO with the demo, shared by the tests of a file: for those that only read. */
  arco: Arco;
  /** ARCO with the demo, for one test that changes or breaks it. */
  own: Arco;
  /** Opens a browser of somebody, whose clock is the test's. */
  visit: (options?: VisitOptions) => Promise<Visitor>;
}

export const test = base.extend<Fixtures>({
  endpoint: [inject('browser'), { scope: 'file' }],
  template: [inject('template'), { scope: 'file' }],

  browser: [
    async ({ endpoint }, use) => {
      const browser = await chromium.connect(endpoint);
      await use(browser);
      await browser.close();
    },
    { scope: 'file' },
  ],

  arco: [
    async ({ template }, use) => {
      const arco = await Arco.start(template);
      await use(arco);
      await arco.stop();
    },
    { scope: 'file' },
  ],

  own: async ({ template }, use) => {
    const arco = await Arco.start(template);
    await use(arco);
    await arco.stop();
  },

  visit: async ({ browser }, use) => {
    const visitors: Visitor[] = [];
    await use(async (options) => {
      const visitor = await Visitor.open(browser, options);
      visitors.push(visitor);
      return visitor;
    });
    for (const visitor of visitors) await visitor.leave();
  },
});
