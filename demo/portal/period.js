/** @typedef {string} Day A calendar day, `yyyy-mm-dd`. */
/** @typedef {{ from: Day, to: Day }} Range First and last day, both included. */

/** What the API takes at most. */
export const MAX_DAYS = 3_700;

const DAY_MS = 86_400_000;
const time = (/** @type {Day} */ day) => Date.parse(`${day}T00:00Z`);
const write = (/** @type {number} */ ms) => new Date(ms).toISOString().slice(0, 10);
const daysAfter = (/** @type {Day} */ day, /** @type {number} */ days) => write(time(day) + days * DAY_MS);

/** First and last day of so many months from one that is `offset` months away from a day's. */
function months(/** @type {Day} */ day, /** @type {number} */ offset, count = 1) {
  const [year, month] = day.split('-').map(Number);
  return { from: write(Date.UTC(year, month - 1 + offset, 1)), to: write(Date.UTC(year, month - 1 + offset + count, 0)) };
}

const lastDays = (/** @type {number} */ count) => (/** @type {Day} */ today) => ({ from: daysAfter(today, -count), to: daysAfter(today, -1) });

/** @type {Record<string, (today: Day) => Range>} Periods that go on run until today; `last` ones have complete days alone. */
const presets = {
  month: (today) => ({ ...months(today, 0), to: today }),
  'last-month': (today) => months(today, -1),
  'last-7': lastDays(7),
  'last-30': lastDays(30),
  'last-90': lastDays(90),
  quarter: (today) => ({ from: months(today, -((Number(today.slice(5, 7)) - 1) % 3)).from, to: today }),
  year: (today) => ({ from: `${today.slice(0, 4)}-01-01`, to: today }),
  'last-year': (today) => months(today, -11 - Number(today.slice(5, 7)), 12),
};

/** @returns {Range} */
export function rangeOf(/** @type {string} */ preset, /** @type {Day} */ today) {
  return presets[preset](today);
}

/** The preset that has these days; undefined for others. */
export function presetOf(/** @type {Range} */ { from, to }, /** @type {Day} */ today) {
  return Object.keys(presets).find((name) => {
    const range = rangeOf(name, today);
    return range.from === from && range.to === to;
  });
}

/** The month of a range's last day, so many months further; until today where it is not over. Undefined in the future. */
export function monthNear(/** @type {Range} */ { to }, /** @type {number} */ offset, /** @type {Day} */ today) {
  const month = months(to, offset);
  if (month.from > today) return undefined;
  return { from: month.from, to: month.to < today ? month.to : today };
}

/** Days from first to last, both included. */
export const lengthOf = (/** @type {Range} */ { from, to }) => (time(to) - time(from)) / DAY_MS + 1;

/** What is wrong with a range, if anything. @returns {'day' | 'order' | 'future' | 'length' | undefined} */
export function problemOf(/** @type {Range} */ { from, to }, /** @type {Day} */ today) {
  if (![from, to].every(isDay)) return 'day';
  if (from > to) return 'order';
  if (to > today) return 'future';
  return lengthOf({ from, to }) > MAX_DAYS ? 'length' : undefined;
}

function isDay(/** @type {string} */ text) {
  return /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(time(text)) && write(time(text)) === text;
}

/** The range that an address names; undefined where it names none that can be shown. */
export function readRange(/** @type {string} */ search, /** @type {Day} */ today) {
  const query = new URLSearchParams(search);
  const range = { from: query.get('from') ?? '', to: query.get('to') ?? '' };
  return problemOf(range, today) ? undefined : range;
}

/** The address of a range; this month, which is what is shown without one, has none. */
export function writeRange(/** @type {Range} */ range, /** @type {Day} */ today) {
  return presetOf(range, today) === 'month' ? '' : `?${new URLSearchParams({ from: range.from, to: range.to })}`;
}

/** The day it is in a time zone. */
export function todayIn(/** @type {string | undefined} */ timeZone, now = new Date()) {
  return new Intl.DateTimeFormat('sv-SE', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(now);
}

/** The hour it is in a time zone, 0 to 23. */
export function hourIn(/** @type {string | undefined} */ timeZone, now = new Date()) {
  return Number(new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', hourCycle: 'h23' }).format(now));
}
