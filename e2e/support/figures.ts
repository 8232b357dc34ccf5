import type { Locator } from 'playwright-core';
import { expect } from 'vitest';
import type { Metric } from '../../server/modules/metrics/metrics.schema.ts';
import type { Arco } from './arco.ts';

const scales: Record<string, number> = { mil: 1e3, milhão: 1e6, milhões: 1e6, bilhão: 1e9, bilhões: 1e9 };

/** A figure as a person reads it off a Portuguese page, and by how much it may be rounded. Null is a dash. */
export function readFigure(written: string): { value: number; step: number } | null {
  const text = written.replace(/\s+/g, ' ').trim();
  if (text === '–') return null;
  const time = /^(?:(\d+) min )?(\d+) s$/.exec(text);
  if (time) return { value: Number(time[1] ?? 0) * 60 + Number(time[2]), step: 1 };
  const found = /^(−?)(?:R\$ )?(−?)([\d.]+)(?:,(\d+))?(?: (mil|milhão|milhões|bilhão|bilhões))?(?: (%))?$/.exec(text);
  if (!found) throw new Error(`"${text}" is not a figure that a Portuguese page would show`);
  const [, before, after, whole = '', decimals = '', word, percent] = found;
  const unit = (word ? scales[word]! : 1) / (percent ? 100 : 1);
  const value = Number(`${whole.replaceAll('.', '')}.${decimals || 0}`) * unit;
  return { value: before || after ? -value : value, step: unit / 10 ** decimals.length };
}

/** Whether what is painted is what the API answered, rounded as far as is painted. Money of the API is in centavos. */
export function isPainted(written: string, answered: number | null, unit: string): boolean {
  const figure = readFigure(written);
  if (figure === null || answered === null) return figure === null && answered === null;
  const value = unit === 'money' ? answered / 100 : answered;
  return Math.abs(figure.value - value) <= figure.step / 2 + 1e-9;
}

/** Every figure of some `<arco-metric>` that show the same days comes to what the API answers to a host's backend for them. */
export async function expectFigures(widgets: Locator, arco: Arco, window: { from: string; to: string }): Promise<void> {
  expect(await widgets.count()).toBeGreaterThan(0);
  for (const widget of await widgets.all()) {
    // A framework sets the property, and no attribute, where the element was defined before it rendered.
    const metric = await widget.evaluate((element) => element.getAttribute('metric') ?? (element as Element & { metric?: string }).metric);
    const { total, unit } = await arco.query<Metric>('metrics.get', { metric, ...window });
    const painted = async () => {
      const text = await widget.evaluate((element) => element.shadowRoot!.querySelector('[part=figure]')?.textContent ?? '');
      return text !== '' && isPainted(text, total, unit) ? 'as answered' : text;
    };
    await expect.poll(painted, { message: `${metric} of ${window.from} to ${window.to} is ${total} (${unit})` }).toBe('as answered');
  }
}
