import { expect, html } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { find, findAll, stage } from '../../test/stage.ts';
import './segmented.ts';
import type { Segmented } from './segmented.ts';

const options = [
  { value: 'month', label: 'Mês' },
  { value: 'days', label: '90 dias' },
  { value: 'year', label: 'Ano' },
];

const segmented = (change: Parameters<typeof stage>[1] = {}) =>
  stage<Segmented>(html`<arco-ui-segmented label="Período" .options=${options} value="days"></arco-ui-segmented>`, change);
const inputs = (element: Segmented) => findAll<HTMLInputElement>(element, 'input');

describe('<arco-ui-segmented>', function () {
  this.timeout(10_000);

  for (const theme of ['light', 'dark'] as const) {
    it(`is a named group of radio buttons: ${theme}`, async () => {
      const element = await segmented({ theme });
      expect(inputs(element).map(({ checked }) => checked)).to.deep.equal([false, true, false]);
      expect(find(element, '[role=radiogroup]')!.getAttribute('aria-label')).to.equal('Período');
      await expect(element).to.be.accessible();
    });
  }

  it('is one stop of the Tab key, where the arrows choose', async () => {
    const element = await segmented();
    const chosen: string[] = [];
    element.addEventListener('change', (event) => chosen.push((event as CustomEvent<string>).detail));
    inputs(element)[1]!.focus();
    await sendKeys({ press: 'ArrowRight' });
    await sendKeys({ press: 'ArrowRight' });
    await sendKeys({ press: 'ArrowLeft' });

    expect(chosen).to.deep.equal(['year', 'month', 'year']);
    expect(element.value).to.equal('year');
  });

  it('shows the value that it is given, also after somebody chose another', async () => {
    const element = await segmented();
    inputs(element)[2]!.click();
    await element.updateComplete;
    element.value = 'month';
    await element.updateComplete;

    expect(inputs(element).map(({ checked }) => checked)).to.deep.equal([true, false, false]);
  });

  it('keeps every name whole and inside a card of 160 pixels, and its width whichever is bold', async () => {
    const element = await segmented({ width: 134 });
    const box = element.getBoundingClientRect();
    expect(box.width).to.be.at.most(134);
    for (const label of findAll(element, 'label')) {
      const { left, right } = label.getBoundingClientRect();
      expect(left).to.be.at.least(box.left);
      expect(right).to.be.at.most(box.right);
      expect(label.scrollWidth).to.be.at.most(label.clientWidth);
    }
    const wide = await segmented({ width: 600 });
    const before = wide.offsetWidth;
    inputs(wide)[0]!.click();
    await wide.updateComplete;
    expect(wide.offsetWidth).to.equal(before);
  });
});
