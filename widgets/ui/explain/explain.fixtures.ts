import type { Explanation } from '../../../server/modules/metrics/metrics.schema.ts';
import { addDays, eachDay } from '../days/days.ts';
import { sampleKind, sampleToday, sampleTotal } from '../sample/sample.ts';
import type { Explained } from './explain-button.ts';

/** An explanation for `mock`, the same each time. */
export async function explanationFixture({ metric, from, to }: Explained): Promise<Explanation> {
  const last = to < sampleToday ? to : sampleToday;
  const days = eachDay({ from, to: last }).length;
  const { name, unit, better, currency } = sampleKind(metric);
  const total = sampleTotal(metric, { from, to: last });
  const updatedAt = `${sampleToday}T12:41:00Z`;
  return {
    metric,
    name,
    definition: {
      pt: 'Número de exemplo. No seu portal, aqui fica o que ele significa.',
      en: 'An example figure. In your portal, this says what it means.',
      es: 'Una cifra de ejemplo. En tu portal, aquí dice qué significa.',
    },
    formula: { pt: 'Soma dos dias', en: 'Sum of the days', es: 'Suma de los días' },
    unit,
    better,
    currency,
    from,
    to,
    total,
    completeDays: eachDay({ from, to: last === sampleToday ? addDays(last, -1) : last }).length,
    daysWithData: days,
    partialToday: last === sampleToday,
    revisedDays: 1,
    sources: [
      { source: 'collector', name: null, days: days - 2, updatedAt },
      { source: 'import', name: 'visitas-novembro.csv', days: 2, updatedAt },
    ],
    counts: unit === 'rate' || unit === 'ratio' ? [] : [{ id: metric, name, unit, value: total }],
    updatedAt,
  };
}
