import { vi } from 'vitest';
import { runCommand } from '../../cli/run.ts';
import type { TestDatabase } from '../../test/fixtures.ts';

export interface Outcome {
  code: number;
  json: Record<string, unknown>;
}

/** Runs a command of `arco` with `--json` on a test's database. */
export async function arco({ url }: { url: Pick<TestDatabase['url'], 'owner' | 'service'> }, ...args: string[]): Promise<Outcome> {
  const out = vi.spyOn(console, 'log').mockImplementation(() => {});
  const err = vi.spyOn(console, 'error').mockImplementation(() => {});
  try {
    const code = await runCommand([...args, '--json'], { DATABASE_URL: url.service, DATABASE_OWNER_URL: url.owner, ARCO_SECRET: 'k3R9vWq2LxT7mB4nZc8JdY1hPs6FgUaE', ARCO_PUBLIC_URL: 'https://widgets.arco.example' });
    return { code, json: JSON.parse(out.mock.calls.map(([line]) => String(line)).join('\n')) as Record<string, unknown> };
  } finally {
    out.mockRestore();
    err.mockRestore();
  }
}
