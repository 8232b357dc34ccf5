import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect } from 'vitest';
import { testApp } from '../test/app.ts';
import { test as base } from '../test/fixtures.ts';

const test = base.extend<{ folder: string }>({
  folder: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'arco-site-'));
    await mkdir(join(folder, 'dist/sdk/preset'), { recursive: true });
    await mkdir(join(folder, 'demo/portal'), { recursive: true });
    await mkdir(join(folder, 'demo/site'), { recursive: true });
    const written = {
      'dist/sdk/arco.js': 'loader',
      'dist/sdk/collect.js': 'collector',
      'dist/sdk/collect.js.br': 'compressed',
      'dist/sdk/core-ab0d1234.js': 'core',
      'dist/secret.txt': 'hidden words',
      'demo/portal/index.html': '<h1>Portal</h1>',
      'demo/site/index.html': '<h1>Site</h1>',
      'demo/site/manifest.webmanifest': '{}',
    };
    for (const [path, text] of Object.entries(written)) {
      await writeFile(join(folder, path), text);
    }
    await use(folder);
    await rm(folder, { recursive: true });
  },
});

const siteOf = (folder: string) => ({ dist: pathToFileURL(`${folder}/dist/`), demo: pathToFileURL(`${folder}/demo/`), version: '1.0.0' });

describe('the SDK', () => {
  test('is evergreen under v1, immutable under its version, and open to every page', async ({ database, folder }) => {
    const app = await testApp(database, { site: siteOf(folder) });
    const evergreen = await app.inject({ url: '/sdk/v1/arco.js' });
    expect(evergreen.headers).toMatchObject({ 'cache-control': 'public, max-age=600, stale-while-revalidate=86400', 'access-control-allow-origin': '*', 'cross-origin-resource-policy': 'cross-origin' });
    expect((await app.inject({ url: '/sdk/1.0.0/arco.js' })).headers['cache-control']).toContain('immutable');
    expect((await app.inject({ url: '/sdk/v1/core-ab0d1234.js' })).headers['cache-control']).toContain('immutable');
    expect((await app.inject({ url: '/sdk/2.0.0/arco.js' })).statusCode).toBe(404);
    await app.close();
  });

  test('gives the collector to pages of other sites, compressed beforehand, for ten minutes', async ({ database, folder }) => {
    const app = await testApp(database, { site: siteOf(folder) });
    const answer = await app.inject({ url: '/sdk/v1/collect.js', headers: { 'accept-encoding': 'br, gzip', origin: 'https://loja.example' } });
    expect(answer.body).toBe('compressed');
    expect(answer.headers).toMatchObject({
      'content-type': expect.stringContaining('javascript'),
      'content-encoding': 'br',
      'access-control-allow-origin': '*',
      'cross-origin-resource-policy': 'cross-origin',
      'cache-control': 'public, max-age=600, stale-while-revalidate=86400',
    });
    expect(answer.headers['set-cookie']).toBeUndefined();
    expect((await app.inject({ url: '/sdk/v1/collect.js' })).body).toBe('collector');
    await app.close();
  });

  test('gives no file outside its folder', async ({ database, folder }) => {
    const app = await testApp(database, { site: siteOf(folder) });
    for (const path of ['../secret.txt', '..%2fsecret.txt', '%2e%2e/secret.txt', '..\\secret.txt', 'preset/../../secret.txt']) {
      const answer = await app.inject({ url: `/sdk/v1/${path}` });
      expect(answer.body, path).not.toContain('hidden words');
      expect(answer.statusCode, path).toBeGreaterThanOrEqual(400);
    }
    await app.close();
  });

  test('has a preset made once, whatever the order of its modules', async ({ database, folder }) => {
    const made: string[][] = [];
    const makePreset = async (names: string[]) => {
      made.push(names);
      if (names.includes('nothing')) return false;
      await writeFile(join(folder, 'dist/sdk/preset/goals+metrics.js'), 'both');
      return true;
    };
    const app = await testApp(database, { site: { ...siteOf(folder), makePreset } });
    expect((await app.inject({ url: '/sdk/v1/preset/metrics+goals.js' })).body).toBe('both');
    expect((await app.inject({ url: '/sdk/1.0.0/preset/goals+metrics.js' })).body).toBe('both');
    expect((await app.inject({ url: '/sdk/v1/preset/nothing.js' })).statusCode).toBe(404);
    expect(made).toEqual([['metrics', 'goals'], ['nothing']]);
    await app.close();
  });
});

test('our own pages run nothing that is not theirs, and stand in no frame', async ({ database, folder }) => {
  const app = await testApp(database, { site: siteOf(folder) });
  for (const [url, said] of [['/', 'Site'], ['/portal/', 'Portal']] as const) {
    const page = await app.inject({ url });
    expect(page.body, url).toContain(said);
    expect(page.headers['content-security-policy'], url).toMatch(/default-src 'none'.*frame-ancestors 'none'/);
    expect(page.headers['content-security-policy'], url).not.toContain('unsafe');
  }
  expect((await app.inject({ url: '/manifest.webmanifest' })).headers['content-type']).toContain('application/manifest+json');
  expect((await app.inject({ url: '/nowhere' })).statusCode).toBe(404);
  await app.close();
});
