import { writeDays, writeMonth } from './dates.js';
import { say, tag } from './language.js';
import { monthNear, presetOf, problemOf, rangeOf } from './period.js';
import { openedBy } from './sheet.js';

const dialog = document.querySelector('#period');
const button = document.querySelector('#period-button');
const form = dialog.querySelector('form');
const { from, to } = form.elements;
const problem = form.querySelector('[role=alert]');

/** The button with the period that is shown, and the sheet to choose another. `pick` is told which. */
export class PeriodPicker {
  #today;
  #range;
  #pick;

  constructor(today, range, pick) {
    this.#today = today;
    this.#range = range;
    this.#pick = pick;
    openedBy(dialog, [button]);
    dialog.addEventListener('click', ({ target }) => this.#clicked(target.closest('[data-preset], [data-step]')));
    form.addEventListener('submit', (event) => this.#submitted(event));
    form.addEventListener('input', () => this.#complain());
    this.draw();
  }

  /** Shows another period as the chosen one. */
  show(today, range) {
    this.#today = today;
    this.#range = range;
    this.draw();
  }

  /** Writes everything in the language of the page. */
  draw() {
    const range = this.#range;
    const chosen = presetOf(range, this.#today);
    button.querySelector('span').textContent = writeDays(range, this.#today, tag());
    for (const preset of dialog.querySelectorAll('[data-preset]')) {
      preset.setAttribute('aria-pressed', preset.dataset.preset === chosen);
      // Where the focus lands when the sheet opens.
      preset.autofocus = preset.dataset.preset === (chosen ?? 'month');
    }
    dialog.querySelector('[data-month]').textContent = writeMonth(range.to, tag());
    for (const step of dialog.querySelectorAll('[data-step]')) step.disabled = !this.#near(step);
    from.value = range.from;
    to.value = range.to;
    from.max = to.max = this.#today;
    this.#complain();
  }

  #near({ dataset }) {
    return monthNear(this.#range, Number(dataset.step), this.#today);
  }

  #clicked(choice) {
    if (!choice) return;
    const { preset } = choice.dataset;
    this.#choose(preset ? rangeOf(preset, this.#today) : this.#near(choice));
    if (preset) dialog.close();
    // A button that can go no further would drop the focus to the page.
    else if (choice.disabled) dialog.querySelector('[data-step]:enabled').focus();
  }

  #submitted(event) {
    event.preventDefault();
    const range = { from: from.value, to: to.value };
    const wrong = problemOf(range, this.#today);
    if (wrong) return this.#complain(wrong);
    this.#choose(range);
    dialog.close();
  }

  #complain(wrong) {
    problem.textContent = wrong ? say().problems[wrong] : '';
    from.setAttribute('aria-invalid', wrong === 'day' && !from.value);
    to.setAttribute('aria-invalid', Boolean(wrong) && !(wrong === 'day' && to.value));
  }

  #choose(range) {
    this.#range = range;
    this.draw();
    this.#pick(range);
  }
}
