import { globSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const source = (file: string) => readFileSync(new URL(file, import.meta.url), 'utf8');
const page = source('index.html');
const named = (attribute: string) => [...page.matchAll(new RegExp(`\\s${attribute}="([^"]*)"`, 'g'))].map(([, value]) => value!);

interface Texts {
  page?: Record<string, string>;
  problems: Record<string, string>;
}

// The portal is served as it is written, in JavaScript.
const { texts } = (await import(new URL('texts.js', import.meta.url).href)) as { texts: { pt: Texts; en: Required<Texts>; es: Required<Texts> } };
const { writeDays, writeToday } = (await import(new URL('dates.js', import.meta.url).href)) as {
  writeDays: (range: { from: string; to: string }, today: string, language: string) => string;
  writeToday: (day: string, language: string) => string;
};

test('the page runs under its policy: nothing inline', () => {
  expect(page).not.toMatch(/<style|\sstyle=|\son\w+=|javascript:/);
  expect([...page.matchAll(/<script(?![^>]*\ssrc=)/g)]).toEqual([]);
});

describe('nothing is waited for that could have been asked for at once', () => {
  const scripts = [...page.matchAll(/<script [^>]*src="([\w-]+\.js)"/g)].map(([, file]) => file!);
  const preset = page.match(/<script [^>]*src="([^"]*\/preset\/([\w+-]+)\.js)"/) ?? [];

  test('every file that a script imports is asked for with the page', () => {
    const early = [...page.matchAll(/<link rel="modulepreload" href="([\w-]+\.js)"/g)].map(([, file]) => file!);
    const made = new Set(scripts);
    for (const file of made) for (const [, part] of source(file).matchAll(/from '\.\/([\w-]+\.js)'/g)) made.add(part!);
    expect([...early, ...scripts].toSorted()).toEqual([...made].toSorted());
  });

  test('the widgets are one file: exactly the modules of those on the page', () => {
    const modules = new Map(globSync('widgets/*/*.ts').flatMap((path) => [...readFileSync(path, 'utf8').matchAll(/readonly tag = '([\w-]+)'/g)].map(([, tag]) => [tag!, path.split('/')[1]!])));
    // Few people see several clients: what they choose one with comes by itself.
    const shown = new Set([...page.matchAll(/<(arco-[a-z-]+)/g)].filter(([, tag]) => tag !== 'arco-client-switcher').map(([, tag]) => modules.get(tag!)));
    expect(preset[2]?.split('+')).toEqual([...shown].toSorted());
  });

  test('the period is known before the widgets ask, and everything else comes after them', () => {
    const order = [...page.matchAll(/<script [^>]*src="([^"]+)"/g)].map(([, file]) => file);
    expect(order).toEqual(['early.js', 'range.js', preset[1], 'portal.js']);
  });
});

test('every link leads somewhere on the page', () => {
  const links = [...page.matchAll(/<a [^>]*href="(#[^"]*)"/g)].map(([, href]) => href!);
  expect(links.length).toBeGreaterThan(8);
  for (const href of links) expect(named('id'), href).toContain(href.slice(1));
});

describe.each(['en', 'es'] as const)('in %s', (language) => {
  test('says everything that it says in Portuguese, and nothing else', () => {
    const wanted = new Set([...named('data-text'), ...named('data-label')]);
    expect(new Set(Object.keys(texts[language].page))).toEqual(wanted);
    expect(Object.keys(texts[language].problems)).toEqual(Object.keys(texts.pt.problems));
  });
});

describe('days are written as the widgets write them', () => {
  test.each([
    ['2026-11-01', '2026-11-23', 'pt-BR', '1–23 nov.'],
    ['2026-10-24', '2026-11-22', 'pt-BR', '24 out.–22 nov.'],
    ['2014-09-14', '2014-12-31', 'pt-BR', '14 set.–31 dez. 2014'],
    ['2026-11-01', '2026-11-23', 'en', 'Nov 1–23'],
    ['2026-11-01', '2026-11-23', 'es', '1–23 nov'],
  ])('%s to %s in %s', (from, to, language, written) => {
    expect(writeDays({ from, to }, '2026-11-23', language)).toBe(written);
  });

  test('today is a sentence', () => {
    expect(writeToday('2026-11-23', 'pt-BR')).toBe('Segunda, 23 de novembro.');
    expect(writeToday('2026-11-28', 'pt-BR')).toBe('Sábado, 28 de novembro.');
  });
});
