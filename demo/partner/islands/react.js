import { createElement as h, StrictMode, useState } from 'react';
import { createRoot } from 'react-dom/client';

function Marketing() {
  const [period, setPeriod] = useState('month');
  const [shown, setShown] = useState(true);
  const choice = (value, name) => h('button', { type: 'button', 'aria-pressed': period === value, onClick: () => setPeriod(value) }, name);
  return h(
    'div',
    null,
    h(
      'p',
      { className: 'choices' },
      choice('month', 'Mês'),
      choice('quarter', 'Trimestre'),
      h('button', { type: 'button', onClick: () => setShown(!shown) }, shown ? 'Desmontar' : 'Montar'),
    ),
    shown &&
      h(
        'div',
        { className: 'cards' },
        h('arco-goals', { period }),
        h('arco-metric', { metric: 'revenue', period }),
        h('arco-metric', { metric: 'sessions', period, compare: 'year' }),
      ),
  );
}

// StrictMode mounts everything twice in development, which is where hosts of widgets find their double requests.
createRoot(document.querySelector('#react')).render(h(StrictMode, null, h(Marketing)));
