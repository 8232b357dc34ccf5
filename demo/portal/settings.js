import { language, translate } from './language.js';
import { openedBy } from './sheet.js';

const root = document.documentElement;
const dialog = document.querySelector('#account');
const bars = [...document.querySelectorAll('meta[name=theme-color]')].map((meta) => ({ meta, follows: meta.media }));

/** Theme and language of the page, and with it of its widgets. `spoke` is told when the language has changed. */
export function keepSettings(spoke) {
  openedBy(dialog, document.querySelectorAll('[data-account]'));
  dialog.querySelector(`[name=theme][value=${root.dataset.theme ?? 'auto'}]`).checked = true;
  dialog.querySelector('[name=language]').value = language();
  tintBars();
  dialog.addEventListener('change', ({ target: { name, value } }) => {
    if (name === 'theme') setTheme(value);
    else speak(value, spoke);
    keep({ theme: root.dataset.theme, language: language() });
  });
}

function setTheme(theme) {
  if (theme === 'auto') delete root.dataset.theme;
  else root.dataset.theme = theme;
  tintBars();
}

/** The browser's own bars have the colour of the theme that was chosen, else that of the system's. */
function tintBars() {
  const { theme } = root.dataset;
  for (const { meta, follows } of bars) meta.media = !theme ? follows : follows.includes(theme) ? 'all' : 'not all';
}

function speak(chosen, spoke) {
  root.lang = chosen === 'pt' ? 'pt-BR' : chosen;
  translate();
  spoke();
}

function keep(settings) {
  try {
    localStorage.setItem('arco.portal', JSON.stringify(settings));
  } catch {
    // Without storage they last as long as the page.
  }
}
