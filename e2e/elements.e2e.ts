import { readFileSync } from 'node:fs';
import { describe, expect } from 'vitest';
import type { Arco } from './support/arco.ts';
import { contrasts } from './support/contrast.ts';
import { states } from './support/states.ts';
import { test } from './support/test.ts';

interface PagesTool {
  /** Pages by file name, from the sources. */
  elementPages(): Promise<Map<string, string>>;
  committedPages(): Map<string, string>;
}

const root = new URL('../', import.meta.url);
const { elementPages, committedPages } = (await import(new URL('tools/element-pages.mjs', root).href)) as PagesTool;
const read = (path: string) => readFileSync(new URL(path, root), 'utf8');
const pages = committedPages();
const tags = [...pages.keys()].flatMap((file) => /^(arco-.+)\.md$/.exec(file)?.[1] ?? []);
const widgets = tags.filter((tag) => tag !== 'arco-provider');

test('docs/elements says what the sources say', async () => {
  const now = await elementPages();
  const message = 'the public surface has changed: run `node tools/element-pages.mjs`, and commit docs/elements if the change is meant';
  expect(Object.fromEntries(pages), message).toEqual(Object.fromEntries(now));
});

describe('the example of a page, pasted', () => {
  // Those for our own pages are pasted there: sign-in.e2e.ts.
  for (const tag of tags.filter((each) => !pages.get(`${each}.md`)!.includes('src="/sdk/'))) {
    test(tag, async ({ arco, visit }) => {
      const visitor = await visit();
      await visitor.goto(pasted(arco, tag));
      await visitor.ready();
      expect((await visitor.seen()).errors).toEqual([]);
    });
  }
});

describe('every part that is drawn is in its page', () => {
  for (const tag of widgets) {
    test(tag, async ({ arco, visit }) => {
      const body = states.map((state) => `<${tag} mock loading="eager" preview-state="${state}"></${tag}>`).join('');
      const visitor = await visit();
      await visitor.goto(arco.host.page({ body }).url);
      await visitor.page.waitForFunction(([name, count]) => document.querySelectorAll(`${name}[state]`).length === count, [tag, states.length] as const);
      await visitor.ready();
      const drawn = await visitor.page.evaluate(
        (name) => [...document.querySelectorAll(name)].flatMap(({ shadowRoot }) => [...shadowRoot!.querySelectorAll('[part]')].flatMap((element) => [...element.part])),
        tag,
      );
      expect(drawn).toContain('card');
      const told = [pages.get(`${tag}.md`)!, pages.get('README.md')!].flatMap((page) => partsOf(page));
      expect([...new Set(drawn)].filter((part) => !told.includes(part))).toEqual([]);
    });
  }
});

describe('docs/theming.md', () => {
  const theming = read('docs/theming.md');
  const themes = ['tokens', 'info', 'overlay'].map((file) => read(`widgets/core/theme/${file}.ts`)).join('\n');

  test('lists every token of a host with what it is by default', () => {
    const plain = [...themes.matchAll(/var\(--arco-([\w-]+), (?:light-dark\((#\w+), (#\w+)\)|(\d+px))\)/g)];
    expect(plain.length).toBeGreaterThan(25);
    for (const [, name, light, dark, size] of plain) expect(theming).toContain(size ? `| \`--arco-${name}\` | \`${size}\` |` : `| \`--arco-${name}\` | \`${light}\` | \`${dark}\` |`);
    const known = [...themes.matchAll(/--arco-[\w-]+/g), '--arco-font-family'].map(String);
    const listed = [...theming.matchAll(/^\| `(--arco-[\w-]+)`/gm)].map(([, name]) => name!);
    expect(listed.toSorted()).toEqual([...new Set(known)].toSorted());
  });

  test('has a name in setAppearance for each of them', () => {
    const names = [...read('widgets/appearance.ts').matchAll(/^ {2}(\w+)\?: string;/gm)].map(([, name]) => `--arco-${name!.replace(/[A-Z]|\d/g, (letter) => `-${letter.toLowerCase()}`)}`);
    const listed = [...theming.matchAll(/^\| `(--arco-[\w-]+)`/gm)].map(([, name]) => name!);
    expect(names.toSorted()).toEqual(listed.toSorted());
  });

  test('promises of the accent hold for any', async ({ arco, visit }) => {
    const body = ['light', 'dark'].map((theme) => `<arco-goals theme="${theme}" mock loading="eager"></arco-goals>`).join('');
    const visitor = await visit();
    await visitor.goto(arco.host.page({ body }).url);
    await visitor.all('ready');
    const least = await visitor.page.evaluate(contrasts);
    expect(least.accents).toBe(504);
    expect(least.text, 'letters on every surface').toBeGreaterThanOrEqual(4.5);
    expect(least.ink, 'letters on the accent').toBeGreaterThanOrEqual(4.5);
    expect(least.series, 'the first series on a card').toBeGreaterThanOrEqual(3);
  });
});

/** The address of a host's page with what the element's page says to paste. */
function pasted(arco: Arco, tag: string): string {
  const [, example = ''] = /```html\n([^]*?)```/.exec(pages.get(`${tag}.md`)!) ?? [];
  const local = example.replaceAll(/https:\/\/(?:widgets\.)?arco\.example/g, arco.url).replaceAll('"/arco-token"', '"arco-token"');
  const [, head, body] = /^(<script[^]*?<\/script>)([^]*)$/.exec(local)!;
  return arco.host.page({ head: head!, body: body! }).url;
}

function partsOf(page: string): string[] {
  const [, section = ''] = /#+ Parts\n([^#]*)/.exec(page) ?? [];
  return [...section.matchAll(/^\| `([\w-]+)`/gm)].map(([, name]) => name!);
}
