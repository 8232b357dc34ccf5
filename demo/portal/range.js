import { lengthOf, rangeOf, readRange, todayIn, writeRange } from './period.js';

// Runs before the widgets do, so that they ask once, and for the period in the address. portal.js is too much to wait for.
const root = document.documentElement;
const widgets = document.querySelectorAll('arco-metric, arco-goals, arco-traffic');
const score = document.querySelector('arco-score');
if (location.search) showRange(rangeHere(todayHere()), todayHere());

/** The day it is where the client is. */
export function todayHere() {
  return todayIn(root.dataset.timeZone);
}

/** The range in the address, else this month. */
export function rangeHere(/** @type {import('./period.js').Day} */ today) {
  return readRange(location.search, today) ?? rangeOf('month', today);
}

/** Gives every widget the period. This month is their own, so that they follow the day by themselves. */
export function showRange(/** @type {import('./period.js').Range} */ range, /** @type {import('./period.js').Day} */ today) {
  const own = writeRange(range, today) === '';
  for (const widget of widgets) {
    for (const name of /** @type {const} */ (['from', 'to'])) {
      if (own) widget.removeAttribute(name);
      else widget.setAttribute(name, range[name]);
    }
  }
  // A score is of a day: the last of the period.
  if (own) score.removeAttribute('as-of');
  else score.setAttribute('as-of', range.to);
  // The goals of many months stand side by side, not in one long column. early.js has seen it coming.
  root.toggleAttribute('data-long', lengthOf(range) > 100);
}
