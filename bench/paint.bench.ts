import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { cookiesOf, type SignedInCookie } from '../e2e/support/session.ts';
import { compare, medianOf } from './compare.ts';
import { startArco, type BenchedArco } from './page/arco.ts';
import { loadCold, openBrowser, type Load } from './page/browser.ts';
import type { Until } from './page/observe.ts';
import { pageData } from './page/recharts/data.ts';
import { bundle } from './page/recharts/bundle.mjs';
import { serveStatic } from './page/static.ts';

const RUNS = 7;

/**
 * Milliseconds until a page is painted, nothing cached, on a slow network and a slow processor. One figure with its data
 * against Shoelace's card, which has none to fetch; the portal against a page of React and recharts whose data is in its
 * document. Budgets: 1.0 s for the figure, 50 ms of blocking for each widget, no layout shift, 4 requests, 20 KB.
 */
export default async function paint(): Promise<void> {
  console.log('  150 ms, 1.6 Mbit/s, a processor 4 times slower, nothing cached');
  const arco = await startArco();
  const browser = await openBrowser();
  try {
    console.log(' one figure');
    await figure(arco, browser);
    console.log(' portal');
    await portal(arco, browser);
  } finally {
    await browser.close();
    await arco.stop();
  }
}

async function figure(arco: BenchedArco, browser: Browser): Promise<void> {
  const { url } = arco.host.page({ body: '<arco-metric metric="revenue"></arco-metric>' });
  const shoelace = await serveStatic(
    (files) => `<!doctype html>
      <html lang="pt-BR">
        <head>
          <meta charset="utf-8">
          <title>Loja</title>
          <link rel="stylesheet" href="${files}/files/cdn/themes/light.css">
          <script type="module" src="${files}/files/cdn/shoelace-autoloader.js"></script>
        </head>
        <body><sl-card><strong slot="header">Receita</strong> R$ 43,2 mil</sl-card></body>
      </html>`,
    fileURLToPath(new URL('../node_modules/@shoelace-style/shoelace/', import.meta.url)),
  );
  try {
    await contest(browser, { name: '<arco-metric>, token and data', url, until: { widgets: arco.widgets } }, { name: '<sl-card>, no data', url: shoelace.url, until: { defined: 'sl-card' } });
  } finally {
    await shoelace.close();
  }
}

async function portal(arco: BenchedArco, browser: Browser): Promise<void> {
  const data = JSON.stringify(await pageData(arco)).replaceAll('<', '\\u003c');
  const folder = await mkdtemp(join(tmpdir(), 'arco-bench-recharts-'));
  await bundle(folder);
  const recharts = await serveStatic(
    (files) => `<!doctype html>
      <html lang="pt-BR">
        <head>
          <meta charset="utf-8">
          <title>Portal</title>
          <script type="module" src="${files}/files/app.js"></script>
        </head>
        <body><div id="app"></div><script type="application/json" id="data">${data}</script></body>
      </html>`,
    folder,
  );
  try {
    const ours = { name: 'portal, widgets above the fold, token and data', url: `${arco.url}/portal/`, until: { widgets: arco.widgets }, cookies: await cookiesOf(arco.url, 'cliente@moda.example') };
    await contest(browser, ours, { name: 'React + recharts, data inline', url: recharts.url, until: { drawn: '.recharts-line-curve' } });
  } finally {
    await recharts.close();
    await rm(folder, { recursive: true });
  }
}

interface Page {
  name: string;
  url: string;
  until: Until;
  /** Of who reads it. */
  cookies?: SignedInCookie[];
}

async function contest(browser: Browser, ours: Page, reference: Page): Promise<void> {
  const loads = new Map<Page, Load[]>([
    [ours, []],
    [reference, []],
  ]);
  // What is made when it is first asked for, such as a preset or a compressed file, is made before.
  for (const { url, until, cookies } of loads.keys()) await loadCold(browser, url, until, cookies);
  const contestant = (page: Page) => ({
    name: page.name,
    run: async () => {
      const load = await loadCold(browser, page.url, page.until, page.cookies);
      loads.get(page)!.push(load);
      return load.at;
    },
  });
  await compare(contestant(ours), contestant(reference), { runs: RUNS, unit: ' ms', better: 'lower' });
  for (const [{ name }, all] of loads) {
    const median = (key: keyof Load) => medianOf(all.map((load) => load[key]));
    const facts = [`${median('blocking').toFixed(0)} ms blocked`, `layout shift ${median('shift').toFixed(3)}`, `${median('requests')} requests`, `${(median('bytes') / 1000).toFixed(1)} KB`];
    console.log(`  ${name}: ${facts.join(', ')}`);
  }
}
