import { writeDay, writeToday } from './dates.js';
import { say, tag, translate } from './language.js';
import { hourIn, rangeOf, writeRange } from './period.js';
import { PeriodPicker } from './picker.js';
import { rangeHere, showRange, todayHere } from './range.js';
import { keepSession } from './session.js';
import { keepSettings } from './settings.js';
import { openedBy } from './sheet.js';

const { timeZone } = document.documentElement.dataset;

let today = todayHere();
let range = rangeHere(today);
/** The last day that is over and has figures; undefined until the server has said so. */
let completeUntil;

const picker = new PeriodPicker(today, range, (picked) => {
  range = picked;
  history.pushState(null, '', address(range) + location.hash);
  showRange(range, today);
});
keepSettings(() => {
  picker.draw();
  greet();
});
keepSession();
if (document.documentElement.lang !== 'pt-BR') translate();
greet();
addEventListener('popstate', () => {
  range = rangeHere(today);
  picker.show(today, range);
  showRange(range, today);
});
const more = document.querySelector('.tabs button');
openedBy(document.querySelector('#more'), [more]);
addEventListener('hashchange', markSection);
markSection();
document.addEventListener('arco-ready', ({ target }) => learn(target).catch(() => {}), { once: true });
// A portal that stays open sees midnight.
document.addEventListener('visibilitychange', () => {
  if (!document.hidden) turnTo(todayHere());
});

/** The page's address with a period: whose portal it is stays in it. */
function address(shown) {
  const query = new URLSearchParams(writeRange(shown, today));
  const client = new URLSearchParams(location.search).get('client');
  if (client) query.set('client', client);
  return query.size ? `?${query}` : location.pathname;
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
