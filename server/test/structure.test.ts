import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const root = new URL('../../', import.meta.url);
const folders = (path: string, ...shared: string[]) =>
  readdirSync(new URL(path, root), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !shared.includes(entry.name))
    .map((entry) => entry.name);
const files = (path: string) => readdirSync(new URL(path, root));
/** Widgets that speak with server/auth and no router. */
const signIn = ['login', 'client-switcher', 'account'];
const text = (path: string) => readFileSync(new URL(path, root), 'utf8');

describe.each(folders('widgets', 'core', 'test', 'ui'))('widgets/%s', (name) => {
  test('has its class, styles, texts and test', () => {
    expect(files(`widgets/${name}`)).toEqual(
      expect.arrayContaining(['ts', 'styles.ts', 'texts.ts', 'test.ts'].map((role) => `${name}.${role}`)),
    );
  });

  test('is listed in widgets/modules.ts', () => {
    expect(text('widgets/modules.ts')).toContain(`'./${name}/${name}.ts'`);
  });

  test('shows what a server module of the same name serves, or signs people in', () => {
    expect([...folders('server/modules'), ...signIn]).toContain(name);
  });
});

describe.each(folders('server/modules'))('server/modules/%s', (name) => {
  test('has its schema, router and test, and queries unless it has no table of its own', () => {
    const ofTables = name === 'changes' ? [] : ['queries.ts'];
    expect(files(`server/modules/${name}`)).toEqual(
      expect.arrayContaining(['schema.ts', ...ofTables, 'router.ts', 'pg.test.ts'].map((role) => `${name}.${role}`)),
    );
  });

  test('is mounted in server/router.ts', () => {
    expect(text('server/router.ts')).toContain(`'./modules/${name}/${name}.router.ts'`);
  });
});

test('only the entry of the server reads the environment', () => {
  const readers = sources('server').filter(
    ([file, source]) => !/test\.ts$|\/test\//.test(file) && /process\.env\b(?!\['PATH'\])/.test(source),
  );
  expect(readers.map(([file]) => file)).toEqual(['server/main.ts']);
});

function sources(folder: string): [string, string][] {
  return (readdirSync(new URL(folder, root), { recursive: true }) as string[])
    .filter((file) => file.endsWith('.ts'))
    .map((file) => [`${folder}/${file}`, text(`${folder}/${file}`)]);
}
