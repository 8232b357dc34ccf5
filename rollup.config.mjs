// The SDK in its three shapes, from what `tsc` wrote to dist/ts. Run by tools/build.mjs.
import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { join } from 'node:path';
import resolve from '@rollup/plugin-node-resolve';
import replace from '@rollup/plugin-replace';
import terser from '@rollup/plugin-terser';

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
  plugins: plugins(version, heights, []),
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
    output: { dir: 'dist/npm', format: 'es', preserveModules: true, preserveModulesRoot: source, entryFileNames: '[name].js' },
  };
};

const output = (options) => ({
  dir: 'dist/sdk',
  format: 'es',
  hashCharacters: 'base64',
  chunkFileNames: '[name]-[hash].js',
  minifyInternalExports: true,
  ...options,
});

const plugins = (version, heights, bundled) => [
  modules(heights, bundled),
  vendorSource(),
  leanLit(),
  leanDecorators(),
  pruneTokens(),
  inlineIcons(),
  minifyTemplates(),
  replace({ preventAssignment: true, ARCO_VERSION: JSON.stringify(version), 'process.env.NODE_ENV': '"production"' }),
  resolve({ browser: true, extensions: ['.js', '.ts'], exportConditions: ['production', 'browser'] }),
  terser({
    module: true,
    ecma: 2022,
    compress: { passes: 2, ecma: 2022, unsafe_arrows: true, pure_getters: true },
    format: { comments: false, ecma: 2022 },
  }),
];

/**
 * A widget and what it is made of are one file, so that it costs one request; the core is its folder, and whatever that
 * or several widgets are made of. The rest is loaded on demand, and left to the bundler.
 */
function chunkOf(id, getModuleInfo) {
  if (onDemand.test(id)) return undefined;
  const parts = wholes(id, getModuleInfo);
  return parts.has('core') || parts.size > 1 ? 'core' : [...parts][0];
}

const onDemand = /\.texts\.\w\w\.js$|\/core\/(states|widget\.styles|theme\/overlay)\b/;

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

/** tRPC from the TypeScript it publishes: its compiled files are written for old browsers, and 1.5 KB larger. */
function vendorSource() {
  return {
    name: 'vendor-source',
    resolveId(id) {
      const [, name, path = 'index'] = id.match(/^@trpc\/(client|server)(?:\/(.*))?$/) ?? [];
      const folder = join(root, 'node_modules/@trpc', name ?? '', 'src', path);
      return (name && [`${folder}.ts`, join(folder, 'index.ts')].find((file) => existsSync(file))) || null;
    },
    transform(code, id) {
      if (!id.endsWith('.ts')) return null;
      const script = withoutTypes(code);
      return { code: id.endsWith('/TRPCUntypedClient.ts') ? withoutSubscriptions(script, this.parse(script)) : script, map: null, moduleSideEffects: false };
    },
  };
}

/** Over HTTP there are none; a method is beyond what the bundler can see to be unused. */
function withoutSubscriptions(code, tree) {
  let rest = code;
  walk(tree, (node) => {
    if (node.type === 'MethodDefinition' && node.key.name === 'subscription') rest = code.slice(0, node.start) + code.slice(node.end);
  });
  return rest;
}

/** Lit without what it keeps for browsers without constructable sheets, for hydration, for the other kind of decorators, and for its developers. */
function leanLit() {
  const edits = [
    [/\b\w+\.(litHtml|litElement|reactiveElement)(Polyfill|Hydrate)Support\b/g, 'undefined'],
    [/\(\w+\.\w+Versions\?\?=\[\]\)\.push\("[\d.]+"\)/g, '0'],
    [/\w+\.ShadowRoot&&\(void 0===.{1,200}?"replace"in CSSStyleSheet\.prototype/, 'true'],
    [/throw Error\("[^()]*"(?:\+\w+\+"[^()]*")?\)/g, 'throw Error()'],
    [/Symbol\.metadata\?\?=Symbol\("metadata"\),\w+\.litPropertyMetadata\?\?=new WeakMap;/, ''],
    [/const \w+=this\[Symbol\.metadata\];if\(null!==\w+\)\{const \w+=litPropertyMetadata\.get\(\w+\);if\(void 0!==\w+\)for\(const\[\w+,\w+\]of \w+\)this\.elementProperties\.set\(\w+,\w+\)\}/, ''],
  ];
  return {
    name: 'lean-lit',
    transform: (code, id) =>
      /\/(lit-html|lit-element|@lit\/reactive-element)\/[\w-]+\.js$/.test(id)
        ? { code: edits.reduce((lean, [from, to]) => lean.replace(from, to), code), map: null }
        : null,
  };
}

/** The decorators that are in use, as `tsc` calls them: the libraries' own also serve another kind. */
function leanDecorators() {
  const sources = {
    tslib: `export const __decorate = (decorators, target, key, own) => {
      for (const decorate of decorators.toReversed()) own = decorate(target, key, own) ?? own;
      if (own) Object.defineProperty(target, key, own);
    };`,
    'lit/decorators.js': `export const property = (options) => (target, key) => {
      target.constructor.createProperty(key, options);
      return Object.getOwnPropertyDescriptor(target, key);
    };
    export const state = () => property({ state: true, attribute: false });
    export const query = (selector) => () => ({ get() { return this.renderRoot?.querySelector(selector) ?? null; }, configurable: true });`,
  };
  // What `tsc` writes for a property, and what that comes to.
  const decorated = /__decorate\(\[\s*property\(([^]*?)\)\s*\], (\w+)\.prototype, "(\w+)", (?:void 0|null)\);/g;
  return {
    name: 'lean-decorators',
    transform: (code, id) =>
      id.startsWith(source) ? { code: code.replace(decorated, (_, options, name, key) => `${name}.createProperty("${key}"${options && `, ${options}`});`), map: null } : null,
    resolveId: (id) => (sources[id] ? `\0${id}` : null),
    load: (id) => (id.startsWith('\0') && sources[id.slice(1)] ? { code: sources[id.slice(1)], moduleSideEffects: false } : null),
  };
}

function withoutTypes(code) {
  const { emitWarning } = process;
  // Node calls this experimental on every run; what it does here is checked by every test of the SDK.
  process.emitWarning = () => {};
  try {
    return stripTypeScriptTypes(code, { mode: 'transform' });
  } finally {
    process.emitWarning = emitWarning;
  }
}

/** Leaves out the design tokens that nothing in the package reads. */
function pruneTokens() {
  const declaration = /(--_[\w-]+):[^;}]*[;}]/g;
  return {
    name: 'prune-tokens',
    transform(code, id) {
      if (!id.startsWith(join(source, 'core/theme/'))) return null;
      const others = globSync('**/*.js', { cwd: source }).filter((path) => !path.startsWith('core/theme/'));
      const used = new Set(others.flatMap((path) => readFileSync(join(source, path), 'utf8').match(/--_[\w-]+/g) ?? []));
      // A name that ends in a dash is put together when it is read.
      const reads = (text, name) => [...text].some((read) => read === name || (read.endsWith('-') && name.startsWith(read)));
      let kept = code;
      for (let length = 0; length !== kept.length; ) {
        length = kept.length;
        const inside = new Set([...kept.matchAll(/var\((--_[\w-]+)/g)].map(([, name]) => name));
        kept = kept.replace(declaration, (whole, name) => (reads(used, name) || inside.has(name) ? whole : ''));
      }
      return { code: kept, map: null };
    },
  };
}

/** Writes each icon's path where it is drawn: in a chunk of their own, or in the core, all of them would weigh on every page. */
function inlineIcons() {
  const files = ['core/icon-paths.js', 'ui/icon/icons.js'];
  const paths = () => Object.fromEntries(files.flatMap((file) => [...readFileSync(join(source, file), 'utf8').matchAll(/export const (\w+) = ('[^']*');/g)].map(([, ...pair]) => pair)));
  return {
    name: 'inline-icons',
    transform(code, id) {
      if (!id.startsWith(source)) return null;
      const known = paths();
      const inlined = code
        .replace(/import {([^}]*)} from '[./]*\/icon\/icons\.js';/g, (_, names) => names.split(',').map((name) => `const ${name.trim()} = ${known[name.trim()]};`).join('\n'))
        .replace(/\bicons\.(\w+)\b(?!')/g, (whole, name) => known[name] ?? whole);
      return { code: inlined, map: null };
    },
  };
}

/** Takes comments and spaces out of css`…` and html`…`. Between words and tags one space stays, as it may be seen. */
function minifyTemplates() {
  const tighten = (markup) => markup.replace(/\s+/g, ' ');
  const squeeze = {
    html: tighten,
    svg: tighten,
    css: (styles) =>
      tighten(styles.replace(/\/\*[^]*?\*\//g, ''))
        .replace(/ ?([{};,>]) ?/g, '$1')
        .replace(/: (?=[^{}]*[;}])/g, ':')
        .replace(/;}/g, '}')
        .replace(/(?<![\d.])0\.(?=\d)/g, '.'),
  };
  return {
    name: 'minify-templates',
    transform(code, id) {
      if (!id.startsWith(source)) return null;
      const edits = [];
      walk(this.parse(code), (node) => {
        const rule = node.type === 'TaggedTemplateExpression' && squeeze[node.tag.name];
        if (rule) for (const { start, end } of node.quasi.quasis) edits.push([start, end, rule(code.slice(start, end))]);
      });
      let minified = code;
      for (const [start, end, text] of edits.toSorted(([a], [b]) => b - a)) minified = minified.slice(0, start) + text + minified.slice(end);
      return { code: minified, map: null };
    },
  };
}

function walk(node, visit) {
  if (typeof node?.type === 'string') visit(node);
  for (const value of Object.values(node ?? {})) if (value && typeof value === 'object') walk(value, visit);
}
