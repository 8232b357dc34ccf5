// The SDK in its three shapes, from what `tsc` wrote to dist/ts. Run by tools/build.mjs.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import resolve from '@rollup/plugin-node-resolve';
import replace from '@rollup/plugin-replace';
import terser from '@rollup/plugin-terser';
import { copies, inlineIcons, minifyTemplates, pruneTokens } from './tools/rollup-source.mjs';
import { leanDecorators, leanLit, leanPlot, vendorSource } from './tools/rollup-vendor.mjs';

const root = import.meta.dirname;
const source = join(root, 'dist/ts/widgets');
const table = 'arco:modules';

/** The modules of widgets/modules.ts, in its order. */
export function moduleNames() {
  const lines = readFileSync(join(source, 'modules.js'), 'utf8').matchAll(/from '\.\/([\w-]+)\/\1\.js'/g);
  return [...lines].map(([, name]) => name);
}

/** What the elements say of themselves: tag and height of each, by module. Importing them also proves that a server can. */
export async function moduleHeights() {
  globalThis.ARCO_VERSION ??= '';
  const heights = {};
  for (const name of moduleNames()) {
    const exported = Object.values(await import(join(source, name, `${name}.js`)));
    const elements = exported.filter((value) => typeof value === 'function' && value.tag && value.height);
    heights[name] = Object.fromEntries(elements.map(({ tag, height }) => [tag.replace('arco-', ''), height]));
  }
  return heights;
}

/** The browser's build: `arco.js`, one chunk for the core, one per widget, and lazy ones. */
export const browser = (heights, version) => ({
  input: { arco: join(source, 'loader.js') },
  plugins: [copies(source), ...plugins(version, heights, [])],
  output: output({
    entryFileNames: '[name].js',
    manualChunks: (id, { getModuleInfo }) => chunkOf(id, getModuleInfo),
  }),
});

/** Loader, core and the named modules in one file; what those load lazily stays apart. */
export const preset = (names, heights, version) => ({
  input: { [names.join('+')]: join(source, 'loader.js') },
  preserveEntrySignatures: 'allow-extension',
  plugins: plugins(version, heights, names),
  output: output({ entryFileNames: () => `preset/${names.join('+')}.js`, chunkFileNames: 'preset/[name]-[hash].js' }),
});

/** Every element with its parts, for the page that shows them; a folder of its own, as no other page loads it. */
export const kit = (version) => ({
  input: { kit: join(source, 'ui/kit.js') },
  plugins: plugins(version, {}, []),
  output: output({ entryFileNames: 'kit/[name].js', chunkFileNames: 'kit/[name]-[hash].js' }),
});

/** The collector: one file without imports, that runs as a classic script and as a module. */
export const collector = () => ({
  input: { collect: join(source, 'collect.js') },
  plugins: [minified()],
  output: { format: 'iife', entryFileNames: '[name].js' },
});

/** For bundlers: a file per source file, and one that defines each module. */
export const npm = (version) => {
  const names = moduleNames();
  return {
    input: {
      index: join(source, 'index.js'),
      register: join(source, 'register.js'),
      ...Object.fromEntries(names.map((name) => [`${name}/${name}`, join(source, name, `${name}.js`)])),
      ...Object.fromEntries(names.map((name) => [`register/${name}`, `arco:register/${name}`])),
    },
    external: [/^lit/, /^@lit/, /^@trpc/, 'tslib', 'uplot'],
    plugins: [registrations(), replace({ preventAssignment: true, ARCO_VERSION: JSON.stringify(version) }), resolve()],
    output: { format: 'es', preserveModules: true, preserveModulesRoot: source, entryFileNames: '[name].js' },
  };
};

const output = (options) => ({
  format: 'es',
  // A base64 hash is as good, and compresses worse: some bytes more or less with each build.
  hashCharacters: 'hex',
  chunkFileNames: '[name]-[hash].js',
  minifyInternalExports: true,
  ...options,
});

const plugins = (version, heights, bundled) => [
  modules(heights, bundled),
  vendorSource(),
  leanLit(),
  leanPlot(),
  leanDecorators(source),
  pruneTokens(source),
  inlineIcons(source),
  minifyTemplates(source),
  replace({ preventAssignment: true, ARCO_VERSION: JSON.stringify(version), 'process.env.NODE_ENV': '"production"' }),
  resolve({ browser: true, extensions: ['.js', '.ts'], exportConditions: ['production', 'browser'] }),
  minified(),
];

const minified = () =>
  terser({
    module: true,
    ecma: 2022,
    compress: { passes: 2, ecma: 2022, unsafe_arrows: true, pure_getters: true },
    format: { comments: false, ecma: 2022 },
  });

/**
 * A widget and what it is made of are one file, so that it costs one request; the core is its folder, and whatever that
 * or several widgets are made of, but for the small parts of which each has a copy. The rest is loaded on demand, and left to the bundler.
 */
function chunkOf(id, getModuleInfo) {
  if (onDemand.test(id)) return undefined;
  const parts = wholes(id, getModuleInfo);
  return parts.has('core') || parts.size > 1 ? 'core' : [...parts][0];
}

const onDemand = /\.texts\.\w\w\.js$|\/core\/(line|states|widget\.styles|theme\/(overlay|info))\b/;

/** What a file is a static part of: the core, and widgets. */
function wholes(id, getModuleInfo, seen = new Set(), found = new Set()) {
  if (seen.has(id) || onDemand.test(id)) return found;
  seen.add(id);
  if (id === join(source, 'page.js') || id.startsWith(join(source, 'core/'))) return found.add('core');
  for (const name of moduleNames()) if (id === join(source, name, `${name}.js`)) found.add(name);
  for (const importer of getModuleInfo(id)?.importers ?? []) wholes(importer, getModuleInfo, seen, found);
  return found;
}

/** The table that the loader finds widgets by, from widgets/modules.ts and what the classes say. */
function modules(heights, bundled) {
  const file = (path) => JSON.stringify(join(source, path));
  const lazy = (path) => `() => import(${file(path)})`;
  const texts = (name) => {
    const languages = readdirSync(join(source, name)).flatMap((path) => path.match(new RegExp(`^${name}\\.texts\\.(\\w\\w)\\.js$`))?.[1] ?? []);
    return `{ ${languages.map((language) => `${language}: ${lazy(`${name}/${name}.texts.${language}.js`)}`).join(', ')} }`;
  };
  return {
    name: table,
    resolveId: (id) => (id === table ? `\0${table}` : null),
    load(id) {
      if (id !== `\0${table}`) return null;
      const now = (path, name) => (bundled.length ? [`import * as ${name} from ${file(path)};`, `async () => ${name}`] : ['', lazy(path)]);
      const [coreImport, core] = now('page.js', 'page');
      const entries = Object.keys(heights).map((name, index) => {
        const [head, load] = bundled.includes(name) ? now(`${name}/${name}.js`, `m${index}`) : ['', lazy(`${name}/${name}.js`)];
        return [head, `${JSON.stringify(name)}: { load: ${load}, texts: ${texts(name)}, heights: ${JSON.stringify(heights[name])} }`];
      });
      return [
        coreImport,
        ...entries.map(([head]) => head),
        `export const core = ${core};`,
        `export const coreTexts = ${texts('core')};`,
        `export const modules = { ${entries.map(([, entry]) => entry).join(', ')} };`,
      ].join('\n');
    },
  };
}

function registrations() {
  const prefix = 'arco:register/';
  return {
    name: 'arco:register',
    resolveId: (id) => (id.startsWith(prefix) ? join(source, 'register', `${id.slice(prefix.length)}.js`) : null),
    load(id) {
      const name = id.startsWith(join(source, 'register/')) ? id.slice(join(source, 'register/').length, -3) : undefined;
      return name && `import { register } from '../core/register.js';\nimport * as elements from '../${name}/${name}.js';\nregister(elements);\n`;
    },
  };
}
