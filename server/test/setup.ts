import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import type { TestProject } from 'vitest/node';
import { connect } from '../core/db.ts';
import { migrate } from '../core/migrate.ts';
import { findInstalledPostgres, startPostgres } from '../postgres/embedded.ts';

declare module 'vitest' {
  interface ProvidedContext {
    ownerUrl: string;
    template: string;
  }
}

/** Starts a PostgreSQL and migrates one database. Each test file copies it, which takes milliseconds. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = await mkdtemp(join(tmpdir(), 'arco-test-'));
  const binDir = project.name === 'postgres-15' ? findInstalledPostgres(15) : undefined;
  const server = await startPostgres({
    dataDir,
    ...(binDir ? { binDir } : {}),
    // The cluster is thrown away: nothing of it needs to outlive a power cut.
    settings: { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '200' },
  });
  const template = 'test_template';
  const admin = postgres(server.url, { max: 1, onnotice: () => {} });
  await admin`create database ${admin(template)}`;
  const ownerUrl = withDatabase(server.url, template);
  const owner = connect(ownerUrl, { max: 2 });
  await migrate(owner, ownerUrl);
  await owner`create role app login password 'app' in role arco_service`;
  await owner`create role auth login password 'auth' in role arco_auth`;
  await owner.end();

  project.provide('ownerUrl', server.url);
  project.provide('template', template);
  return async () => {
    await admin.end();
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
}

export function withDatabase(url: string, database: string, role?: string): string {
  const result = new URL(url);
  result.pathname = database;
  if (role) {
    result.username = role;
    result.password = role;
  }
  return result.href;
}
