import { expect } from '@open-wc/testing';
import { sparkPaths, type Point } from './spark.ts';

const at = (day: number) => Date.UTC(2025, 10, day);
const points = (values: Record<number, number>): Point[] => Object.entries(values).map(([day, value]) => [at(Number(day)), value]);

describe('sparkPaths', () => {
  it('draws from the lowest to the highest value over the whole width', () => {
    const { line, area, dot } = sparkPaths(points({ 1: 10, 2: 30, 3: 20 }), at(1), at(3), 10, 30);

    expect(line).to.equal('M0.0 28.0h0L50.0 4.0h0L100.0 16.0h0');
    expect(area).to.equal('M0.0 32L0.0 28.0L50.0 4.0L100.0 16.0V32Z');
    expect(dot).to.equal('M100.0 16.0h0');
  });

  it('leaves a gap where a day is missing, a point where one stands alone, and room where the last are missing', () => {
    const { line } = sparkPaths(points({ 1: 10, 3: 30, 5: 20, 6: 10 }), at(1), at(11), 10, 30);

    expect(line).to.equal('M0.0 28.0h0M20.0 4.0h0M40.0 16.0h0L50.0 28.0h0');
  });

  it('draws a level line where nothing changes', () => {
    expect(sparkPaths(points({ 1: 5, 2: 5 }), at(1), at(2), 5, 5).line).to.equal('M0.0 28.0h0L100.0 28.0h0');
  });
});
