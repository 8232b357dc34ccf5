// The reference for the portal: the same figures and goals, and one line, from data that is in the page.
import { createElement as h } from 'react';
import { createRoot } from 'react-dom/client';
import { CartesianGrid, Line, LineChart, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';

const { figures, goals, line } = JSON.parse(document.querySelector('#data').textContent);
const percent = new Intl.NumberFormat('pt-BR', { style: 'percent', maximumFractionDigits: 1 });
const number = new Intl.NumberFormat('pt-BR', { maximumFractionDigits: 1 });
const money = new Intl.NumberFormat('pt-BR', { style: 'currency', currency: 'BRL' });
const day = new Intl.DateTimeFormat('pt-BR', { day: 'numeric', month: 'short', timeZone: 'UTC' });

function write(value, unit) {
  if (value === null) return '–';
  return unit === 'money' ? money.format(value / 100) : unit === 'rate' ? percent.format(value) : number.format(value);
}

function Figure({ name, total, unit, former }) {
  return h(
    'article',
    { className: 'card' },
    h('h3', null, name),
    h('p', { className: 'figure' }, write(total, unit)),
    former ? h('p', null, `${percent.format(total / former - 1)} vs. ${write(former, unit)}`) : null,
  );
}

function Goal({ name, current, target, unit }) {
  return h('li', null, h('b', null, name), ` ${write(current, unit)} / ${write(target, unit)} `, h('progress', { value: current ?? 0, max: target }));
}

function Days() {
  return h(
    ResponsiveContainer,
    { width: '100%', height: 240 },
    h(
      LineChart,
      { data: line },
      h(CartesianGrid, { vertical: false }),
      h(XAxis, { dataKey: 'date', tickFormatter: (date) => day.format(new Date(date)) }),
      h(YAxis, { tickFormatter: (value) => number.format(value) }),
      h(Tooltip),
      h(Line, { dataKey: 'value', dot: false, isAnimationActive: false }),
    ),
  );
}

createRoot(document.querySelector('#app')).render(
  h(
    'main',
    null,
    h('div', { className: 'grid' }, ...figures.map((figure) => h(Figure, { key: figure.name, ...figure }))),
    h('ul', { className: 'card' }, ...goals.map((goal) => h(Goal, { key: goal.name, ...goal }))),
    h('div', { className: 'card' }, h(Days)),
  ),
);
