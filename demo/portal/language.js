import { texts } from './texts.js';

const root = document.documentElement;
const marked = [...document.querySelectorAll('[data-text], [data-label]')];
/** What the page says as it is served, in Portuguese. */
const served = new Map(marked.map((element) => [element, { text: element.textContent, label: element.getAttribute('aria-label') }]));

/** `pt`, `en` or `es`. */
export const language = () => (root.lang in texts ? root.lang : 'pt');

/** How dates are written in it. */
export const tag = () => (language() === 'pt' ? 'pt-BR' : language());

export const say = () => texts[language()];

/** Says the whole page in the language of its root; the widgets follow that by themselves. */
export function translate() {
  const { page } = say();
  for (const element of marked) {
    const { text, label } = element.dataset;
    const was = served.get(element);
    if (text) element.textContent = page?.[text] ?? was.text;
    if (label) element.setAttribute('aria-label', page?.[label] ?? was.label);
  }
}
