import { existsSync, readFileSync } from 'node:fs';
import { AppError } from '../core/errors.ts';

const root = new URL('../../', import.meta.url);

interface BuildTool {
  build(): Promise<unknown>;
  isBuilt(): boolean | Promise<boolean>;
}

export interface Site {
  dist: URL;
  demo: URL;
  version: string;
}

/** The built SDK and our pages. */
export function site(): Site {
  const { version } = JSON.parse(readFileSync(new URL('package.json', root), 'utf8')) as { version: string };
  return { dist: new URL('dist/', root), demo: new URL('demo/', root), version };
}

/** Whether the SDK is built and newer than its sources. An installed package comes built, without the tool. */
export async function isSdkBuilt(): Promise<boolean> {
  const tool = await buildTool();
  return tool ? tool.isBuilt() : existsSync(new URL('dist/integrity.json', root));
}

export async function buildSdk(): Promise<void> {
  const tool = await buildTool();
  if (!tool) throw new AppError('unavailable', 'The SDK is not built, and the tool that builds it is not here. Get the whole project and run npm install');
  await tool.build();
}

async function buildTool(): Promise<BuildTool | undefined> {
  const tool = new URL('tools/build.mjs', root);
  return existsSync(tool) ? ((await import(tool.href)) as BuildTool) : undefined;
}
