import type { Browser } from 'playwright-core';
import { compare, medianOf } from './compare.ts';
import { startArco, type BenchedArco } from './page/arco.ts';
import { openBrowser } from './page/browser.ts';
import { hold, type Held } from './page/hold.ts';

/** Elements for our own pages alone. */
const ownPages = ['arco-login', 'arco-account', 'arco-client-switcher', 'arco-members', 'arco-keys'];
const RUNS = 5;
const CYCLES = 100;

/**
 * What a page still holds after a widget was mounted and unmounted a hundred times, against the same page left alone.
 * After a garbage collection; on example data and on the server's. A ratio of 1 is a page that keeps nothing. A few
 * hundred bytes a mount are code that the browser still compiles: over a thousand mounts they are a fifth of that. Nodes
 * and listeners are what a leak would show in.
 */
export default async function memory(): Promise<void> {
  const arco = await startArco();
  const browser = await openBrowser();
  try {
    // What signs people in has nobody to ask on another site.
    for (const tag of arco.widgets) for (const mock of ownPages.includes(tag) ? [true] : [true, false]) await measure(arco, browser, tag, mock);
  } finally {
    await browser.close();
    await arco.stop();
  }
}

async function measure(arco: BenchedArco, browser: Browser, tag: string, mock: boolean): Promise<void> {
  console.log(` <${tag}>, ${mock ? 'example data' : 'data of the server'}`);
  const { url } = arco.host.page({ body: '' });
  const growths: Held[] = [];
  await compare(
    {
      name: `heap after ${CYCLES} mounts`,
      run: async () => {
        const { before, after } = await hold(browser, { url, tag, mock, cycles: CYCLES });
        growths.push({ bytes: after.bytes - before.bytes, nodes: after.nodes - before.nodes, listeners: after.listeners - before.listeners });
        return after.bytes / 1e6;
      },
    },
    { name: 'heap of the page left alone', run: async () => (await hold(browser, { url, tag, mock, cycles: 0 })).after.bytes / 1e6 },
    { runs: RUNS, unit: ' MB', better: 'lower' },
  );
  const perCycle = (key: keyof Held) => medianOf(growths.map((growth) => growth[key])) / CYCLES;
  console.log(`  a mount leaves ${perCycle('bytes').toFixed(0)} bytes, ${perCycle('nodes').toFixed(2)} nodes, ${perCycle('listeners').toFixed(2)} listeners`);
}
