import { expect } from '@open-wc/testing';
import { Locale } from '../../core/locale.ts';
import { metricChange } from './change.ts';

const texts = { change: (sign: number, amount: string) => (sign > 0 ? `subiu ${amount}` : sign < 0 ? `caiu ${amount}` : 'não mudou'), good: ', bom', bad: ', ruim' };

const of = (base: number | null, total: number | null, change: number | null, unit: 'count' | 'money' | 'rate' = 'count', better: 'higher' | 'lower' | 'neither' = 'higher') =>
  metricChange({ unit, better }, { base, total, change }, Locale.of('pt-BR'), texts);

describe('metricChange', () => {
  it('writes the sign, one decimal and a narrow space', () => {
    expect(of(4_320_000, 3_509_342, 0.231, 'money')).to.deep.equal({ text: '+23,1\u202f%', sign: 1, tone: 'good', spoken: 'subiu 23,1\u202f%, bom' });
  });

  it('calls a cost that falls good, and spend neither', () => {
    expect(of(900, 1000, -0.081, 'money', 'lower')).to.include({ text: '−8,1\u202f%', sign: -1, tone: 'good', spoken: 'caiu 8,1\u202f%, bom' });
    expect(of(900, 1000, 0.081, 'money', 'lower')).to.include({ tone: 'bad' });
    expect(of(900, 1000, -0.1, 'money', 'neither')).to.include({ tone: 'neutral', spoken: 'caiu 10,0\u202f%' });
  });

  it('counts few things one by one, also from zero', () => {
    expect(of(23, 17, 6 / 17)).to.include({ text: '+6', spoken: 'subiu 6, bom' });
    expect(of(3, 0, null)).to.include({ text: '+3' });
    expect(of(40, 30, 1 / 3)).to.include({ text: '+33,3\u202f%' });
  });

  it('drops the decimal from 100 % on, and changes rates by points', () => {
    expect(of(11_482, 5_058, 1.27)).to.include({ text: '+127\u202f%' });
    expect(of(0.028, 0.024, 0.004, 'rate')).to.include({ text: '+0,4\u202fp.p.' });
  });

  it('says that nothing changed', () => {
    expect(of(100, 100, 0)).to.include({ sign: 0, tone: 'neutral', spoken: 'não mudou' });
  });

  it('says nothing where there is nothing to compare with', () => {
    expect(of(100, null, null)).to.equal(undefined);
    expect(of(null, 100, null)).to.equal(undefined);
    expect(of(100, 0, null, 'money')).to.equal(undefined);
  });
});
