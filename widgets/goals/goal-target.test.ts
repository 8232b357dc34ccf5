import { expect } from '@open-wc/testing';
import { Locale } from '../core/locale.ts';
import { parseTarget, writeTarget } from './goal-target.ts';

const pt = Locale.of('pt-BR');
const en = Locale.of('en');

describe('a target', () => {
  it('is read as the reader writes it', () => {
    expect(parseTarget('10.000', 'count', pt)).to.equal(10_000);
    expect(parseTarget('10,000', 'count', en)).to.equal(10_000);
    expect(parseTarget(' R$ 72.000,50 ', 'money', pt)).to.equal(7_200_050);
    expect(parseTarget('2,8', 'rate', pt)).to.equal(0.028);
    expect(parseTarget('2.8%', 'rate', en)).to.equal(0.028);
    expect(parseTarget('4,25', 'ratio', pt)).to.equal(4.25);
    expect(parseTarget('1.234.567', 'count', pt)).to.equal(1_234_567);
  });

  it('is read with the marks of another language too, where there is one way to read it', () => {
    expect(parseTarget('72000.50', 'money', pt)).to.equal(7_200_050);
    expect(parseTarget('72,000.50', 'money', pt)).to.equal(7_200_050);
    expect(parseTarget('2,8', 'rate', en)).to.equal(0.028);
  });

  it('keeps centavos whole', () => {
    expect(parseTarget('1234,56', 'money', pt)).to.equal(123_456);
    expect(parseTarget('0,29', 'money', pt)).to.equal(29);
  });

  it('is refused when it is no number', () => {
    for (const text of ['', 'muito', '1e9', '-5', '1.23.4', ',5', '10 mil']) expect(parseTarget(text, 'count', pt), text).to.equal(undefined);
  });

  it('comes back as it was typed', () => {
    expect(writeTarget(7_200_050, 'money', pt)).to.equal('72.000,50');
    expect(writeTarget(0.028, 'rate', pt)).to.equal('2,8');
    expect(writeTarget(10_000, 'count', en)).to.equal('10,000');
    for (const [target, unit] of [[123_456, 'money'], [0.0355, 'rate'], [134, 'seconds'], [4.2, 'ratio']] as const) {
      expect(parseTarget(writeTarget(target, unit, pt), unit, pt)).to.equal(target);
    }
  });
});
