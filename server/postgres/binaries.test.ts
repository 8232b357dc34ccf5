import { mkdir, mkdtemp, readlink, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { bundledPostgres, findInstalledPostgres, healSymlinks, versionOf } from './binaries.ts';

describe('healSymlinks', () => {
  let root: string;
  const lib = (name: string) => join(root, 'native', 'lib', name);

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'arco-binaries-'));
    await mkdir(join(root, 'native', 'lib'), { recursive: true });
    const link = (target: string) => ({ source: 'native/lib/libpq.so.5.18', target: `native/lib/${target}` });
    await writeFile(join(root, 'native', 'pg-symlinks.json'), JSON.stringify([link('libpq.so'), link('libpq.so.5')]));
    await writeFile(lib('libpq.so.5.18'), 'library');
  });
  afterEach(() => rm(root, { recursive: true, force: true }));

  test('makes the links that a blocked install script left out, relative, so that the folder can move', async () => {
    healSymlinks(root);
    healSymlinks(root);
    expect(await readlink(lib('libpq.so'))).toBe('libpq.so.5.18');
    expect(await readlink(lib('libpq.so.5'))).toBe('libpq.so.5.18');
  });

  test('replaces one that leads nowhere', async () => {
    await symlink('libpq.so.4', lib('libpq.so'));
    healSymlinks(root);
    expect(await readlink(lib('libpq.so'))).toBe('libpq.so.5.18');
  });
});

test('the PostgreSQL that npm brought runs here', () => {
  expect(versionOf(bundledPostgres())).toMatch(/^18\./);
});

test('binaries that do not run are refused with what to do instead', () => {
  expect(() => versionOf('/nowhere/bin')).toThrow(/\/nowhere\/bin does not run on this system.+DATABASE_URL=/s);
});

test('a version that is not installed is not found', () => {
  expect(findInstalledPostgres(9)).toBeUndefined();
});
