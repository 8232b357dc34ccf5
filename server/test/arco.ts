import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { vi } from 'vitest';
import { test as base, type TestDatabase } from './fixtures.ts';
import { runCommand } from '../cli/run.ts';

export const secret = 'k3R9vWq2LxT7mB4nZc8JdY1hPs6FgUaE';
export const publicUrl = 'https://widgets.arco.example';

export interface Outcome {
  code: number;
  out: string;
  err: string;
  json(): Record<string, unknown> & { error: { reason: string; message: string; fields?: { path: string; expected: string }[] } };
}

export interface Arco {
  (...args: string[]): Promise<Outcome>;
  /** With a text on standard input. */
  fed(input: string, ...args: string[]): Promise<Outcome>;
  /** With another environment than that of the test's database. */
  in(environment: Record<string, string | undefined>, ...args: string[]): Promise<Outcome>;
}

interface Fixtures {
  /** A folder of the test's own. */
  folder: string;
  /** Writes a text to a file, and answers its path. */
  file: (text: string) => Promise<string>;
  environment: Record<string, string>;
  /** Runs a command of the command line. */
  arco: Arco;
  /** Of a client that was just made. */
  slug: string;
}

export const test = base.extend<Fixtures>({
  folder: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'arco-cli-'));
    await use(folder);
    await rm(folder, { recursive: true, force: true });
  },
  file: async ({ folder }, use) => {
    await use(async (text) => {
      const path = join(folder, `${randomUUID()}.csv`);
      await writeFile(path, text);
      return path;
    });
  },
  environment: async ({ database, folder }, use) => use(environmentOf(database, folder)),
  arco: async ({ environment }: Pick<Fixtures, 'environment'>, use: (arco: Arco) => Promise<void>) => {
    await use(commandLine(environment));
  },
  slug: async ({ arco }, use) => {
    const slug = `c-${randomUUID()}`;
    await arco('client', 'create', slug, '--name', 'Moda Viva');
    await use(slug);
  },
});

function commandLine(environment: Record<string, string>): Arco {
  const fed = async (input: string, ...args: string[]) => {
    const stdin = vi.spyOn(process, 'stdin', 'get').mockReturnValue(Readable.from([input]) as typeof process.stdin);
    return run(args, environment).finally(() => stdin.mockRestore());
  };
  return Object.assign((...args: string[]) => run(args, environment), { fed, in: (other: Record<string, string | undefined>, ...args: string[]) => run(args, other) });
}

function environmentOf({ url }: TestDatabase, folder: string): Record<string, string> {
  return { DATABASE_URL: url.service, DATABASE_OWNER_URL: url.owner, ARCO_SECRET: secret, ARCO_PUBLIC_URL: publicUrl, ARCO_DATA_DIR: join(folder, 'data') };
}

/** Runs a command, and answers what it printed. */
export async function run(args: string[], environment: Record<string, string | undefined>): Promise<Outcome> {
  const out = vi.spyOn(console, 'log').mockImplementation(() => {});
  const err = vi.spyOn(console, 'error').mockImplementation(() => {});
  const said = (spy: typeof out) => spy.mock.calls.map(([line]) => String(line)).join('\n');
  try {
    const code = await runCommand(args, environment);
    const text = said(out);
    return { code, out: text, err: said(err), json: () => JSON.parse(text) as ReturnType<Outcome['json']> };
  } finally {
    out.mockRestore();
    err.mockRestore();
  }
}
