// What the sources say for their readers' sake, and browsers need not be told.
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { walk } from './walk.mjs';

/** Leaves out the design tokens that nothing in the package reads. */
export function pruneTokens(source) {
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
export function inlineIcons(source) {
  const files = ['core/icon-paths.js', 'ui/icon/icons.js'];
  const paths = () => Object.fromEntries(files.flatMap((file) => [...readFileSync(join(source, file), 'utf8').matchAll(/export const (\w+) = ('[^']*');/g)].map(([, ...pair]) => pair)));
  return {
    name: 'inline-icons',
    transform(code, id) {
      if (!id.startsWith(source)) return null;
      const known = paths();
      const inlined = code
        .replace(/import {([^}]*)} from '[\w./]*\/icon\/icons\.js';/g, (_, names) => names.split(',').map((name) => `const ${name.trim()} = ${known[name.trim()]};`).join('\n'))
        .replace(/\bicons\.(\w+)\b(?!')/g, (whole, name) => known[name] ?? whole);
      return { code: inlined, map: null };
    },
  };
}

/** Takes comments and spaces out of css`…` and html`…`. Between words and tags one space stays, as it may be seen. */
export function minifyTemplates(source) {
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
        if (!rule) return;
        const { quasis } = node.quasi;
        quasis.forEach(({ start, end }, index) => {
          const tight = rule(code.slice(start, end));
          // A space between texts is seen; one around a whole sheet is not.
          const isSheet = node.tag.name === 'css';
          const begun = isSheet && index === 0 ? tight.trimStart() : tight;
          edits.push([start, end, isSheet && index === quasis.length - 1 ? begun.trimEnd() : begun]);
        });
      });
      let minified = code;
      for (const [start, end, text] of edits.toSorted(([a], [b]) => b - a)) minified = minified.slice(0, start) + text + minified.slice(end);
      return { code: minified, map: null };
    },
  };
}

/**
 * Gives each widget a copy of the small parts that it draws with: shared, they would be in the core, and weigh on pages
 * that draw none of them. They hold no state, so it does not matter that there are two.
 */
export function copies(source) {
  const small = ['bar', 'chip', 'cookie', 'days', 'delta', 'figure', 'keeper', 'localized', 'spark'].map((name) => join(source, 'ui', name, '/'));
  const ownerOf = (importer) => importer.split('?')[1] ?? importer.slice(source.length + 1).split('/')[0];
  return {
    name: 'copies',
    async resolveId(id, importer) {
      if (!importer?.startsWith(source) || !id.startsWith('.')) return null;
      const file = join(importer.split('?')[0], '..', id);
      const owner = ownerOf(importer);
      return small.some((folder) => file.startsWith(folder)) && owner !== 'ui' ? `${file}?${owner}` : file;
    },
    load: (id) => (id.startsWith(source) && id.includes('?') ? readFileSync(id.split('?')[0], 'utf8') : null),
  };
}
