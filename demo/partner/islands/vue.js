import { createApp, h, ref } from 'vue';

// Render functions: templates would be compiled on the page, which takes eval.
const Marketing = {
  setup() {
    const period = ref('month');
    const shown = ref(true);
    const choice = (value, name) =>
      h('button', { type: 'button', 'aria-pressed': period.value === value, onClick: () => (period.value = value) }, name);
    return () =>
      h('div', [
        h('p', { class: 'choices' }, [
          choice('month', 'Mês'),
          choice('quarter', 'Trimestre'),
          h('button', { type: 'button', onClick: () => (shown.value = !shown.value) }, shown.value ? 'Desmontar' : 'Montar'),
        ]),
        shown.value
          ? h('div', { class: 'cards' }, [
              h('arco-goals', { period: period.value }),
              h('arco-metric', { metric: 'revenue', period: period.value }),
              h('arco-metric', { metric: 'sessions', period: period.value, compare: 'year' }),
            ])
          : null,
      ]);
  },
};

createApp(Marketing).mount('#vue');
