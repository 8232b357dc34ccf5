import { expect } from '@open-wc/testing';
import { coreTexts } from './core.texts.ts';
import { Locale, type Catalog } from './locale.ts';
import { overrideTexts, page } from './page.ts';

const pt = Locale.of('pt-BR');
const en = Locale.of('en-US');
const es = Locale.of('es-MX');
const NB = '\u00a0';
const NN = '\u202f';

describe('Locale', () => {
  describe('figures', () => {
    it('writes counts whole up to 99,999, and then short', () => {
      expect(pt.value(0, 'count')).to.equal('0');
      expect(pt.value(11_482, 'count')).to.equal('11.482');
      expect(pt.value(99_999, 'count')).to.equal('99.999');
      expect(pt.value(104_600, 'count')).to.equal(`105${NB}mil`);
      expect(pt.value(1_250_000, 'count')).to.equal(`1,25${NB}milhão`);
      expect(en.value(11_482, 'count')).to.equal('11,482');
    });

    it('writes money short, with its parts apart so that the figure stands out', () => {
      expect(pt.value(4_320_000, 'money', 'BRL')).to.equal(`R$${NB}43,2${NB}mil`);
      expect(pt.value(105_000_000, 'money', 'BRL')).to.equal(`R$${NB}1,05${NB}milhão`);
      expect(pt.value(324_049, 'money', 'BRL')).to.equal(`R$${NB}3.240`);
      expect(pt.value(106, 'money', 'BRL')).to.equal(`R$${NB}1,06`);
      expect(pt.value(1_800, 'money', 'BRL')).to.equal(`R$${NB}18`);
      expect(pt.value(-7_450_000, 'money', 'BRL')).to.equal(`−R$${NB}74,5${NB}mil`);
      expect(en.value(4_320_000, 'money', 'USD')).to.equal(`$43.2${NB}thousand`);
      const small = pt.parts(4_320_000, 'money', 'BRL').filter(({ affix }) => affix);
      expect(small.map(({ text }) => text)).to.deep.equal(['R$', 'mil']);
    });

    it('writes rates with a thin space where the language has one', () => {
      expect(pt.value(0.0234, 'rate')).to.equal(`2,3${NN}%`);
      expect(es.value(0.0234, 'rate')).to.equal(`2.3${NN}%`);
      expect(en.value(0.0234, 'rate')).to.equal('2.3%');
      expect(pt.percent(0.76, { maximumFractionDigits: 0 })).to.equal(`76${NN}%`);
    });

    it('writes times and ratios', () => {
      expect(pt.value(45, 'seconds')).to.equal(`45${NB}s`);
      expect(pt.value(135.4, 'seconds')).to.equal(`2${NB}min${NB}15${NB}s`);
      expect(pt.value(4.236, 'ratio')).to.equal('4,24');
    });

    it('writes a dash for what is not known, and never a zero in its place', () => {
      for (const unit of ['count', 'money', 'rate', 'seconds', 'ratio'] as const) expect(pt.value(null, unit)).to.equal('–');
      expect(pt.percent(null)).to.equal('–');
    });

    it('writes changes with a sign, points for rates, and no decimals from 100 % on', () => {
      expect(pt.change(0.124, 'count')).to.equal(`+12,4${NN}%`);
      expect(pt.change(-0.081, 'money')).to.equal(`−8,1${NN}%`);
      expect(pt.change(0, 'count')).to.equal(`0,0${NN}%`);
      expect(pt.change(3.375, 'count')).to.equal(`+338${NN}%`);
      expect(pt.change(0.012, 'rate')).to.equal(`+1,2${NN}p.p.`);
      expect(pt.change(-1.5, 'rate')).to.equal(`−150,0${NN}p.p.`);
      expect(pt.change(0.34, 'ratio')).to.equal('+0,3');
    });
  });

  describe('time', () => {
    it('writes days and ranges of them, in the day they name wherever the reader is', () => {
      expect(pt.date('2025-11-01')).to.equal('1 nov.');
      expect(pt.date('2025-11-01', 'month')).to.equal('novembro');
      expect(pt.date('2025-11-01', 'date')).to.equal('1 nov. 2025');
      expect(pt.range('2025-11-01', '2025-11-23')).to.equal('1–23 nov.');
      expect(pt.range('2025-10-28', '2025-11-03')).to.equal('28 out.–3 nov.');
      expect(en.range('2025-11-01', '2025-11-23')).to.equal('Nov 1–23');
      expect(es.range('2025-11-01', '2025-11-23')).to.equal('1–23 nov');
    });

    it('writes the hour of an instant', () => {
      const noon = new Date(2025, 10, 23, 14, 32);
      expect(pt.time(noon)).to.equal('14:32');
      expect(pt.time(noon.toISOString())).to.equal('14:32');
    });

    it('says how long ago for a day, then the date', () => {
      const now = Date.parse('2025-11-23T14:32:00Z');
      const before = (minutes: number) => pt.ago(new Date(now - minutes * 60_000), now);
      expect(before(0)).to.equal('este minuto');
      expect(before(2)).to.equal('há 2 min');
      expect(before(59)).to.equal('há 59 min');
      expect(before(60)).to.equal('há 1 h');
      expect(before(23 * 60 + 59)).to.equal('há 23 h');
      expect(before(24 * 60)).to.equal('22 nov.');
      expect(before(-5), 'a clock that is ahead').to.equal('este minuto');
    });
  });

  describe('texts', () => {
    it('are Portuguese until, and unless, the language has been loaded', async () => {
      const locale = Locale.of('en-NZ');
      expect(locale.texts(coreTexts).retry).to.equal('Tentar de novo');

      await locale.load(coreTexts);

      expect(locale.texts(coreTexts).retry).to.equal('Try again');
      expect(locale.load(coreTexts)).to.equal(undefined);
      expect(pt.load(coreTexts)).to.equal(undefined);
    });

    it('stay Portuguese when they cannot be fetched', async () => {
      const unreachable = () => Promise.reject(new TypeError('Failed to fetch'));
      const catalog: Catalog<{ heading: string }> = { pt: { heading: 'Metas' }, en: unreachable, es: unreachable };

      await es.load(catalog);

      expect(es.texts(catalog).heading).to.equal('Metas');
    });

    it('give way to the host\'s own', () => {
      overrideTexts('core', { retry: 'Mais uma vez' });

      expect(pt.texts(coreTexts)).to.include({ retry: 'Mais uma vez', loading: 'Carregando…' });
      delete page().texts;
    });

    it('are there for any tag, also for one that is none', () => {
      for (const tag of ['', 'x', 'português', 'en_US', 'zz-ZZ']) {
        expect(Locale.of(tag).value(1234, 'count'), tag).to.match(/1.?234/);
      }
      expect(Locale.of('pt-BR')).to.equal(pt);
    });
  });
});
