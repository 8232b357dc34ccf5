import { expect } from '@open-wc/testing';
import { axisPoints, gridLines } from './scale.ts';

describe('the axes of a chart', () => {
  it('start at zero, with three to five round lines', () => {
    expect(gridLines(12, 773, true)).to.deep.equal([0, 200, 400, 600, 800]);
    expect(gridLines(0, 72, true)).to.deep.equal([0, 20, 40, 60, 80]);
    expect(gridLines(0, 11_482, true)).to.deep.equal([0, 5_000, 10_000, 15_000]);
    expect(gridLines(0, 0.028, false)).to.deep.equal([0, 0.01, 0.02, 0.03]);
  });

  it('count whole things in whole numbers', () => {
    expect(gridLines(0, 10, true)).to.deep.equal([0, 3, 6, 9, 12]);
    expect(gridLines(0, 0, true)).to.deep.equal([0, 1]);
  });

  it('go below zero where the figure does', () => {
    expect(gridLines(-30, 100, false)).to.deep.equal([-50, 0, 50, 100]);
    expect(gridLines(-8, -2, true)).to.deep.equal([-8, -6, -4, -2, 0]);
  });

  it('name the first day, the last, and a few between', () => {
    expect(axisPoints(30, 4)).to.deep.equal([0, 7, 15, 22, 29]);
    expect(axisPoints(2, 4)).to.deep.equal([0, 1]);
    expect(axisPoints(1, 2)).to.deep.equal([0]);
  });
});
