import { parts, widgets } from '/sdk/v1/kit/kit.js';

const sizes = [160, 320, 480, 720];
const states = { loading: 'Carregando', empty: 'Vazio', error: 'Erro', stale: 'Dados salvos', unauthorized: 'Sem acesso' };
/** What a widget is not itself without. */
const needed = { 'arco-metric': { metric: 'revenue' } };

const root = document.documentElement;
const main = document.querySelector('main');

for (const { group, names } of parts) addSection(group, names.map((name) => [say('h3', name), sizesOf((size) => make('arco-ui-specimen', { group, name, size }))]));
addSection('Widgets', widgets.map((tag) => [say('h3', `<${tag}>`), sizesOf(() => widget(tag, { mock: '' })), statesOf(tag)]));

choose('theme', 'Tema', [['', 'Automático'], ['light', 'Claro'], ['dark', 'Escuro']], '', (theme) => {
  if (theme) root.dataset.theme = theme;
  else delete root.dataset.theme;
});
choose('language', 'Idioma', [['pt-BR', 'Português'], ['en', 'English'], ['es', 'Español']], root.lang, (language) => {
  root.lang = language;
  for (const specimen of document.querySelectorAll('arco-ui-specimen')) specimen.lang = language;
});

function addSection(name, rows) {
  const section = document.createElement('section');
  const heading = say('h2', name);
  heading.id = name.normalize('NFD').replace(/\P{ASCII}/gu, '').toLowerCase();
  section.append(heading, ...rows.flat());
  main.append(section);
  const link = say('a', name);
  link.href = `#${heading.id}`;
  document.querySelector('nav').append(link);
}

/** The same in every width. */
function sizesOf(draw) {
  return row('sizes', sizes.map((size) => box(`b${size}`, `${size} px`, draw(size))));
}

function statesOf(tag) {
  return row('states', Object.entries(states).map(([state, name]) => box('', name, widget(tag, { 'preview-state': state }))));
}

function widget(tag, attributes) {
  // At once, as everything here is to be looked at.
  return make(tag, { loading: 'eager', ...needed[tag], ...attributes });
}

function row(className, boxes) {
  const element = document.createElement('div');
  element.className = className;
  element.append(...boxes);
  return element;
}

function box(width, name, content) {
  const element = document.createElement('div');
  element.className = `box ${width}`;
  element.append(say('p', name), content);
  return element;
}

function make(tag, attributes) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}

/** The page speaks Portuguese, whatever language the parts are shown in. */
function say(tag, text) {
  const element = document.createElement(tag);
  element.lang = 'pt-BR';
  element.textContent = text;
  return element;
}

function choose(id, label, options, value, pick) {
  const control = document.getElementById(id);
  Object.assign(control, { label, value, options: options.map(([key, name]) => ({ value: key, label: name })) });
  control.addEventListener('change', ({ detail }) => pick(detail));
}
