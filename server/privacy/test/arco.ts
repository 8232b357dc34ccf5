import { run, publicUrl, secret } from '../../test/arco.ts';
import type { TestDatabase } from '../../test/fixtures.ts';

export interface Outcome {
  code: number;
  json: Record<string, unknown>;
}

/** Runs a command of `arco` with `--json` on a test's database. */
export async function arco({ url }: { url: Pick<TestDatabase['url'], 'owner' | 'service'> }, ...args: string[]): Promise<Outcome> {
  const { code, json } = await run([...args, '--json'], { DATABASE_URL: url.service, DATABASE_OWNER_URL: url.owner, ARCO_SECRET: secret, ARCO_PUBLIC_URL: publicUrl });
  return { code, json: json() };
}
