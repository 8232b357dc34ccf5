import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';
import { findInstalledPostgres } from './server/postgres/binaries.ts';

const database = (name: string, exclude: string[] = []): TestProjectInlineConfiguration => ({
  test: {
    name,
    include: ['server/**/*.pg.test.ts', 'demo/**/*.pg.test.ts'],
    exclude: ['**/node_modules/**', ...exclude],
    globalSetup: ['server/test/setup.ts'],
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
});

const has15 = findInstalledPostgres(15) !== undefined;
if (!has15) process.stderr.write('PostgreSQL 15 is not installed here: the database tests run on the embedded 18 alone\n');

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['{server,demo,bench}/**/*.test.ts'],
          exclude: ['**/*.pg.test.ts', '**/node_modules/**'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      database('postgres-18'),
      // Killing servers and databases takes its time, and says nothing new on another version.
      ...(has15 ? [database('postgres-15', ['server/collect/durability.pg.test.ts'])] : []),
    ],
  },
});
