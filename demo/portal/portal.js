import { writeDay, writeToday } from './dates.js';
import { say, tag, translate } from './language.js';
import { hourIn, lengthOf, rangeOf, readRange, todayIn, writeRange } from './period.js';
import { PeriodPicker } from './picker.js';
import { keepSettings } from './settings.js';
import { openedBy } from './sheet.js';

const { timeZone } = document.documentElement.dataset;
const widgets = document.querySelectorAll('arco-metric, arco-goals');
const score = document.querySelector('arco-score');

let today = todayIn(timeZone);
let range = readRange(location.search, today) ?? rangeOf('month', today);
/** The last day that is over and has figures; undefined until the server has said so. */
let completeUntil;

const picker = new PeriodPicker(today, range, (picked) => {
  range = picked;
  history.pushState(null, '', (writeRange(range, today) || location.pathname) + location.hash);
  showRange();
});
keepSettings(() => {
  picker.draw();
  greet();
});
if (document.documentElement.lang !== 'pt-BR') translate();
greet();
showRange();
addEventListener('popstate', () => {
  range = readRange(location.search, today) ?? rangeOf('month', today);
  picker.show(today, range);
  showRange();
});
const more = document.querySelector('.tabs button');
openedBy(document.querySelector('#more'), [more]);
addEventListener('hashchange', markSection);
markSection();
document.addEventListener('arco-ready', ({ target }) => learn(target).catch(() => {}), { once: true });
// A portal that stays open sees midnight.
document.addEventListener('visibilitychange', () => {
  if (!document.hidden) turnTo(todayIn(timeZone));
});

/** Gives every widget the period. This month is their own, so that they follow the day by themselves. */
function showRange() {
  const own = writeRange(range, today) === '';
  for (const widget of widgets) {
    for (const name of ['from', 'to']) {
      if (own) widget.removeAttribute(name);
      else widget.setAttribute(name, range[name]);
    }
  }
  // A score is of a day: the last of the period.
  if (own) score.removeAttribute('as-of');
  else score.setAttribute('as-of', range.to);
  // The goals of many months stand side by side, not in one long column. early.js has seen it coming.
  document.documentElement.toggleAttribute('data-long', lengthOf(range) > 100);
}

function greet() {
  const { greetings, completeUntilYesterday, completeUntil: until } = say();
  const hour = hourIn(timeZone);
  const title = document.querySelector('h1');
  title.textContent = `${greetings[hour < 5 || hour >= 18 ? 2 : hour < 12 ? 0 : 1]}, ${title.dataset.name}`;
  document.querySelector('[data-today]').textContent = writeToday(today, tag());
  const known = document.querySelector('[data-complete]');
  if (completeUntil) known.textContent = completeUntil === rangeOf('last-7', today).to ? completeUntilYesterday : until(writeDay(completeUntil, tag()));
}

/** Asks until when the figures are complete, over the widgets' own connection. Without an answer the page does not say. */
async function learn({ api }) {
  const last = rangeOf('last-30', today);
  const { days, today: theirs } = await api.metrics.get.query({ metric: 'sessions', from: last.from, to: today });
  completeUntil = days.findLast(({ date }) => date < theirs)?.date;
  turnTo(theirs);
  greet();
}

function turnTo(day) {
  if (day === today) return;
  const wasOwn = writeRange(range, today) === '';
  today = day;
  if (wasOwn) range = rangeOf('month', today);
  picker.show(today, range);
  greet();
}

function markSection() {
  const links = [...document.querySelectorAll('nav a')];
  const named = links.some(({ hash }) => hash === location.hash) ? location.hash : '#inicio';
  for (const link of links) mark(link, link.hash === named);
  mark(more, !document.querySelector('.tabs [aria-current]:not(button)'));
}

function mark(element, current) {
  if (current) element.setAttribute('aria-current', 'true');
  else element.removeAttribute('aria-current');
}
