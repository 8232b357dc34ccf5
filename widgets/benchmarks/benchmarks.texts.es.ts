import type { BenchmarksTexts } from './benchmarks.texts.ts';

const es: BenchmarksTexts = {
  heading: 'Tu empresa y el sector',
  explain: (name) => `Cómo lo sabemos: ${name}`,
  lower: 'menos es mejor',
  clients: { better: 'Mejor que el sector', same: 'Igual que el sector', above: 'Por encima del sector', below: 'Por debajo del sector' },
  published: { better: 'Mejor que la referencia', same: 'Igual que la referencia', above: 'Por encima de la referencia', below: 'Por debajo de la referencia' },
  unknown: {
    no_benchmark: 'Sin comparación',
    few_days: 'Pocos días para comparar',
    currency: 'La referencia está en otra moneda',
    definition: 'La referencia cuenta otra cosa',
  },
  median: (value) => `mediana ${value}`,
  companies: (count) => `${count} empresas`,
  sample: (count) => `n ${count}`,
  all: 'todos los sectores',
  scale: (name, value, median) => `${name}: tu empresa ${value}, mediana ${median}`,
  between: (low, high) => `entre ${low} y ${high}`,
  hidden: (reason, count, needed) =>
    reason === 'few'
      ? `Todavía hay pocas empresas del sector para comparar: ${count} de ${needed}`
      : reason === 'dominated'
        ? 'Una sola empresa pesa más de un cuarto en el sector: mostrar la cifra la mostraría'
        : 'Dile a ARCO cuál es el sector de la empresa, y la comparación aparece aquí',
  legend: 'La franja gris reúne la mitad central, la marca es la mediana. El punto es tu empresa, con su margen.',
  details: 'De dónde viene la comparación',
  you: 'Tu empresa, con 95 % de confianza',
  half: 'Mitad central',
  range: 'Mediana del sector, con 95 % de confianza',
  source: 'Fuente',
  counts: 'Qué cuenta',
  ofClients: 'Clientes de ARCO que contribuyen, cada uno con el mismo peso',
  consent: 'Contribuir con las cifras, sin el nombre',
  shared: 'Solo entran las tasas y los costos de cada mes, en una mediana de 15 empresas o más. El nombre, las ventas y las visitas no aparecen. Puedes salir cuando quieras.',
  saved: (contributes) => (contributes ? 'Las cifras cuentan a partir del próximo cálculo del mes' : 'Las cifras ya no cuentan'),
  failed: 'No se pudo guardar. La elección sigue como estaba.',
  empty: 'Todavía no hay un mes completo para comparar',
  emptyText: 'Con visitas o anuncios registrados durante un mes entero, la comparación aparece aquí.',
};

export default es;
