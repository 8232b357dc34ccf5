import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { addTo, countOf, emptySketch, mergeInto } from './hyperloglog.ts';

/** Visitors as the collector names them: hashes with the version bits of a UUID. */
function visitor(n: number): string {
  const hash = createHash('sha256').update(`visitor ${n}`).digest('hex');
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-8${hash.slice(13, 16)}-a${hash.slice(17, 20)}-${hash.slice(20, 32)}`;
}

const sketchOf = (from: number, to: number) => {
  const sketch = emptySketch();
  for (let n = from; n < to; n += 1) addTo(sketch, visitor(n));
  return sketch;
};

describe('a sketch of visitors', () => {
  test('of nobody counts nobody, and few exactly enough to print', () => {
    expect(countOf(emptySketch())).toBe(0);
    for (const few of [1, 2, 10, 40]) expect(countOf(sketchOf(0, few))).toBe(few);
  });

  test('errs by its stated 2.3 % and not more, over 20 draws of each size', () => {
    for (const size of [500, 5_000, 20_000]) {
      const errors = Array.from({ length: 20 }, (_, draw) => countOf(sketchOf(draw * 100_000, draw * 100_000 + size)) / size - 1);
      const spread = Math.sqrt(errors.reduce((sum, error) => sum + error * error, 0) / errors.length);
      expect(spread, `${size}`).toBeLessThan(0.023 * 1.4);
      expect(Math.max(...errors.map(Math.abs)), `${size}`).toBeLessThan(0.023 * 3.5);
    }
  });

  test('that are merged count nobody twice, in any order', () => {
    const merged = sketchOf(0, 6_000);
    mergeInto(merged, sketchOf(3_000, 9_000));
    expect(merged).toEqual(sketchOf(0, 9_000));
  });
});
