// Bytes of the browser's build against its budgets, each file by itself at brotli 11. Ends with 1 and names what is over.
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { build, isBuilt } from './build.mjs';

const sdk = join(import.meta.dirname, '../dist/sdk');
/** The widgets that are one figure, and so must cost little. */
const figures = ['metrics'];
/** The figure that stands for a cold page. */
const coldFigure = 'metrics';

if (!isBuilt()) await build({ quiet: true });

const files = globSync('**/*.js', { cwd: sdk }).toSorted();
const source = (file) => readFileSync(join(sdk, file), 'utf8');
const sizes = new Map(files.map((file) => [file, brotli(source(file))]));
const named = (name) => files.filter((file) => file.replace(/-[\da-f]{8}\.js$/, '.js') === `${name}.js`);
const one = (name) => named(name)[0] ?? fail(`There is no ${name} in dist/sdk: run npm run build`);
const modules = Object.keys(JSON.parse(readFileSync(join(sdk, '../ts/heights.json'), 'utf8')));
const flat = files.filter((file) => !file.includes('/'));
const ours = flat.filter((file) => !/\.fixtures-/.test(file));

/** Elements of signing in and of who may see what: only our own pages have them, so a partner's page never loads them. */
const ownPages = ['account', 'client-switcher', 'keys', 'login', 'members'];
const spread = ours.filter((file) => !/\.texts\./.test(file));
const ofOwnPages = ownParts();

const cold = withImports('arco.js', one('core'), one(coldFigure));
const rows = [
  row('loader', ['arco.js'], 2.2),
  row('core', named('core'), 15),
  ...modules.map((name) => row(`${figures.includes(name) ? 'figure' : 'widget'} ${name}`, named(name), figures.includes(name) ? 2.5 : 12)),
  ...(named('chart').length ? [row('chart add-on, uPlot included', addOn('chart'), 23)] : []),
  ...(named('line').length ? [row('live add-on (WebSocket)', addOn('line'), 4)] : []),
  ...flat.filter((file) => /\.texts\.\w\w-/.test(file)).map((file) => row(`texts ${file.replace(/\.texts\.(\w\w)-.*/, ' $1')}`, [file], 1.5)),
  ...(existsSync(join(sdk, 'collect.js')) ? [row('collector', ['collect.js'], 1.2)] : []),
  row('one figure on a cold page (aim 17)', cold, 20),
  row('every element on one page', spread.filter((file) => !ofOwnPages.includes(file)), 120),
  row('own pages: sign-in and people', ofOwnPages, 45),
  ...files.filter((file) => file === `preset/${modules.toSorted().join('+')}.js`).map((file) => row('every widget by preset, without data', [file], 45)),
];

const wide = Math.max(...rows.map(({ what }) => what.length));
for (const { what, size, limit, names } of rows) {
  console.log(`${size > limit ? '✗' : '✓'} ${what.padEnd(wide)} ${kilo(size)} of ${kilo(limit)} KB  ${names.length > 3 ? `${names.length} files` : names.join(' + ')}`);
}

const over = rows.filter(({ size, limit }) => size > limit).map(({ what, size, limit }) => `${what} is ${kilo(size - limit).trim()} KB over its ${kilo(limit).trim()} KB`);
// Loader, core, widget, data: a part of a widget that is a file of its own would be one request too many.
const scattered = modules.map((name) => withImports(one(name)).filter((file) => file !== one(name) && file !== one('core'))).filter(({ length }) => length);
if (scattered.length) over.push(`widgets are made of more files than the core and their own: ${scattered.flat().join(', ')}`);
if (over.length) fail(over.join('\n'));

function row(what, names, limit) {
  return { what, names, limit: limit * 1000, size: names.reduce((sum, name) => sum + sizes.get(name), 0) };
}

/** Files, and what the browser loads with them before they run. */
function withImports(...roots) {
  const found = new Set();
  const visit = (file) => {
    if (found.has(file)) return;
    found.add(file);
    for (const [, path] of source(file).matchAll(/(?:from|import)\s?"\.\/([^"]+)"/g)) visit(path);
  };
  roots.forEach(visit);
  return [...found];
}

/** The files that are reached from the elements of our own pages and from no other: the elements, and their lazy parts. */
function ownParts() {
  const roots = ownPages.map(one);
  const reached = (from) => {
    const found = new Set();
    const visit = (file) => {
      if (found.has(file)) return;
      found.add(file);
      for (const [, path] of source(file).matchAll(/(?:from|import)\s?\(?"\.\/([^"]+)"/g)) visit(path);
    };
    from.forEach(visit);
    return found;
  };
  const others = reached(modules.map(one).filter((file) => !roots.includes(file)));
  return spread.filter((file) => reached(roots).has(file) && !others.has(file));
}

/** What is loaded on demand with a chunk: its files, less those that are there whoever asked for it. */
function addOn(name) {
  const chunk = one(name);
  const askers = flat.filter((file) => source(file).includes(`import("./${chunk}")`)).map((file) => withImports(file));
  return withImports(chunk).filter((file) => !askers.every((loaded) => loaded.includes(file)));
}

function brotli(text) {
  const bytes = Buffer.from(text);
  return brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } }).length;
}

function kilo(bytes) {
  return (bytes / 1000).toFixed(2).padStart(6);
}

function fail(message) {
  console.error(`\n${message}`);
  process.exit(1);
}
