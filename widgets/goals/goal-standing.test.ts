import { expect } from '@open-wc/testing';
import { between } from './goal-standing.ts';

describe('two ends of a range', () => {
  it('say once what they share', () => {
    expect(between('R$\u00a061,3\u00a0mil', 'R$\u00a074,1\u00a0mil')).to.deep.equal(['61,3', '74,1\u00a0mil']);
    expect(between('1,9\u202f%', '2,4\u202f%')).to.deep.equal(['1,9', '2,4\u202f%']);
    expect(between('47', '57')).to.deep.equal(['47', '57']);
  });

  it('keep what they do not share', () => {
    expect(between('R$\u00a09.800', 'R$\u00a012\u00a0mil')).to.deep.equal(['9.800', '12\u00a0mil']);
    expect(between('−R$\u00a050', 'R$\u00a020')).to.deep.equal(['−R$\u00a050', 'R$\u00a020']);
  });
});
