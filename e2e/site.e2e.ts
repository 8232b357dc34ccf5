import { describe, expect } from 'vitest';
import { expectAccessible } from './support/axe.ts';
import { test } from './support/test.ts';
import type { Visitor } from './support/visitor.ts';

const samples = 'arco-score, arco-actions, arco-goals, arco-metric';
const screens = ['light', 'dark'].flatMap((colorScheme) => [360, 1280].map((width) => ({ width, colorScheme: colorScheme as 'light' | 'dark' })));

/** Reads the page as somebody who scrolls to its foot, until every widget is there. */
async function read(visitor: Visitor, url: string): Promise<void> {
  await visitor.goto(`${url}/`);
  for (const widget of await visitor.page.locator(samples).all()) {
    await widget.scrollIntoViewIfNeeded();
    await visitor.state(widget, 'ready');
  }
}

const overflow = () => document.documentElement.scrollWidth - document.documentElement.clientWidth;

describe.each(screens)('$colorScheme, $width pixels', ({ width, colorScheme }) => {
  test('nothing to scroll sideways, nothing moves, and axe finds nothing', async ({ arco, visit }) => {
    const visitor = await visit({ viewport: { width, height: 900 }, colorScheme });
    await read(visitor, arco.url);
    expect(await visitor.page.evaluate(overflow)).toBeLessThanOrEqual(0);
    expect((await visitor.seen()).shifts).toEqual([]);
    await expectAccessible(visitor.page, 'site');
  });
});

test('shows examples, says so, and asks for nobody\'s data', async ({ arco, visit }) => {
  const visitor = await visit();
  await read(visitor, arco.url);
  const widgets = await visitor.page.locator(samples).all();
  expect(widgets.length).toBeGreaterThan(4);
  for (const widget of widgets) {
    expect(await widget.getAttribute('mock')).toBe('');
    const figure = widget.locator('xpath=ancestor::figure[1]');
    expect(await figure.locator('figcaption').innerText()).toContain('Dados de exemplo');
  }
  expect(visitor.requests.filter((request) => request.url().includes('/api/'))).toEqual([]);
  expect(await visitor.context.cookies()).toEqual([]);
  expect(await visitor.page.evaluate(() => [localStorage.length, sessionStorage.length])).toEqual([0, 0]);
});

test('is read without scripts: every widget has words in its place, and no hole', async ({ arco, visit }) => {
  const { page } = await visit({ javaScriptEnabled: false, viewport: { width: 360, height: 900 } });
  await page.goto(`${arco.url}/`);
  const widgets = await page.locator(samples).all();
  expect(widgets.length).toBeGreaterThan(4);
  for (const widget of widgets) {
    const words = widget.locator('[slot=fallback]');
    expect((await words.innerText()).length).toBeGreaterThan(40);
    const [around, inside] = [await widget.boundingBox(), await words.boundingBox()];
    expect(around!.height - inside!.height).toBeLessThan(60);
  }
  await page.getByRole('link', { name: 'Entrar no portal' }).first().click();
  expect(new URL(page.url()).pathname).toBe('/portal/entrar/');
});

test('every link leads somewhere', async ({ arco, visit }) => {
  const { page } = await visit();
  await page.goto(`${arco.url}/`);
  const links = await page.locator('a[href], link[href]').evaluateAll((found) => found.map((link) => link.getAttribute('href')!));
  expect(links.length).toBeGreaterThan(10);
  for (const link of new Set(links)) {
    if (link.startsWith('#')) expect(await page.locator(link).count(), link).toBe(1);
    else expect((await fetch(new URL(link, arco.url))).status, link).toBe(200);
  }
});

test('can be installed: a manifest whose icons are as large as it says', async ({ arco, visit }) => {
  const visitor = await visit();
  const { page } = visitor;
  for (const path of ['/', '/portal/', '/portal/entrar/']) {
    await visitor.goto(`${arco.url}${path}`);
    const href = await page.locator('link[rel=manifest]').getAttribute('href');
    expect(href, path).toBe('/manifest.webmanifest');
  }
  const manifest = (await (await fetch(`${arco.url}/manifest.webmanifest`)).json()) as {
    start_url: string;
    icons: { src: string; sizes: string; purpose?: string }[];
    shortcuts: { url: string }[];
  };
  expect(manifest.icons.map(({ sizes, purpose = 'any' }) => `${sizes} ${purpose}`)).toEqual(['192x192 any', '512x512 any', '512x512 maskable']);
  for (const { src, sizes } of manifest.icons) {
    const image = Buffer.from(await (await fetch(new URL(src, arco.url))).arrayBuffer());
    expect(`${image.readUInt32BE(16)}x${image.readUInt32BE(20)}`, src).toBe(sizes);
  }
  await page.goto(`${arco.url}${manifest.start_url}`);
  for (const { url } of manifest.shortcuts) expect(await page.locator(new URL(url, arco.url).hash).count(), url).toBe(1);
});
