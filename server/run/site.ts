import { existsSync, readFileSync } from 'node:fs';
import { AppError } from '../core/errors.ts';

const root = new URL('../../', import.meta.url);

interface BuildTool {
  build(): Promise<unknown>;
  isBuilt(): boolean;
  /** Answers the file's path, or `undefined` where a name is no module. */
  buildPreset(names: string[]): Promise<string | undefined>;
}

interface PartnerBuildTool {
  buildPartner(): Promise<unknown>;
  isBuilt(): boolean;
}

export interface Site {
  dist: URL;
  demo: URL;
  version: string;
  /** Makes the bundle of some modules, unless it is there. Answers false where a name is no module. */
  makePreset(names: string[]): Promise<boolean>;
}

/** The built SDK and our pages. */
export function site(): Site {
  const { version } = JSON.parse(readFileSync(new URL('package.json', root), 'utf8')) as { version: string };
  return { dist: new URL('dist/', root), demo: new URL('demo/', root), version, makePreset };
}

/** Whether the SDK is built and newer than its sources. An installed package comes built, without the tool. */
export async function isSdkBuilt(): Promise<boolean> {
  const tool = await load<BuildTool>('tools/build.mjs');
  return tool ? tool.isBuilt() : existsSync(new URL('dist/integrity.json', root));
}

async function makePreset(names: string[]): Promise<boolean> {
  const tool = await load<BuildTool>('tools/build.mjs');
  return (await tool?.buildPreset(names)) !== undefined;
}

export async function buildSdk(): Promise<void> {
  const tool = await load<BuildTool>('tools/build.mjs');
  if (!tool) throw new AppError('unavailable', 'The widgets are not built, and the tool that builds them is not here. Get the whole project and run npm install');
  await tool.build();
}

/** What builds the partner's page, where it is not built yet. */
export async function partnerBuild(): Promise<(() => Promise<unknown>) | undefined> {
  const tool = await load<PartnerBuildTool>('demo/partner/build.mjs');
  return tool && !tool.isBuilt() ? tool.buildPartner : undefined;
}

async function load<Tool>(path: string): Promise<Tool | undefined> {
  const url = new URL(path, root);
  return existsSync(url) ? ((await import(url.href)) as Tool) : undefined;
}
