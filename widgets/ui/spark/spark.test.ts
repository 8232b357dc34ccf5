import { expect } from '@open-wc/testing';
import { sparkPaths } from './spark.ts';

describe('sparkPaths', () => {
  it('draws from the lowest to the highest value over the whole width', () => {
    const { line, area, dot } = sparkPaths([10, 30, 20], 10, 30);

    expect(line).to.equal('M0.0 28.0L50.0 4.0L100.0 16.0h0');
    expect(area).to.equal('M0.0 32L0.0 28.0L50.0 4.0L100.0 16.0V32Z');
    expect(dot).to.equal('M100.0 16.0h0');
  });

  it('leaves a gap where a day is missing, and a point where it stands alone', () => {
    const { line } = sparkPaths([10, null, 30, null, 20, 10], 10, 30);

    expect(line).to.equal('M0.0 28.0h0M40.0 4.0h0M80.0 16.0L100.0 28.0h0');
  });

  it('draws a level line where nothing changes', () => {
    expect(sparkPaths([5, 5], 5, 5).line).to.equal('M0.0 28.0L100.0 28.0h0');
  });
});
