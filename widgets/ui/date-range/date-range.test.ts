import { expect, html } from '@open-wc/testing';
import { setViewport } from '@web/test-runner-commands';
import { Locale } from '../../core/locale.ts';
import type { Window } from '../days/days.ts';
import { find, findAll, stage } from '../../test/stage.ts';
import './date-range.ts';
import type { DateRange } from './date-range.ts';
import { presetRange, presets, wrongOf } from './range.ts';

const today = '2025-11-24';
const picked: Window[] = [];

const range = (look: Parameters<typeof stage>[1] = {}, lang = 'pt-BR') =>
  stage<DateRange>(
    html`<arco-ui-date-range
      from="2025-11-01"
      to="2025-11-24"
      min="2024-06-01"
      max=${today}
      today=${today}
      .locale=${Locale.of(lang)}
      @change=${({ detail }: CustomEvent<Window>) => picked.push(detail)}
    ></arco-ui-date-range>`,
    look,
  );
const input = (element: DateRange, id: string) => find<HTMLInputElement>(element, `#${id}`)!;
const note = (element: DateRange, id: string) => find(element, `#${id}-note`)!.innerText.trim();
const press = (element: DateRange, name: string) => findAll(element, 'button').find(({ innerText }) => innerText === name)!.click();

async function submit(element: DateRange, from: string, to: string): Promise<void> {
  for (const [id, value] of [['from', from], ['to', to]] as const) {
    input(element, id).value = value;
    input(element, id).dispatchEvent(new Event('input', { bubbles: true }));
  }
  find<HTMLFormElement>(element, 'form')!.requestSubmit();
  await element.updateComplete;
}

describe('presetRange', () => {
  it('ends yesterday after so many days, and today in the calendar', () => {
    const limits = { max: today };
    expect(presetRange('last-7', today, limits)).to.deep.equal({ from: '2025-11-17', to: '2025-11-23' });
    expect(presetRange('last-30', today, limits)).to.deep.equal({ from: '2025-10-25', to: '2025-11-23' });
    expect(presetRange('last-90', '2026-01-01', {})).to.deep.equal({ from: '2025-10-03', to: '2025-12-31' });
    expect(presetRange('month', today, limits)).to.deep.equal({ from: '2025-11-01', to: today });
    expect(presetRange('last-month', '2024-03-31', {})).to.deep.equal({ from: '2024-02-01', to: '2024-02-29' });
    expect(presetRange('quarter', today, limits)).to.deep.equal({ from: '2025-10-01', to: today });
    expect(presetRange('year', today, limits)).to.deep.equal({ from: '2025-01-01', to: today });
  });

  it('begins with the data, and is not there before it', () => {
    expect(presetRange('year', today, { min: '2025-03-10' })).to.deep.equal({ from: '2025-03-10', to: today });
    expect(presetRange('last-month', today, { min: '2025-11-10' })).to.equal(undefined);
  });
});

describe('wrongOf', () => {
  const limits = { min: '2024-06-01', max: today };

  it('finds what is wrong with each day', () => {
    expect(wrongOf({ from: '2024-06-01', to: today }, limits)).to.deep.equal({});
    expect(wrongOf({ from: '', to: '' }, limits)).to.deep.equal({ from: 'missing', to: 'missing' });
    expect(wrongOf({ from: '2024-05-31', to: '2025-11-25' }, limits)).to.deep.equal({ from: 'tooEarly', to: 'tooLate' });
    expect(wrongOf({ from: '2025-11-02', to: '2025-11-01' }, limits)).to.deep.equal({ to: 'backwards' });
    expect(wrongOf({ from: '', to: '2025-11-01' }, limits)).to.deep.equal({ from: 'missing' });
  });
});

describe('<arco-ui-date-range>', function () {
  this.timeout(10_000);

  beforeEach(() => picked.splice(0));

  it('chooses a ready-made period at a click, and shows which it is', async () => {
    const element = await range();
    expect(find(element, '[aria-pressed=true]')!.innerText).to.equal('Este mês');
    expect(findAll(element, '.preset')).to.have.length(presets.length);
    press(element, '7 dias');
    await element.updateComplete;

    expect(picked).to.deep.equal([{ from: '2025-11-17', to: '2025-11-23' }]);
    expect(find(element, '[aria-pressed=true]')!.innerText).to.equal('7 dias');
    expect([input(element, 'from').value, input(element, 'to').value]).to.deep.equal(['2025-11-17', '2025-11-23']);
  });

  it('chooses any two days', async () => {
    const element = await range();
    await submit(element, '2025-02-03', '2025-02-10');
    expect(picked).to.deep.equal([{ from: '2025-02-03', to: '2025-02-10' }]);
  });

  it('says what is wrong at the day it is wrong with, goes there, and forgives it when that is changed', async () => {
    const element = await range();
    await submit(element, '2024-01-01', '');
    expect(note(element, 'from')).to.equal('Só há dados desde 1 jun. 2024');
    expect(note(element, 'to')).to.equal('Escolha um dia');
    expect(element.shadowRoot!.activeElement?.id).to.equal('from');
    await expect(element).to.be.accessible();
    input(element, 'from').dispatchEvent(new Event('input'));
    await element.updateComplete;
    expect([note(element, 'from'), note(element, 'to')]).to.deep.equal(['', 'Escolha um dia']);

    await submit(element, '2025-11-20', '2025-11-10');
    expect(note(element, 'to')).to.equal('O fim vem antes do começo');
    expect(input(element, 'to').value).to.equal('2025-11-10');
    expect(element.shadowRoot!.activeElement?.id).to.equal('to');
    expect(picked).to.deep.equal([]);
  });

  it('takes back days that were begun when the same period is chosen again', async () => {
    const element = await range();
    await submit(element, '2025-11-05', '');
    press(element, 'Este mês');
    await element.updateComplete;
    expect(input(element, 'from').value).to.equal('2025-11-01');
    expect(note(element, 'to')).to.equal('');
  });

  for (const [lang, early, late] of [
    ['en', 'There is only data since Jun 1, 2024', 'Choose a day up to Nov 24, 2025'],
    ['es', 'Solo hay datos desde el 1 jun 2024', 'Elige hasta el 24 nov 2025'],
  ] as const) {
    it(`says it in ${lang}`, async () => {
      const element = await range({}, lang);
      for (let turn = 0; turn < 50 && !find(element, 'form'); turn += 1) await new Promise((resolve) => setTimeout(resolve, 20));
      await submit(element, '2024-01-01', '2026-01-01');
      expect([note(element, 'from'), note(element, 'to')]).to.deep.equal([early, late]);
    });
  }

  for (const width of [134, 320, 720]) {
    it(`fits ${width} pixels`, async () => {
      await setViewport({ width: 800, height: 600 });
      const element = await range({ width });
      const box = element.getBoundingClientRect();
      for (const part of findAll(element, 'button, input')) {
        const { left, right, height } = part.getBoundingClientRect();
        expect(left).to.be.at.least(box.left);
        expect(right).to.be.at.most(box.right + 0.5);
        expect(height).to.be.at.least(24);
      }
    });
  }

  for (const theme of ['light', 'dark'] as const) {
    it(`passes every rule: ${theme}`, async () => {
      await expect(await range({ theme })).to.be.accessible();
    });
  }
});
