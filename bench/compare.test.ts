import { expect, test, vi } from 'vitest';
import { compare } from './compare.ts';

test('runs both in turn, the order reversed each time, and compares pair by pair', async () => {
  const printed: string[] = [];
  const log = vi.spyOn(console, 'log').mockImplementation((line: string) => void printed.push(line));
  const order: string[] = [];
  const figures = { ours: [10, 30, 20, 100, 40], reference: [10, 10, 10, 10, 10] };
  const contestant = (name: 'ours' | 'reference') => ({ name, run: async () => (order.push(name), figures[name].shift()!) });
  const outcome = await compare(contestant('ours'), contestant('reference'), { unit: ' ms', better: 'lower' });
  log.mockRestore();

  expect(order).toEqual(['ours', 'reference', 'reference', 'ours', 'ours', 'reference', 'reference', 'ours', 'ours', 'reference']);
  expect(outcome).toEqual({ ratios: [1, 3, 2, 10, 4], median: 3 });
  expect(printed).toEqual(['  ours: 30 ms', '  reference: 10 ms', '  ratio 3.00 (1.00 2.00 3.00 4.00 10.00), lower is better']);
});
