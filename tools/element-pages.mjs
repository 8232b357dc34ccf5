// Writes docs/elements/: a page for each element and one for what all widgets share, from the custom-elements manifest.
// They are committed, so that a change of the public surface shows in a diff. `node tools/element-pages.mjs`
import { globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { create, ts } from '@custom-elements-manifest/analyzer';
import { litPlugin } from '@custom-elements-manifest/analyzer/src/features/framework-plugins/lit/lit.js';
import config from '../custom-elements-manifest.config.mjs';

const root = join(import.meta.dirname, '..');
const folder = join(root, 'docs/elements');

const states = {
  loading: 'Waiting for its first data; a skeleton of the same height.',
  ready: 'Shows data.',
  empty: 'There is no data to show; a fact and the next step.',
  error: 'Could not load; what happened, a button to try again and a code for support.',
  stale: 'Shows the last data, while newer cannot be had; writing is off.',
  unauthorized: 'The reader or the page may not see this: a 401 after one replay with a fresh token, or a 403.',
};

/** The pages by their file name, of the sources as they are now. */
export async function elementPages() {
  const { modules } = manifest();
  const classes = new Map(modules.flatMap(({ path, declarations = [] }) => declarations.map((declared) => [declared.name, { ...declared, path }])));
  const elements = [...classes.values()].filter(({ tagName, path }) => tagName && !path.startsWith('widgets/ui/')).toSorted((a, b) => (a.tagName < b.tagName ? -1 : 1));
  const types = await typeTexts();
  const surfaces = await Promise.all(elements.map((element) => surfaceOf(element, classes, types)));
  const shared = await surfaceOf(classes.get('Widget'), classes, types);
  return new Map([['README.md', overview(surfaces, shared)], ...surfaces.map((surface) => [`${surface.tag}.md`, page(surface, shared)])]);
}

/** The manifest as `cem analyze` makes it. That would also write package.json, which makes what is built look old. */
function manifest() {
  const files = globSync(config.globs, { cwd: root, exclude: config.exclude }).toSorted();
  const modules = files.map((file) => ts.createSourceFile(file, readFileSync(join(root, file), 'utf8'), ts.ScriptTarget.ES2015, true));
  return create({ modules, plugins: litPlugin(), context: { dev: false } });
}

/** What the committed pages say; in the shape of `elementPages()`. */
export function committedPages() {
  return new Map(globSync('*.md', { cwd: folder }).map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
}

/** What an element has of its own, and whether it is a widget and so has what all widgets share. */
async function surfaceOf(element, classes, types) {
  const own = (list = []) => list.filter(({ inheritedFrom }) => inheritedFrom?.name !== 'Widget');
  const members = own(element.members).filter((member) => !member.static && !['private', 'protected'].includes(member.privacy));
  const fields = members.filter(({ kind }) => kind === 'field');
  const attributes = own(element.attributes);
  const properties = attributes.map(({ name, fieldName = name, type, description }) => {
    // Of the attribute itself only what the property leaves open: the analyzer mixes it up with a static of the same name.
    const field = fields.find((candidate) => candidate.name === fieldName);
    return { description, type, ...field, attribute: name, property: field?.name };
  });
  const rest = fields.filter(({ name }) => !properties.some(({ property }) => property === name)).map((field) => ({ ...field, property: field.name }));
  return {
    tag: element.tagName,
    name: element.name,
    module: element.path.split('/')[1],
    isWidget: (element.slots ?? []).some(({ inheritedFrom }) => inheritedFrom?.name === 'Widget'),
    height: element.members.find(({ name, static: isStatic }) => name === 'height' && isStatic)?.default,
    purpose: flat(element.description),
    properties: [...properties, ...rest].map((property) => ({ ...property, type: types(property.type?.text ?? 'unknown') })),
    methods: members.filter(({ kind }) => kind === 'method'),
    events: await Promise.all(own(element.events).map((event) => eventOf(event, classes, types))),
    slots: own(element.slots),
    parts: own(element.cssParts),
  };
}

/** An event as it is fired, and not only as its comment says. */
async function eventOf({ name, type, description }, classes, types) {
  const declared = classes.get(type.text);
  if (!declared) throw new Error(`${name}: there is no class ${type.text}`);
  const { [type.text]: Class } = await import(join(root, declared.path));
  const event = new Class({}, {}, {});
  if (event.type !== name) throw new Error(`${type.text} is fired as ${event.type}, and @fires says ${name}`);
  if (!event.bubbles || !event.composed) throw new Error(`${name} has to bubble and to be composed`);
  const carries = declared.members.filter(({ kind, privacy, static: isStatic }) => kind === 'field' && !isStatic && privacy !== 'private');
  return { name, type: type.text, when: flat(description), cancelable: event.cancelable, carries: carries.map((field) => ({ ...field, type: types(field.type.text) })) };
}

/** Spells out what is a choice between words; other types keep their names. */
async function typeTexts() {
  const { metricIds } = await import(join(root, 'server/core/metrics/definitions.ts'));
  const known = new Map([['MetricId', metricIds.map((id) => `'${id}'`).join(' | ')]]);
  for (const path of globSync('widgets/**/*.ts', { cwd: root, exclude: (file) => file.endsWith('.test.ts') })) {
    for (const [, name, text] of readFileSync(join(root, path), 'utf8').matchAll(/^export type (\w+) = ((?:string|'[^']+'(?:\s*\|\s*'[^']+')*));$/gm)) {
      known.set(name, text);
    }
  }
  return (text) => text.replace(/ \| undefined$/, '').replace(/^\((.*)\)$/, '$1').replace(/\b[A-Z]\w*\b/g, (name) => known.get(name) ?? name);
}

function page(surface, shared) {
  const { tag, name, module, isWidget, height, purpose } = surface;
  const codes = (names) => names.map(code).join(' ');
  const names = (list) => codes(list.map((item) => item.name));
  return document(
    `# \`<${tag}>\``,
    purpose,
    fence('html', example(surface)),
    firstParty.includes(module) && "It works on pages of ARCO's own server alone, where the cookie of the sign-in is.",
    module !== 'core' && `From npm: \`import '@arco/widgets/register/${module}'\` defines it; \`import { ${name} } from '@arco/widgets/${module}'\` defines nothing by itself.`,
    isWidget && `It keeps ${height} pixels of height free from the start, at a font size of 16.`,
    ...sections(surface),
    isWidget && '## As every widget',
    isWidget &&
      table(
        ['', 'described in [what every widget has](README.md#what-every-widget-has)'],
        [
          ['attributes', codes(shared.properties.flatMap(({ attribute = [] }) => attribute))],
          ['properties', codes(shared.properties.flatMap(({ attribute, property }) => (attribute ? [] : property)))],
          ['methods', codes(shared.methods.map(signature))],
          ['events', names(shared.events)],
          ['slots', names(shared.slots)],
          ['parts', names(shared.parts)],
          ['states', codes(Object.keys(states))],
        ],
      ),
  );
}

function overview(surfaces, shared) {
  const listed = shared.properties.find(({ attribute }) => attribute === 'state').type.match(/\w+/g);
  const unknown = listed.filter((state) => !states[state]);
  if (unknown.length > 0 || listed.length !== Object.keys(states).length) throw new Error(`The states of a widget are ${listed.join(', ')}: say what each is in tools/element-pages.mjs`);
  return document(
    '# Elements',
    'What each element offers: attributes, events, slots, parts. Written by `node tools/element-pages.mjs` from the comments and types in `widgets/`; how to put them in a page is in [embedding](../embedding.md), how they look in [theming](../theming.md), what they tell in [events](../events.md).',
    table(['element', 'shows'], surfaces.map(({ tag, purpose }) => [`[\`<${tag}>\`](${tag}.md)`, purpose])),
    '## What every widget has',
    'Everything but `<arco-provider>` is a widget, and has these beside its own. Types that are not spelled out are in the typings of `@arco/widgets`.',
    ...sections(shared, 3),
    '### States',
    'The attribute `state`, which is also a CSS custom state: `arco-goals[state="stale"]`, `arco-goals:state(stale)`.',
    table(['state', ''], Object.entries(states).map(([name, meaning]) => [code(name), meaning])),
  );
}

function sections({ tag, properties, methods, events, slots, parts }, level = 2) {
  const heading = (text) => `${'#'.repeat(level)} ${text}`;
  const described = (list) => list.map(({ name, description }) => [name ? code(name) : 'default', flat(description)]);
  return [
    ...(properties.length > 0 ? [heading('Attributes and properties'), table(['attribute', 'property', 'type', 'default', ''], properties.map(propertyRow))] : []),
    ...(methods.length > 0 ? [heading('Methods'), table(['method', ''], methods.map((method) => [code(signature(method)), flat(method.description)]))] : []),
    ...(events.length > 0 ? [heading('Events'), 'They bubble and leave shadow roots.', table(['event', 'class', 'when', 'carries', 'cancelable'], events.map(eventRow)), tag && listener(tag, events[0])] : []),
    ...(slots.length > 0 ? [heading('Slots'), table(['slot', ''], described(slots))] : []),
    ...(parts.length > 0 ? [heading('Parts'), table(['`::part()`', ''], described(parts))] : []),
  ];
}

function propertyRow({ attribute, property, type, readonly, default: initial, description }) {
  const notes = [flat(description), readonly && !/read only/i.test(description ?? '') && 'Read only.'];
  const value = initial?.replace(/^'(.*)'$/, '$1');
  return [attribute ? code(attribute) : '–', property ? code(property) : '–', code(type), value ? code(value) : '–', notes.filter(Boolean).join(' ')];
}

function eventRow({ name, type, when, carries, cancelable }) {
  const fields = carries.map((field) => `\`${field.name}\`: \`${field.type}\`${field.description ? `, ${lower(flat(field.description)).replace(/\.$/, '')}` : ''}`);
  return [code(name), code(type), when, fields.join('; ') || '–', cancelable ? 'yes' : 'no'];
}

/** What signs people in stands on ARCO's own pages, where the cookie is. */
const firstParty = ['login', 'account', 'client-switcher', 'members', 'keys'];

/** The tag with those attributes whose description gives a value. */
function example({ tag, module, isWidget, properties }) {
  const attributes = properties.flatMap(({ attribute, description = '' }) => {
    const value = /such as `([^`]+)`/.exec(description)?.[1];
    return attribute && value ? [` ${attribute}="${value}"`] : [];
  });
  if (firstParty.includes(module)) return `<script type="module" src="/sdk/v1/arco.js"></script>\n\n<${tag}${attributes.join('')}></${tag}>`;
  const loader = '<script type="module" src="https://widgets.arco.example/sdk/v1/arco.js"';
  if (isWidget) return `${loader} data-token-url="/arco-token"></script>\n\n<${tag}${attributes.join('')}></${tag}>`;
  return `${loader}></script>\n\n<${tag}${attributes.join('')} token-url="/arco-token">\n  <arco-goals></arco-goals>\n</${tag}>`;
}

function listener(tag, { name, carries, cancelable }) {
  const what = carries[0] ? `event.${carries[0].name}` : 'event';
  const lines = [`  console.log(${what});`, ...(cancelable ? ['  event.preventDefault(); // what the widget would have done does not happen'] : [])];
  return fence('js', `document.querySelector('${tag}').addEventListener('${name}', (event) => {\n${lines.join('\n')}\n});`);
}

function signature({ name, parameters = [] }) {
  return `${name}(${parameters.map((parameter) => `${parameter.name}: ${parameter.type?.text ?? 'unknown'}`).join(', ')})`;
}

function table(head, rows) {
  const line = (cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), `|${'---|'.repeat(head.length)}`, ...rows.map(line)].join('\n');
}

function document(...blocks) {
  return `${blocks.filter(Boolean).join('\n\n')}\n`;
}

function fence(language, text) {
  return `\`\`\`${language}\n${text}\n\`\`\``;
}

function code(text) {
  return `\`${text}\``;
}

function flat(text = '') {
  return text.replace(/\s+/g, ' ').trim();
}

function lower(text) {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

if (process.argv[1] === import.meta.filename) {
  const pages = await elementPages();
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of pages) writeFileSync(join(folder, name), text);
  console.log(`Wrote docs/elements/: ${[...pages.keys()].join(', ')}`);
}
