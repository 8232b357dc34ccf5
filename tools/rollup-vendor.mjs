// What the libraries bring that these widgets do not use, taken out before the bundler sees them. Each step leaves a file
// that it does not recognise as it is, and then a budget tells.
import { existsSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { join } from 'node:path';
import { walk } from './walk.mjs';

const modules = join(import.meta.dirname, '../node_modules');

/** tRPC from the TypeScript it publishes: its compiled files are written for old browsers, and 1.5 KB larger. */
export function vendorSource() {
  return {
    name: 'vendor-source',
    resolveId(id) {
      const [, name, path = 'index'] = id.match(/^@trpc\/(client|server)(?:\/(.*))?$/) ?? [];
      const folder = join(modules, '@trpc', name ?? '', 'src', path);
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
export function leanLit() {
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

/** uPlot without the kinds of paths that no chart draws: it hangs them on itself, where the bundler must leave them. */
export function leanPlot() {
  return {
    name: 'lean-plot',
    transform: (code, id) =>
      id.endsWith('/uPlot.esm.js') ? { code: code.replace(/^\s*(\(paths\.(stepped|bars|spline)\s*= \w+\)|uPlot\.(join|addGap|clipGaps|fmtDate|tzDate)\s*= \w+);$/gm, ''), map: null } : null,
  };
}

/** The decorators that are in use, as `tsc` calls them: the libraries' own also serve another kind. */
export function leanDecorators(source) {
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
