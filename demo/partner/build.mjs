import { existsSync, globSync, statSync } from 'node:fs';
import { join } from 'node:path';

const here = import.meta.dirname;
const built = ['react.js', 'vue.js'].map((file) => join(here, '../../dist/partner', file));

/** Whether the islands are built and newer than their sources. */
export function isBuilt() {
  if (!built.every((file) => existsSync(file))) return false;
  const sources = ['islands/*.js', 'rollup.config.mjs', '../../package-lock.json'].flatMap((pattern) => globSync(pattern, { cwd: here }));
  const newest = Math.max(...sources.map((path) => statSync(join(here, path)).mtimeMs));
  return built.every((file) => statSync(file).mtimeMs > newest);
}

/** Bundles the islands of the partner's page into dist/partner/. */
export async function buildPartner() {
  const [{ rollup }, { default: bundles }] = await Promise.all([import('rollup'), import('./rollup.config.mjs')]);
  for (const { output, ...input } of bundles) {
    const bundle = await rollup(input);
    await bundle.write(output);
    await bundle.close();
  }
}
