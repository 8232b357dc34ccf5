// `npm run build`: the SDK for bundlers and for the browser, its types, manifest and integrity hashes, into dist/.
import { execFile } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompressSync, constants } from 'node:zlib';

const root = join(import.meta.dirname, '..');
const dist = join(root, 'dist');
const stamp = join(dist, 'integrity.json');
const run = (command, ...args) => promisify(execFile)(join(root, 'node_modules/.bin', command), args, { cwd: root });

/** Whether what is built is newer than every source of the SDK. */
export function isBuilt() {
  if (!existsSync(stamp)) return false;
  const sources = ['widgets/**/*.ts', 'rollup.config.mjs', 'tools/{build,walk,rollup-*}.mjs', 'tools/tsconfig.build.json', 'package.json'];
  const newest = Math.max(...globSync(sources, { cwd: root }).map((path) => statSync(join(root, path)).mtimeMs));
  return statSync(stamp).mtimeMs > newest;
}

/**
 * Builds everything but, unless they are asked for, the presets: a server builds each when somebody first loads it. Those
 * of the demo's pages are always there, or the first visitor would wait for that.
 * Throws with what the compiler or the bundler said.
 */
export async function build({ quiet = false, presets = false } = {}) {
  const started = performance.now();
  for (const part of ['ts', 'types', 'next', 'integrity.json']) rmSync(join(dist, part), { recursive: true, force: true });
  const manifest = run('cem', 'analyze', '--config', 'custom-elements-manifest.config.mjs');
  await run('tsc', '-p', 'tools/tsconfig.build.json').catch(async (error) => {
    await manifest.catch(() => {});
    throw new Error(`The widgets do not compile:\n${error.stdout}`, { cause: error });
  });

  const config = await import('../rollup.config.mjs');
  const heights = await config.moduleHeights();
  const names = Object.keys(heights).toSorted();
  writeFileSync(join(dist, 'ts/heights.json'), JSON.stringify(heights));
  await bundle(config.npm(version()), 'next/npm');
  await bundle(config.browser(heights, version()), 'next/sdk');
  await bundle(config.kit(version()), 'next/sdk');
  await bundle(config.collector(), 'next/sdk');
  writeFileSync(join(dist, 'next/sdk/arco.css'), reservations(heights));
  const wanted = new Set([...demoPresets(), ...(presets ? [...names, names.join('+')] : [])]);
  for (const preset of wanted) await bundle(config.preset(preset.split('+'), heights, version()), 'next/sdk');
  await manifest;
  // In one step, as somebody may be loading the pages of a server that runs.
  for (const part of ['npm', 'sdk']) {
    rmSync(join(dist, part), { recursive: true, force: true });
    renameSync(join(dist, 'next', part), join(dist, part));
  }
  rmSync(join(dist, 'next'), { recursive: true });
  writeIntegrity();
  if (!quiet) console.log(`Built dist/ in ${((performance.now() - started) / 1000).toFixed(1)} s: modules ${names.join(', ')}`);
}

function demoPresets() {
  const pages = globSync('demo/**/*.html', { cwd: root }).map((file) => readFileSync(join(root, file), 'utf8'));
  return [...pages.join('\n').matchAll(/<script [^>]*\/sdk\/v1\/preset\/([a-z+-]+)\.js"/g)].map(([, preset]) => preset);
}

/**
 * The file of a preset, such as `['goals', 'metrics']` in any order; built when it is first asked for and kept.
 * `undefined` when a name is no module.
 */
export async function buildPreset(names) {
  const known = Object.keys(JSON.parse(readFileSync(join(dist, 'ts/heights.json'), 'utf8')));
  const preset = [...new Set(names)].toSorted();
  if (!preset.length || !preset.every((name) => known.includes(name))) return undefined;
  const file = join(dist, 'sdk/preset', `${preset.join('+')}.js`);
  if (!existsSync(file)) await (building = building.catch(() => {}).then(() => addPreset(preset, file)));
  return file;
}

let building = Promise.resolve();

async function addPreset(preset, file) {
  if (existsSync(file)) return;
  const config = await import('../rollup.config.mjs');
  await bundle(config.preset(preset, JSON.parse(readFileSync(join(dist, 'ts/heights.json'), 'utf8')), version()), 'sdk');
  writeIntegrity();
}

/** Writes a bundle into a folder of dist/; the entry last and in one step, so that a reader never finds half of it. */
async function bundle({ output, ...input }, folder) {
  const { rollup } = await import('rollup');
  const bundled = await rollup({ ...input, onwarn: refuse });
  const { output: files } = await bundled.generate(output);
  await bundled.close();
  for (const { fileName, code, source, isEntry } of files.toSorted((a, b) => Number(a.isEntry ?? false) - Number(b.isEntry ?? false))) {
    const path = join(dist, folder, fileName);
    mkdirSync(dirname(path), { recursive: true });
    const draft = isEntry ? join(dirname(path), `.${basename(path)}.${randomUUID()}`) : path;
    writeFileSync(draft, code ?? source);
    if (draft !== path) renameSync(draft, path);
    if (folder.endsWith('sdk')) compress(path);
  }
}

/** What browsers load is compressed once, as far as it goes, and not on every request. */
function compress(path) {
  writeFileSync(`${path}.br`, brotliCompressSync(readFileSync(path), { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }));
}

function refuse(warning) {
  // `tsc` writes a decorated class with a `this` that is undefined in a module, and does not need it.
  if (warning.code === 'THIS_IS_UNDEFINED') return;
  // Vendors' affair.
  if (warning.code === 'CIRCULAR_DEPENDENCY' && warning.ids?.every((id) => id.includes('/node_modules/'))) return;
  throw new Error(`rollup: ${warning.message}`);
}

/** Keeps the height of widgets free before any script has run, for hosts that want no layout shift at all. */
function reservations(heights) {
  const rules = Object.values(heights).flatMap((elements) =>
    Object.entries(elements).map(
      ([name, height]) =>
        `arco-${name}:not(:defined){display:block;min-block-size:calc(var(--arco-font-size,16px)*${height / 16})}\n` +
        `arco-${name}:not(:defined)>[slot]:not([slot=fallback]){display:none}`,
    ),
  );
  return `${rules.join('\n')}\n`;
}

/** SHA-384 of every file that a browser may load, for `integrity` attributes. */
function writeIntegrity() {
  const files = globSync('sdk/**/*.{js,css}', { cwd: dist }).toSorted();
  const hashes = files.map((path) => [path.slice(4), `sha384-${createHash('sha384').update(readFileSync(join(dist, path))).digest('base64')}`]);
  writeFileSync(stamp, `${JSON.stringify({ version: version(), files: Object.fromEntries(hashes) }, null, 2)}\n`);
}

function version() {
  return JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version;
}

if (process.argv[1] === import.meta.filename) {
  try {
    await build({ presets: true });
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}
