import { expect, test } from 'vitest';
import type { Benchmark } from './benchmarks.schema.ts';
import { judge } from './verdict.ts';

const clients: Benchmark = { source: 'clients', sector: 'moda', country: 'BR', year: 2026, month: 10, currency: null, median: 20, q1: 15, q3: 25, low: 18, high: 22, n: 15, name: null, url: null, definition: null, comparable: true };
const published: Benchmark = { ...clients, source: 'published', month: null, q1: null, q3: null, low: null, high: null, name: 'Estudo', url: 'https://example.com/', definition: 'x' };
const between = (low: number, high: number) => ({ low, high, method: 'ratio' as const });
const verdict = (low: number, high: number, better: 'higher' | 'lower', benchmark = clients) => judge(between(low, high), better, benchmark, 'BRL').verdict;

test('an interval that leaves the median out, and where it may lie, is better or worse; one that touches is the same', () => {
  expect([verdict(22.01, 30, 'higher'), verdict(22, 30, 'higher'), verdict(10, 18, 'higher'), verdict(10, 17.99, 'higher')]).toEqual(['better', 'same', 'same', 'worse']);
  expect(verdict(20.5, 21.5, 'higher')).toBe('same');
});

test('of what is better low, below is better', () => {
  expect([verdict(22.01, 30, 'lower'), verdict(22, 30, 'lower'), verdict(10, 17.99, 'lower')]).toEqual(['worse', 'same', 'better']);
});

test('of a published figure, the median alone', () => {
  expect([verdict(20.01, 21, 'higher', published), verdict(20, 21, 'higher', published), verdict(19, 19.99, 'higher', published)]).toEqual(['better', 'same', 'worse']);
});

test('what cannot be told is unknown, with the reason', () => {
  const mine = between(30, 40);
  const reason = (benchmark: Benchmark | undefined, interval: typeof mine | null = mine) => judge(interval, 'higher', benchmark, 'BRL');
  expect(reason(undefined)).toEqual({ verdict: 'unknown', unknown: 'no_benchmark' });
  expect(reason({ ...published, currency: 'USD' })).toEqual({ verdict: 'unknown', unknown: 'currency' });
  expect(reason({ ...published, comparable: false })).toEqual({ verdict: 'unknown', unknown: 'definition' });
  expect(reason(clients, null)).toEqual({ verdict: 'unknown', unknown: 'few_days' });
  expect(reason({ ...published, currency: 'BRL' })).toEqual({ verdict: 'better', unknown: null });
});
