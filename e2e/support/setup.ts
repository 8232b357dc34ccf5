import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import postgres from 'postgres';
import type { TestProject } from 'vitest/node';
import { seedDemo } from '../../demo/seed/seed.ts';
import { connect } from '../../server/core/db.ts';
import { migrate } from '../../server/core/migrate.ts';
import { startPostgres } from '../../server/postgres/embedded.ts';
import { buildSdk, isSdkBuilt, partnerBuild } from '../../server/run/site.ts';
import { withDatabase } from '../../server/test/setup.ts';
import { launchOptions } from './browser.ts';
import { start } from './time.ts';

declare module 'vitest' {
  interface ProvidedContext {
    ownerUrl: string;
    template: string;
    browser: string;
  }
}

/** What every file shares: the SDK as built, a database with the demo to copy, and a browser. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  if (!(await isSdkBuilt())) await buildSdk();
  await (await partnerBuild())?.();
  const browser = await chromium.launchServer(await launchOptions());
  const dataDir = await mkdtemp(join(tmpdir(), 'arco-e2e-'));
  const server = await startPostgres({
    dataDir,
    // The cluster is thrown away: nothing of it needs to outlive a power cut.
    settings: { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '200' },
  });
  const admin = postgres(server.url, { max: 1, onnotice: () => {} });
  await makeTemplate(server.url, admin, 'demo');

  project.provide('ownerUrl', server.url);
  project.provide('template', 'demo');
  project.provide('browser', browser.wsEndpoint());
  return async () => {
    await browser.close();
    await admin.end();
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
}

async function makeTemplate(url: string, admin: postgres.Sql, name: string): Promise<void> {
  await admin`create database ${admin(name)}`;
  const owner = connect(withDatabase(url, name), { max: 2 });
  await migrate(owner, withDatabase(url, name));
  await owner`create role app login password 'app' in role arco_service`;
  await owner`create role auth login password 'auth' in role arco_auth`;
  const service = connect(withDatabase(url, name, 'app'), { max: 2 });
  await seedDemo({ owner, service, now: start, log: () => {} });
  // What was sown is no news to who opens a page.
  await owner`truncate changes`;
  await Promise.all([owner.end(), service.end()]);
}
