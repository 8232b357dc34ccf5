/** @typedef {import('./period.js').Day} Day */
/** @typedef {import('./period.js').Range} Range */

const noon = (/** @type {Day} */ day) => new Date(`${day}T12:00Z`);
const format = (/** @type {string} */ language, /** @type {Intl.DateTimeFormatOptions} */ options) =>
  new Intl.DateTimeFormat(language, { ...options, timeZone: 'UTC' });

/** A range as the widgets write it: 1–23 nov. The year where it is not this one. */
export function writeDays(/** @type {Range} */ { from, to }, /** @type {Day} */ today, /** @type {string} */ language) {
  const thisYear = from.slice(0, 4) === today.slice(0, 4) && to.slice(0, 4) === today.slice(0, 4);
  const options = { day: 'numeric', month: 'short', ...(thisYear ? {} : { year: 'numeric' }) };
  const text = format(language, /** @type {Intl.DateTimeFormatOptions} */ (options)).formatRange(noon(from), noon(to));
  return text.replace(/ de /g, ' ').replace(/\s*[–-]\s*/, '–');
}

export const writeMonth = (/** @type {Day} */ day, /** @type {string} */ language) => format(language, { month: 'long', year: 'numeric' }).format(noon(day));

/** Within a sentence: 20 de novembro. */
export const writeDay = (/** @type {Day} */ day, /** @type {string} */ language) => format(language, { day: 'numeric', month: 'long' }).format(noon(day));

/** As a sentence: Segunda, 23 de novembro. */
export function writeToday(/** @type {Day} */ day, /** @type {string} */ language) {
  const text = format(language, { weekday: 'long', day: 'numeric', month: 'long' }).format(noon(day)).replace('-feira', '');
  return `${text[0].toUpperCase()}${text.slice(1)}.`;
}
