import { readFileSync } from 'node:fs';
import { describe, expect } from 'vitest';
import type { Arco } from './support/arco.ts';
import { test } from './support/test.ts';
import { widgets, type Visitor } from './support/visitor.ts';

const token = { scopes: ['score:read', 'actions:read', 'actions:write', 'goals:read', 'goals:write', 'metrics:read'] };
// Eager: a host's styles move the last of them out of the viewport's neighbourhood.
const body = `<div class="box">
  <arco-goals theme="light" loading="eager"></arco-goals><arco-goals theme="dark" loading="eager"></arco-goals><arco-metric metric="revenue" loading="eager"></arco-metric>
  <arco-score loading="eager"></arco-score><arco-actions theme="light" loading="eager"></arco-actions><arco-actions theme="dark" loading="eager"></arco-actions>
</div>`;
// What a host decides on purpose is the same on both pages: where the widgets stand, and in which font.
const frame = '.box { display: block !important; position: absolute !important; inset-inline-start: 20px; inset-block-start: 200px; inline-size: 400px !important; --arco-font-family: sans-serif }';

const hostile: Record<string, string> = {
  "the demo's reset": readFileSync(new URL('../demo/partner/pages/reset.css', import.meta.url), 'utf8'),
  'a reset of every property that is inherited': `
    body * { color: red !important; line-height: 3 !important; letter-spacing: .3em !important; word-spacing: 1em !important; text-transform: uppercase !important;
      text-align: end !important; font-style: italic !important; font-weight: 900 !important; font-size: 31px !important; font-variant: small-caps !important; text-indent: 2em !important;
      white-space: pre !important; text-shadow: 1px 1px red !important; visibility: visible; cursor: wait !important; list-style: square !important; border-collapse: collapse; quotes: none }
    body *, body *::before { box-sizing: content-box !important; }`,
  'names that widgets use inside': `
    .btn, .card, .chip, .split, .q, .b, .small, .state, .ico, .foot, .end, .field, .in { display: none !important; position: fixed !important; transform: rotate(9deg) !important }
    [part], h3, ul, li, p, button, svg, header, article, dialog, small { display: none !important; margin: 50px !important; float: right !important }`,
};

/** Where everything inside the widgets is and how it looks, relative to its widget. */
async function drawing(arco: Arco, visitor: Visitor, style: string): Promise<string[]> {
  await visitor.goto(arco.host.page({ body, token, style: `${style}\n${frame}` }).url);
  await visitor.all('ready');
  return visitor.page.locator(widgets).evaluateAll((found) => {
    const lines: string[] = [];
    const walk = (root: ParentNode, { left, top }: DOMRect): void => {
      for (const element of root.children) {
        const rect = element.getBoundingClientRect();
        // What is for screen readers alone is nowhere in particular.
        if (getComputedStyle(element).clipPath !== 'none') continue;
        const { color, fontSize, fontWeight, lineHeight, letterSpacing, textTransform, fill } = getComputedStyle(element);
        const place = [rect.left - left, rect.top - top, rect.width, rect.height].map((length) => Math.round(length * 10) / 10).join(' ');
        if (rect.width > 0) lines.push(`${element.localName}.${element.getAttribute('part') ?? ''} ${place} ${color} ${fontSize} ${fontWeight} ${lineHeight} ${letterSpacing} ${textTransform} ${fill}`);
        walk(element, { left, top } as DOMRect);
        if (element.shadowRoot) walk(element.shadowRoot, { left, top } as DOMRect);
      }
    };
    for (const widget of found) walk(widget.shadowRoot!, widget.getBoundingClientRect());
    return lines;
  });
}

/** Says the first differences only: all of them would fill the screen. */
function expectSame(drawn: string[], plain: string[]): void {
  expect(drawn.length).toBe(plain.length);
  const changed = plain.flatMap((line, index) => (drawn[index] === line ? [] : [`${line}  became  ${drawn[index]}`]));
  expect({ changed: changed.length, first: changed.slice(0, 4) }).toEqual({ changed: 0, first: [] });
}

describe("a host's styles do not reach into widgets", () => {
  for (const [name, style] of Object.entries(hostile)) {
    test(name, async ({ arco, visit }) => {
      const visitor = await visit();
      const plain = await drawing(arco, visitor, '');
      expect(plain.length).toBeGreaterThan(50);
      expectSame(await drawing(arco, visitor, style), plain);
    });
  }

  test('whatever the size of its root font', async ({ arco, visit }) => {
    const visitor = await visit();
    const plain = await drawing(arco, visitor, '');
    for (const size of [1, 8, 10, 20]) expectSame(await drawing(arco, visitor, `:root { font-size: ${size}px }`), plain);
  });
});

test("widgets leave the host's own page as it was", async ({ arco, visit }) => {
  const sample = `<section class="card"><p class="small">Texto <b>forte</b> <small>miúdo</small></p><button class="btn">Botão</button><input value="1"><ul><li>Um</li></ul>
    <table><tr><th>A</th><td>1</td></tr></table><svg class="i" viewBox="0 0 20 20"><path d="M0 0h9"/></svg><dialog open>Aviso</dialog></section>`;
  const look = async (visitor: Visitor) =>
    visitor.page.evaluate(() =>
      [...document.querySelectorAll('html, body, h1, h2, .card, .card *')].map((element) => {
        const style = getComputedStyle(element);
        return `${element.localName} ${[...style].filter((property) => !/^(block|inline)-size$|^(height|width)$|origin/.test(property)).map((property) => `${property}: ${style.getPropertyValue(property)}`).join('; ')}`;
      }),
    );
  const visitor = await visit();
  await visitor.goto(arco.host.page({ body: sample, head: '' }).url);
  const before = await look(visitor);
  await visitor.goto(arco.host.page({ body: `${sample}<arco-score loading="eager"></arco-score><arco-actions loading="eager"></arco-actions><arco-goals loading="eager"></arco-goals><arco-metric loading="eager"></arco-metric>` }).url);
  await visitor.all('ready');
  await visitor.page.locator('arco-goals').getByRole('button', { name: /^Como sabemos/ }).click();
  await visitor.page.getByRole('dialog', { name: 'Como sabemos' }).waitFor();
  expect(await look(visitor)).toEqual(before);

  const left = await visitor.page.evaluate(() => ({
    sheets: document.styleSheets.length,
    rules: document.adoptedStyleSheets.flatMap(({ cssRules }) => [...cssRules].map(({ cssText }) => cssText)).filter((rule) => !/^arco-[a-z-]+:not\(:defined\)/.test(rule)),
    globals: Object.keys(window).filter((name) => /arco|trpc|uplot/i.test(name)),
    styled: document.querySelectorAll('style, [style]').length,
  }));
  expect(left).toEqual({ sheets: 0, rules: [], globals: [], styled: 0 });
});

test('a host sets the accent and the shape, and its own colours are used', async ({ arco, visit }) => {
  const visitor = await visit();
  await visitor.goto(arco.host.page({ body: '<arco-goals></arco-goals>', style: 'arco-goals { --arco-radius-l: 0px; --arco-surface: rgb(1, 2, 3) }', token }).url);
  await visitor.all('ready');
  const card = visitor.page.locator('arco-goals [part=card]');
  expect(await card.evaluate((element) => [getComputedStyle(element).borderRadius, getComputedStyle(element).backgroundColor])).toEqual(['0px', 'rgb(1, 2, 3)']);
});
